import { hostname } from 'node:os';
import { expect, test } from 'vitest';
import { look } from './looking.js';

test('names and addresses', () => {
  expect(look('host_name', hostname())).toMatchObject({ done: true });
  expect(look('host_name', 'node7')).toMatchObject({ done: false, seen: hostname(), wanted: 'node7' });
  expect(look('names', 'localhost=127.0.0.1')).toMatchObject({ done: true });
  expect(look('names', 'localhost=10.0.0.1', 'zk-lab.invalid=10.0.0.2')).toMatchObject({
    done: false,
    seen: '127.0.0.1 localhost\n- zk-lab.invalid',
    wanted: '10.0.0.1 localhost\n10.0.0.2 zk-lab.invalid',
    facts: { line: ['10.0.0.1 localhost', '10.0.0.2 zk-lab.invalid'] },
  });
});
