import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect } from 'vitest';
import { story } from '../story.js';
import { describeWith } from '../testbed/use-engine.js';
import { useVagrant } from '../testbed/use-vagrant.js';
import type { TestProvider } from '../testbed/vagrant.js';

/** Virtual machines under software emulation take minutes: only where they are asked for. */
const providers: readonly TestProvider[] = process.env.ZK_LAB_TEST_LIBVIRT
  ? ['docker', 'libvirt']
  : ['docker'];

const addresses = [1, 2, 3].map((i) => `192.168.252.${100 + i}`);

for (const provider of providers) {
  await describeWith(
    () => useVagrant(provider),
    `the test Vagrant with ${provider}`,
    (vagrant) => {
      let folder = '';
      const run = (...args: string[]) => vagrant.run(['vagrant', ...args], { cwd: folder, stdin: 'ignore' });

      beforeAll(async () => {
        folder = await mkdtemp(path.join(tmpdir(), 'zk-lab-testbed-'));
        await writeFile(
          path.join(folder, 'Vagrantfile'),
          `Vagrant.configure("2") do |config|
  config.vm.box = "centos/7"
  config.vm.box_version = "1611.01"
  config.vm.synced_folder ".", "/vagrant", disabled: true
  ${JSON.stringify(addresses)}.each.with_index(1) do |ip, i|
    config.vm.define "node#{i}" do |node|
      node.vm.hostname = "node#{i}"
      node.vm.network "private_network", ip: ip
      node.vm.provision "shell", inline: 'echo "this is $(hostname) as $(id -un)"'
    end
  end
end
`,
        );
      });
      afterAll(async () => {
        await run('destroy', '--force');
        await rm(folder, { recursive: true });
      });

      const { step, aside } = story();

      step(
        'brings three machines up under their names, provisioned as root',
        {
          timeout: 900_000,
        },
        async () => {
          const { stdout } = await run('up');
          for (const i of [1, 2, 3]) expect(stdout).toContain(`node${i}: this is node${i} as root`);
        },
      );

      for (const i of [1, 2, 3])
        aside(`reaches every address from node${i}`, async () => {
          const pings = addresses.map((ip) => `ping -q -c 1 -W 5 ${ip} >/dev/null && echo ${ip}`).join('; ');
          const { stdout } = await run('ssh', `node${i}`, '--command', pings);
          expect(String(stdout).trim().split(/\s+/)).toEqual(addresses);
        });
    },
  );
}
