import { afterAll, beforeAll } from 'vitest';
import { describeWith, useEngine } from '../../equipment/use-engine.js';
import { TestLab } from '../lab.js';
import { recipesAnswers } from './recipes-answers.js';
import { describeSteps } from './suite.js';

await describeWith(useEngine, 'the lab recipes on Docker, with ZooKeeper 3.4.9 on Java 8', (engine) => {
  let lab: TestLab;
  beforeAll(async () => {
    lab = await TestLab.create('recipes', ['--lab', 'recipes', '--jdk-archive', engine.jdk8], engine.env);
    const { exitCode, stderr } = await lab.zkLab('up', '--provider', 'docker');
    if (exitCode !== 0) throw new Error(stderr);
  });
  afterAll(() => lab?.remove());

  describeSteps('recipes', () => lab, recipesAnswers);
});
