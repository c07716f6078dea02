import { describeStepsOnEach } from './suite.js';

await describeStepsOnEach('recipes', {
  herd: {
    right: ['All of them'],
    wrong: ['1'],
    // Nothing has to be typed to think about it.
    shown: /Step herd asks/,
  },
  version: {
    right: ['version No is not valid : /ledger'],
    wrong: ['Node does not exist: /ledger'],
    shown: /version No is not valid : \/ledger/,
  },
  timeout: {
    right: ['the session timeout'],
    wrong: ['tickTime'],
    shown: /session 0x[0-9a-f]+, 6000 ms/,
  },
});
