import { describeStepsOnEach } from './suite.js';

await describeStepsOnEach('leader-election', {
  leader: {
    right: async (learner) => [String((await learner.status()).leader)],
    wrong: ['node4'],
    shown: /^ *Mode: leader$/m,
  },
  epoch: {
    // Nothing but the leader of a new ensemble has led it.
    right: ['1'],
    wrong: ['2'],
    shown: /Zxid: 0x1[0-9a-f]{8}$/m,
  },
  refusal: {
    right: ['this ZooKeeper instance is not currently serving requests'],
    wrong: ['imok'],
    shown: /^ *This ZooKeeper instance is not currently serving requests$/m,
  },
  client: {
    right: ['ConnectionLoss'],
    wrong: ['NoNode'],
    shown: /KeeperErrorCode = ConnectionLoss for \/election\/second/,
  },
});
