import { expect, test } from 'vitest';
import { describeStepsOnDocker } from './suite.js';

await describeStepsOnDocker('upgrade-3.4-to-3.9', {
  compare: {
    right: async (learner) => {
      const { stdout } = await learner.zkLab('exec', 'node1', 'bash', '-c', 'sort -u ~/ledger/receipts | wc -l');
      return [stdout.trim()];
    },
    wrong: ['0'],
    shown: /^ *acknowledged and not there: 0$/m,
  },
});
