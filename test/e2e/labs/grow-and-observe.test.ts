import { expect, test } from 'vitest';
import { everything } from '../../testbed/everything.js';
import { describeStepsOnDocker } from './suite.js';

// As plain processes it has its first two steps only: the others take files and shells of each node's own, and ZooKeeper 3.4.
await describeStepsOnDocker(
  'grow-and-observe',
  {
    majority: {
      right: ['5'],
      wrong: ['4', '3'],
      shown: /^ *5 3 2$/m,
    },
  },
  (lab) => {
    if (!everything) return;
    test('it can be begun anew, and solved', { timeout: 300_000 }, async () => {
      const reset = await lab().zkLab('reset', '-y');
      expect(reset).toSucceed();
      // It stops at the question.
      expect(await lab().zkLab('solve')).toMatchObject({ exitCode: 1 });
      expect(await lab().zkLab('answer', 'majority', '5')).toSucceed();
      const solved = await lab().zkLab('solve');
      expect(solved).toSucceed();
      expect(await lab().zkLab('check')).toSucceed();
    });
  },
);
