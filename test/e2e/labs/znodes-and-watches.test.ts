import { describeStepsOnEach } from './suite.js';

await describeStepsOnEach(
  'znodes-and-watches',
  {
    'compare-and-set': {
      right: ['version No is not valid : /app/config'],
      wrong: ['Node does not exist'],
      shown: /version No is not valid : \/app\/config/,
    },
    watch: {
      right: ['NodeDataChanged'],
      wrong: ['NodeChanged'],
      shown: /type:NodeDataChanged path:\/app\/watched/,
    },
    'watch-once': {
      right: ['1'],
      wrong: ['2'],
      // Once, although there were two changes.
      shown: /^(?!.*path:\/app\/watched.*path:\/app\/watched).*path:\/app\/watched/s,
    },
    'watch-deletion': {
      right: ['nodedeleted'],
      wrong: ['NodeDataChanged'],
      shown: /type:NodeDeleted path:\/app\/watched/,
    },
    session: {
      right: ['4000'],
      wrong: ['1000'],
      shown: /negotiated timeout = 4000/,
    },
    behind: {
      right: ['sync /lag'],
      wrong: ['get'],
      // Which of the two is quicker, the answer or the changes that wait, nobody can promise: 12 of 12 on a busy machine.
      shown: /dataVersion = (?!500$)\d+$[^d]*dataVersion = 500$/m,
      tries: 3,
    },
  },
  { often: true },
);
