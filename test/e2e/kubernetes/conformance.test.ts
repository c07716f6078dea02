import { kubernetes } from '../../../providers/kubernetes/index.js';
import { useCluster } from '../../testbed/use-cluster.js';
import { describeWith } from '../../testbed/use-engine.js';
import { conformance } from '../conformance/suite.js';

await describeWith(useCluster, 'Kubernetes', ({ engine, env, registry }) => {
  conformance({
    provider: kubernetes,
    env,
    spec: { jdkArchive: engine.jdk8 },
    where: { registry },
    patience: 300_000,
  });
});
