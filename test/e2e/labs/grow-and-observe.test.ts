import { describeStepsOnDocker } from './suite.js';

// As plain processes it has its first two steps only: the others take files and shells of each node's own, and ZooKeeper 3.4.
await describeStepsOnDocker('grow-and-observe', {
  majority: {
    right: ['5'],
    wrong: ['4', '3'],
    shown: /^ *5 3 2$/m,
  },
});
