/** The tutorial's lab, done as its pages say. */
import { expect } from 'vitest';
import type { Story } from '../../story.js';
import type { Finished } from '../lab.js';

interface Learner {
  zkLab(...args: string[]): Promise<Finished>;
}

/** Ids of the steps that are not done. */
export async function notDone(lab: Learner): Promise<string[]> {
  const { stdout, stderr } = await lab.zkLab('check', '--json');
  if (stdout === '') throw new Error(stderr);
  const { checks } = JSON.parse(stdout);
  return checks.flatMap(({ id, passed }: { id: string; passed: boolean | null }) => (passed ? [] : [id]));
}

/** What servers that run do by themselves: nobody has to type anything for it. */
const byItself = ['same-zoo-cfg', 'serves', 'ensemble'];

/** Each page makes its own step pass: a step of a story. @param learner told when the test runs */
export function describePages(learner: () => Learner, { step }: Story): void {
  // Fifteen steps, with a look at all of them before and after each.
  step('each page makes its own step pass, and not the next one', { timeout: 600_000 }, async () => {
    const lab = learner();
    const before = await notDone(lab);
    for (const [index, id] of before.entries()) {
      if (!(await notDone(lab)).includes(id)) continue;
      const { exitCode, stdout, stderr } = await lab.zkLab('solve', '--to', id);
      expect({ exitCode, stdout, stderr }, id).toSucceed();
      const now = await notDone(lab);
      expect(now).not.toContain(id);
      const next = before[index + 1];
      if (next !== undefined && !byItself.includes(next)) expect(now).toContain(next);
    }
    expect(await lab.zkLab('check')).toSucceed();
  });
}
