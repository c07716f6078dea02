import { useCluster } from '../../testbed/use-cluster.js';
import { describeWith } from '../../testbed/use-engine.js';
import { members } from '../members/suite.js';
import { ClusterLab } from './lab.js';

await describeWith(useCluster, 'Kubernetes', (cluster) => {
  members('Kubernetes, ZooKeeper 3.4.9', async () => {
    const lab = await ClusterLab.up(cluster, 'members');
    const kept = (node: string): string[] => [`statefulset/${node}`, `persistentvolumeclaim/node-${node}-0`];
    return {
      dir: lab.dir,
      zkLab: (...args) => lab.zkLab(...args),
      begin: (...args) => lab.begin(...args),
      status: () => lab.status(),
      async lose(node) {
        await lab.kubectl('delete', ...kept(node));
      },
      async leftOf(node) {
        const all = await lab.kubectl('get', 'pod,statefulset,service,persistentvolumeclaim', '-o', 'name');
        return all.split('\n').filter((name) => new RegExp(`\\b${node}\\b`).test(name));
      },
      remove: () => lab.remove(),
    };
  });
});
