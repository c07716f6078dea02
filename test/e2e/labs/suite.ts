import { describe, expect, test } from 'vitest';
import { loadLesson } from '../../../lessons/load.js';
import { readProbes } from '../../../lessons/probes.js';
import { labsPath } from '../../../system/package-files.js';
import type { LabCheck } from '../../../verbs/check.js';
import type { Finished } from '../lab.js';

/** A lab of a lesson that is up, and whoever types there. */
export interface Learner {
  zkLab(...args: string[]): Promise<Finished>;
}

/** Answers to a question, and some that are none. */
export interface Answers {
  readonly right: readonly string[];
  readonly wrong: readonly string[];
}

/** How the steps are, by id. */
async function stepsOf(learner: Learner): Promise<Map<string, LabCheck['checks'][number]>> {
  const { stdout, stderr } = await learner.zkLab('check', '--json');
  if (stdout === '') throw new Error(stderr);
  return new Map((JSON.parse(stdout) as LabCheck).checks.map((check) => [check.id, check]));
}

/**
 * Goes through the steps of a ready-made lab, one test each: a step is not done before, it is once its page was followed (or
 * its question answered), and the next one is not done with it.
 * @param learner told when the tests run @param answers by the ids of the steps that ask
 */
export function describeSteps(
  name: string,
  learner: () => Learner,
  answers: Readonly<Record<string, Answers>>,
): void {
  const { steps } = loadLesson(labsPath(name), readProbes());
  describe.sequential(`the steps of ${name}`, () => {
    test.each(
      steps.map(({ id, answer }, index) => ({ id, asks: answer !== undefined, next: steps[index + 1]?.id })),
    )('$id', async ({ id, asks, next }) => {
      const person = learner();
      expect((await stepsOf(person)).get(id)?.passed).not.toBe(true);

      const solved = await person.zkLab('solve', '--to', id);
      expect(solved, solved.stdout + solved.stderr).toMatchObject({ exitCode: asks ? 1 : 0 });
      for (const wrong of answers[id]?.wrong ?? []) {
        expect(await person.zkLab('answer', id, wrong), wrong).toMatchObject({ exitCode: 1 });
      }
      for (const right of answers[id]?.right ?? []) {
        expect(await person.zkLab('answer', id, right), right).toMatchObject({ exitCode: 0 });
      }

      const after = await stepsOf(person);
      expect(after.get(id)).toMatchObject({ passed: true });
      if (next !== undefined) expect(after.get(next)?.passed).not.toBe(true);
    });
  });
}
