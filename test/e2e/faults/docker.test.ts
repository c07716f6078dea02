import { execa } from 'execa';
import { docker } from '../../../providers/docker/index.js';
import { describeWith, useEngine } from '../../testbed/use-engine.js';
import { faults } from './suite.js';

await describeWith(useEngine, 'Docker', (engine) => {
  const inEngine = async (...args: string[]): Promise<string> =>
    (await execa('docker', args, { env: engine.env, reject: false })).stdout;

  faults({
    provider: docker,
    env: engine.env,
    spec: { jdkArchive: engine.jdk8, network: '10.76.0.0/24' },
    async remnants(lab) {
      const holders = await inEngine('ps', '-a', '--format', '{{.Names}}', '--filter', 'label=zk-lab.fault');
      const changed = await Promise.all(
        lab.nodes.map(async ({ name }) => {
          const container = `${lab.spec.name}-${name}`;
          const look =
            'ip route show table all proto 199; tc qdisc show dev eth0 | grep 7a00; for p in /proc/[0-9]*; do grep -qs "^State:.T" $p/status && cat $p/comm; done; true';
          return inEngine('exec', container, 'sh', '-c', look);
        }),
      );
      return [holders, ...changed].filter((each) => each.trim() !== '');
    },
  });
});
