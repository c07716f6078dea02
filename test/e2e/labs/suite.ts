import { afterAll, beforeAll, describe, expect } from 'vitest';
import { loadLesson } from '../../../lessons/load.js';
import { readProbes } from '../../../lessons/probes.js';
import { labsPath } from '../../../system/package-files.js';
import type { LabCheck } from '../../../verbs/check.js';
import { describeUnless } from '../../needs.js';
import { type Story, story } from '../../story.js';
import { everything, leftForCases } from '../../testbed/everything.js';
import { describeWith, useEngine } from '../../testbed/use-engine.js';
import { type Finished, type LabStatus, TestLab } from '../lab.js';
import { LocalLab } from '../local-lab.js';

/** A lab of a lesson that is up, and whoever types there. */
export interface Learner {
  zkLab(...args: string[]): Promise<Finished>;
  status(): Promise<LabStatus>;
}

/** Answers to a question, and some that are none. */
export interface Answers {
  /** What is right, or how it is found out in another way. */
  readonly right: readonly string[] | ((learner: Learner) => Promise<readonly string[]>);
  readonly wrong: readonly string[];
  /** What somebody sees who types what the page says, so that the answer can be read from it. */
  readonly shown?: RegExp;
  /** How many times that may have to be typed, where it depends on who is quicker. */
  readonly tries?: number;
}

/** How the steps are, by id. */
async function stepsOf(learner: Learner): Promise<Map<string, LabCheck['checks'][number]>> {
  const { stdout, stderr } = await learner.zkLab('check', '--json');
  if (stdout === '') throw new Error(stderr);
  return new Map((JSON.parse(stdout) as LabCheck).checks.map((check) => [check.id, check]));
}

/** Does a step as its page says; a question is left to be answered. */
async function follow(learner: Learner, id: string, { shown, tries = 1 }: Partial<Answers>, asks: boolean) {
  for (let left = tries; left > 0; left--) {
    const solved = await learner.zkLab('solve', '--to', id);
    const said = solved.stdout + solved.stderr;
    expect(solved, said).toMatchObject({ exitCode: asks ? 1 : 0 });
    if (shown === undefined || shown.test(said)) return;
    if (left === 1) expect(said).toMatch(shown);
  }
}

/**
 * Goes through the steps of a ready-made lab, one test each: a step is not done before, it is once its page was followed (or
 * its question answered), and the next one is not done with it.
 * @param learner told when the tests run @param answers by the ids of the steps that ask
 */
function describeSteps(
  name: string,
  learner: () => Learner,
  answers: Readonly<Record<string, Answers>>,
): Story {
  const told = story();
  const { steps } = loadLesson(labsPath(name), readProbes());
  // How they are after the last one that was followed.
  let now: Map<string, LabCheck['checks'][number]> | undefined;
  describe.sequential(`the steps of ${name}`, () => {
    for (const [index, { id, answer }] of steps.entries())
      told.step(id, async () => {
        const [asks, next] = [answer !== undefined, steps[index + 1]?.id];
        const person = learner();
        now ??= await stepsOf(person);
        expect(now.get(id)).toMatchObject({ since: null });
        expect(now.get(id)?.passed).not.toBe(true);

        const { right = [], wrong = [], ...seen }: Partial<Answers> = answers[id] ?? {};
        await follow(person, id, seen, asks);
        for (const each of wrong) {
          expect(await person.zkLab('answer', id, each), each).toMatchObject({ exitCode: 1 });
        }
        for (const each of typeof right === 'function' ? await right(person) : right) {
          expect(await person.zkLab('answer', id, each), each).toSucceed();
        }

        now = await stepsOf(person);
        expect(now.get(id)).toMatchObject({ passed: true });
        if (next !== undefined) expect(now.get(next)?.passed).not.toBe(true);
      });

    told.aside('everything is done, and solve finds nothing to do', async () => {
      expect([...(now?.values() ?? [])].filter(({ since }) => since === null)).toEqual([]);
      expect(await learner().zkLab('solve')).toSucceed();
    });
  });
  return told;
}

/** The same on Docker, with ZooKeeper 3.4.9 on Java 8. @param more tests of the lab as it is in the end, beside that story */
export async function describeStepsOnDocker(
  name: string,
  answers: Readonly<Record<string, Answers>>,
  more: (lab: () => TestLab, story: Story) => void = () => {},
): Promise<void> {
  // Debian stands in for CentOS 7.3 here (test/testbed).
  await describeWith(useEngine, `${name} on Docker`, (engine) => {
    let lab: TestLab;
    beforeAll(async () => {
      lab = await TestLab.create('taught', ['--lab', name, '--jdk-archive', engine.jdk8], engine.env);
      const { exitCode, stderr } = await lab.zkLab('up', '--provider', 'docker');
      expect(exitCode, stderr).toBe(0);
    });
    afterAll(() => lab?.remove());
    more(
      () => lab,
      describeSteps(name, () => lab, answers),
    );
  });
}

/**
 * The same on Docker, and as plain processes, with 3.9 on Java 17.
 * @param often whether the latter every time, and not only where everything is tried
 */
export async function describeStepsOnEach(
  name: string,
  answers: Readonly<Record<string, Answers>>,
  { often = false } = {},
): Promise<void> {
  await describeStepsOnDocker(name, answers);

  const whyNot = often || everything ? undefined : leftForCases;
  describeUnless(whyNot, `${name} as processes of this machine`, () => {
    let lab: LocalLab;
    beforeAll(async () => {
      const newest = ['--zookeeper', '3.9', '--jdk', '17', '--client-port', '25181'];
      lab = await LocalLab.create('taught', ['--lab', name, ...newest]);
      await lab.up();
    });
    afterAll(() => lab?.remove());
    describeSteps(name, () => lab, answers);
  });
}
