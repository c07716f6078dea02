import { kubernetes } from '../../../providers/kubernetes/index.js';
import { unavailable } from '../../equipment/available.js';
import { describeWith, useEngine } from '../../equipment/use-engine.js';
import { conformance } from './suite.js';

/** Any cluster that KUBECONFIG leads to, if it is said that it is for tests. */
async function useCluster() {
  const { KUBECONFIG, ZK_LAB_TEST_KUBERNETES, CONTAINERD_ADDRESS, PATH } = process.env;
  if (!ZK_LAB_TEST_KUBERNETES || !KUBECONFIG) {
    return {
      available: false as const,
      reason: 'for these there is a command of their own: npm run kubernetes',
    };
  }
  const engine = await useEngine();
  if (!engine.available) return unavailable(engine.reason);
  const where = { KUBECONFIG, ...(CONTAINERD_ADDRESS && { CONTAINERD_ADDRESS }), ...(PATH && { PATH }) };
  return { available: true as const, engine, where };
}

await describeWith(useCluster, 'Kubernetes', ({ engine, where }) => {
  conformance({
    provider: kubernetes,
    env: { ...engine.env, ...where },
    spec: { jdkArchive: engine.jdk8 },
    patience: 300_000,
  });
});
