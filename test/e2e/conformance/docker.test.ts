import { docker } from '../../../providers/docker/index.js';
import { describeWith, useEngine } from '../../testbed/use-engine.js';
import { conformance } from './suite.js';

await describeWith(useEngine, 'Docker', (engine) => {
  conformance({
    provider: docker,
    env: engine.env,
    spec: { jdkArchive: engine.jdk8, network: '10.75.0.0/24' },
  });
});
