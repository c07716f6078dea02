/** What `up`, `ssh` and `answer` say comes next, without a look at the nodes. */
import { expect, test } from 'vitest';
import { program } from '../../cli/program.js';
import { nextLine } from '../../cli/told-next.js';
import { nextByProgress } from '../../verbs/guide.js';
import { labOf } from '../verbs/fake-provider.js';

test('the step that is the learner’s, by its number', () => {
  const lab = labOf({ name: 'znodes', lesson: 'znodes-and-watches', until: 'cluster' });
  const line = nextLine(nextByProgress(lab));
  expect(line).toMatch(/^Your next step, 1: a znode was changed, /);
  // As whoever runs this types it: under npm it is another than in a shell.
  expect(line).toContain(`(${program()} guide)`);
});

test('where steps count together alone, which of them is next is not remembered: a look tells', () => {
  const lab = labOf({ name: 'broken', lesson: 'mend-it', until: 'zookeeper' });
  expect(nextLine(nextByProgress(lab))).toBe(`Next: ${program()} check`);
});
