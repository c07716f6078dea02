import { localOn } from '../../../providers/local/index.js';
import { thisMachine } from '../../../software/jdk/search.js';
import { anyScript } from './suite.js';

const provider = localOn(thisMachine());
const spec = { zookeeper: '3.9', jdk: '17', clientPort: 27_281 };
// A locale that is not installed is as good as none.
anyScript(provider, { LANG: 'zh_CN.UTF-8', LC_ALL: '' }, spec);
