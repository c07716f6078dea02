import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { LocalLab } from '../local-lab.js';
import { recipesAnswers } from './recipes-answers.js';
import { describeSteps } from './suite.js';

describe('the lab recipes as processes of this machine, with ZooKeeper 3.9 on Java 17', () => {
  let lab: LocalLab;
  beforeAll(async () => {
    lab = await LocalLab.create('recipes', [
      ...['--lab', 'recipes', '--zookeeper', '3.9', '--jdk', '17', '--client-port', '25181'],
    ]);
    await lab.up();
  });
  afterAll(() => lab?.remove());

  describeSteps('recipes', () => lab, recipesAnswers);

  test('all of it was typed in the node’s folder', async () => {
    const { stdout } = await lab.zkLab('exec', 'node1', 'ls', 'recipes');
    expect(stdout.split('\n')).toEqual(expect.arrayContaining(['Lock.java', 'client', 'slow.log']));
  });
});
