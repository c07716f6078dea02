import { keepingOutput } from '../../../providers/kept-output.js';
import { vagrant } from '../../../providers/vagrant/index.js';
import { inCases } from '../../testbed/everything.js';
import { describeWith, useEngine } from '../../testbed/use-engine.js';
import { useVagrant } from '../../testbed/use-vagrant.js';
import { faults } from './suite.js';

const engine = await useEngine();

// Vagrant's own docker provider: its machines are containers, and have neither a disk nor a clock of their own.
await describeWith(
  () => inCases(() => useVagrant('docker')),
  'Vagrant',
  ({ env }) => {
    faults({
      provider: vagrant,
      env,
      spec: engine.available ? { jdkArchive: engine.jdk8 } : {},
      // Each look logs in on three machines.
      moment: 30_000,
      // A box that was made a while ago has no iptables, which would do instead.
      netem: ['slow', 'lose'],
      refused: [
        ['fill', ['node1'], /node1 is a container: the disk/],
        ['clock', ['node2', '+90s'], /on node2: .*not permitted/],
      ],
      async remnants(lab) {
        const look =
          'ip route show table all proto 199; for p in /proc/[0-9]*; do grep -qs "^State:.T" $p/status && cat $p/comm; tr "\\0" "\\n" <$p/cmdline | grep -x zk-lab-fault; done 2>/dev/null; true';
        const found = await Promise.all(
          lab.nodes.map(async (node) => {
            const { options, said } = keepingOutput();
            await vagrant
              .node(lab, node)
              .exec(['sh', '-c', look], options)
              .catch(() => {});
            return said.stdout;
          }),
        );
        return found.filter((each) => each !== '');
      },
    });
  },
);
