import { expect, test } from 'vitest';
import { composeFiles } from '../../../providers/docker/compose.js';

test.each([
  ['nothing', undefined, undefined],
  ['the lab’s file and one beside it', 'compose.yaml:more.yaml', 'compose.yaml:more.yaml'],
  ['the lab’s file by its path', '/lab/compose.yaml', '/lab/compose.yaml'],
  ['another project’s file', '/other/compose.yaml', undefined],
  ['a file of another name', 'docker-compose.yml', undefined],
])('COMPOSE_FILE with %s', (_, value, read) => {
  expect(composeFiles('/lab', { COMPOSE_FILE: value })).toBe(read);
});

test('COMPOSE_FILE with a separator of its own', () => {
  const env = { COMPOSE_FILE: 'a.yaml|compose.yaml', COMPOSE_PATH_SEPARATOR: '|' };
  expect(composeFiles('/lab', env)).toBe('a.yaml|compose.yaml');
});
