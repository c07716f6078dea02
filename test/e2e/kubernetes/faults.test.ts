import { kubernetes } from '../../../providers/kubernetes/index.js';
import { useCluster } from '../../testbed/use-cluster.js';
import { describeWith } from '../../testbed/use-engine.js';
import { faults } from '../faults/suite.js';

await describeWith(useCluster, 'Kubernetes', ({ engine, env, registry }) => {
  faults({
    provider: kubernetes,
    env,
    spec: { jdkArchive: engine.jdk8 },
    where: { registry },
    // Servers that are frozen or ended are held by a process beside them, which ends with them: nothing is beside the pods.
    remnants: async () => [],
  });
});
