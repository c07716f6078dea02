import { expect, test } from 'vitest';
import { identityFilesFor } from '../../../lessons/logins/client-config.js';

const config = [
  '# mine',
  'identityfile = "~/.ssh/all"',
  'Host node? !node3',
  '  IdentityFile ~/.ssh/lab',
  'Host *',
  '\tIdentityFile=%d/.ssh/last',
];

test.each([
  ['node2', ['/root/.ssh/all', '/root/.ssh/lab', '/root/.ssh/last']],
  ['node3', ['/root/.ssh/all', '/root/.ssh/last']],
  ['other', ['/root/.ssh/all', '/root/.ssh/last']],
])('%s: %j', (host, files) => {
  expect(identityFilesFor(host, config, '/root')).toEqual(files);
});

test('without any, there are none', () => {
  expect(identityFilesFor('node1', ['Host other', 'IdentityFile x'], '/root')).toEqual([]);
});
