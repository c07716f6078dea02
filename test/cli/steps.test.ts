import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Seen, type User, user } from './command.js';

/** A user in the folder of a lab that is nowhere up, and what they see of what they type there. */
async function learner(): Promise<{ type: User['type'] }> {
  const { folder, type, typeWith } = user();
  await type('create', 'lab', '--lab', 'leader-election', '--no-fetch');
  return { type: (...args) => typeWith({ cwd: join(folder, 'lab') }, ...args) };
}

const known = /There are: leader, first-term, epoch, .*recovery; a number will do, too\.$/;

describe('a step that there is not', () => {
  test.each([
    [['guide', 'wibble']],
    [['solve', '--to', 'wibble']],
    [['reset', '--to', 'wibble']],
    [['reset', '--to', '99', '-y']],
    [['answer', 'wibble', 'x']],
  ])('%j: the steps are listed, before an engine is looked for', async (typed) => {
    const { status, stdout, stderr }: Seen = await (await learner()).type(...typed);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(known);
    expect(stderr).not.toMatch('did you mean');
  });

  test('one that is nearly written right is told', async () => {
    const { stderr } = await (await learner()).type('guide', 'leadr');
    expect(stderr).toMatch(/no step leadr; did you mean leader\? There are: /);
  });

  test('where a node should be named, a step is told what it is', async () => {
    const { type } = await learner();
    expect(await type('check', 'epoch')).toMatchObject({
      status: 2,
      stderr: expect.stringMatching(/epoch is a step .* names of nodes: node1, .*zk-lab guide epoch/),
    });
  });
});

test('of a lab that does all steps itself, none is done while it is not up', async () => {
  const { folder, type, typeWith } = user();
  await type('create', 'lab', '--no-fetch');
  const { stdout } = await typeWith({ cwd: join(folder, 'lab') }, 'guide');
  expect(stdout).toMatch(/^Step 1 of 15\nThe nodes of this lab are not there yet: zk-lab up makes them/);
});

test('an answer where nothing is asked: which steps ask, or that none does', async () => {
  const { type } = await learner();
  expect((await type('answer', 'epoch', '1')).status).not.toBe(2);
  expect((await type('answer', 'first-term', '1')).stderr).toMatch(
    /asks nothing: .* Steps that ask: leader, /,
  );
  const { folder, type: typeAnywhere, typeWith } = user();
  await typeAnywhere('create', 'lab', '--lab', 'zookeeper-cluster', '--no-fetch');
  const { stderr } = await typeWith({ cwd: join(folder, 'lab') }, 'answer', 'java', '8');
  expect(stderr).toMatch(/Step java asks nothing, nor does any of this lab: zk-lab check/);
});

test('a page says that there are no nodes yet', async () => {
  const { stdout } = await (await learner()).type('guide');
  expect(stdout).toMatch(/^Step 1 of 8\nThe nodes of this lab are not there yet: zk-lab up makes them/);
});
