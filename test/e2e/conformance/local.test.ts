import { localOn } from '../../../providers/local/index.js';
import { thisMachine } from '../../../software/jdk/search.js';
import { conformance } from './suite.js';

conformance({
  provider: localOn(thisMachine()),
  spec: { zookeeper: '3.9', jdk: '17', clientPort: 25_281 },
});
