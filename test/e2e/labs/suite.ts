import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LabCheck } from '../../../index.js';
import { builtIn } from '../../../lessons/built-in.js';
import { describeWith, useEngine } from '../../equipment/use-engine.js';
import { type Finished, type LabStatus, TestLab } from '../lab.js';
import { LocalLab } from '../local-lab.js';

/** A running lab, whatever holds it. */
export interface Trial {
  zkLab(...args: string[]): Promise<Finished>;
  status(): Promise<LabStatus>;
}

/** What there is to a question that cannot be read from its step. */
export interface Answered {
  /** What is right, or how it is found out without zk-lab's help. */
  readonly right: string | ((trial: Trial) => Promise<string>);
  readonly wrong: string;
  /** What the learner sees who types what the page says, so that the answer can be read from it. */
  readonly shown: RegExp;
  /** How many times it may have to be typed to be seen, for what depends on who is quicker. */
  readonly tries?: number;
}

/** What a test of a lab has to know beside its content, by the ids of its questions. */
export type Answers = Readonly<Record<string, Answered>>;

async function checked(trial: Trial): Promise<LabCheck['checks']> {
  const { stdout, stderr } = await trial.zkLab('check', '--json');
  if (stdout === '') throw new Error(stderr);
  return (JSON.parse(stdout) as LabCheck).checks;
}

async function solveQuestion(trial: Trial, id: string, answered: Answered): Promise<void> {
  const { right, wrong, shown, tries = 1 } = answered;
  let said = '';
  for (let at = 0; at < tries && !shown.test(said); at++) {
    const solved = await trial.zkLab('solve', '--to', id);
    said = solved.stdout + solved.stderr;
    expect(solved.exitCode, said).toBe(1);
  }
  expect(said).toMatch(shown);
  expect((await trial.zkLab('answer', id, wrong)).exitCode).toBe(1);
  const value = typeof right === 'string' ? right : await right(trial);
  expect((await trial.zkLab('answer', id, value)).exitCode, value).toBe(0);
}

/**
 * Goes through a ready-made lab as its guide does: each step is not done before, is done afterwards, and the next one is
 * still not. One test for each step, in their order.
 */
function everyStep(name: string, trial: () => Trial, answers: Answers): void {
  const ids = builtIn(name).steps.map(({ id }) => id);
  let now: LabCheck['checks'] = [];

  test('in the beginning no step is done', async () => {
    now = await checked(trial());
    expect(now.filter(({ passed }) => passed)).toEqual([]);
    expect(now.map(({ id }) => id)).toEqual(ids);
  });

  test.each(ids.map((id, index) => [id, ids[index + 1]]))('%s', async (id, next) => {
    const of = (wanted: string) => now.find((each) => each.id === wanted);
    expect(of(id)).toMatchObject({ since: null });
    expect(of(id)?.passed).not.toBe(true);
    const answered = answers[id];
    if (answered) await solveQuestion(trial(), id, answered);
    else {
      const { exitCode, stdout, stderr } = await trial().zkLab('solve', '--to', id);
      expect(exitCode, stdout + stderr).toBe(0);
    }
    now = await checked(trial());
    expect(of(id)).toMatchObject({ passed: true });
    if (next !== undefined) expect(of(next)?.passed).not.toBe(true);
  });

  test('all is done in the end, and nothing is left to solve', async () => {
    expect(now.filter(({ since }) => since === null)).toEqual([]);
    expect(await trial().zkLab('solve')).toMatchObject({ exitCode: 0 });
  });
}

/** A ready-made lab, step by step, on Docker and as plain processes of this machine. */
export async function labOnEachEngine(name: string, answers: Answers): Promise<void> {
  // Debian stands in for CentOS 7.3 here (test/equipment); everything else is what a learner gets by default.
  await describeWith(useEngine, `${name} on Docker`, (engine) => {
    let lab: TestLab;
    beforeAll(async () => {
      lab = await TestLab.create('taught', ['--lab', name, '--jdk-archive', engine.jdk8], engine.env);
      const { exitCode, stderr } = await lab.zkLab('up', '--provider', 'docker');
      expect(exitCode, stderr).toBe(0);
    });
    afterAll(() => lab?.remove());
    everyStep(name, () => lab, answers);
  });

  describe(`${name} as plain processes`, () => {
    let lab: LocalLab;
    beforeAll(async () => {
      const newest = ['--zookeeper', '3.9', '--jdk', '17', '--client-port', '25181'];
      lab = await LocalLab.create('taught', ['--lab', name, ...newest]);
      await lab.up();
    });
    afterAll(() => lab?.remove());
    everyStep(name, () => lab, answers);
  });
}
