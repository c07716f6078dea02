import { afterAll, beforeAll, expect, test } from 'vitest';
import { inCases } from '../testbed/everything.js';
import { describeWith, useEngine } from '../testbed/use-engine.js';
import { TestLab } from './lab.js';

const title = 'root reaches every node by name without being asked anything';
/** A key that is no machine's. */
const strange = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGO8R7zX6AN0VoWk0QJ46pk8gyf7ZlIZ/MX/hZXD5NgX';

await describeWith(
  () => inCases(useEngine),
  'a lab of fifty nodes',
  (engine) => {
    let lab: TestLab;
    beforeAll(async () => {
      const shape = ['--nodes', '9', '--observers', '41', '--until', 'jdk'];
      lab = await TestLab.create('fifty', [...shape, '--jdk-archive', engine.jdk8], engine.env);
      expect(await lab.zkLab('up', '--provider', 'docker')).toSucceed();
    });
    afterAll(() => lab?.remove());

    const on = (node: string, script: string) =>
      lab.run('docker', ['exec', `fifty-${node}`, 'bash', '-c', script]);
    /** check says this of the logins, and everything else is done. */
    const tells = (...lines: string[]) =>
      expect
        .poll(async () => {
          const { stdout } = await lab.zkLab('check', '--until', 'jdk');
          const left = stdout.split('\n').filter((line) => /^ {2}[✘–]|^ {6}/.test(line));
          return left.map((line) => line.trim());
        })
        .toEqual(lines);

    test('everything is done, and commands run everywhere without a word too much', async () => {
      await tells();
      expect(await lab.zkLab('exec', 'all', 'true')).toEqual({ exitCode: 0, stdout: '', stderr: '' });
    });

    test('of 2500 logins those few that do not go are named, with what to type where', async () => {
      const breaks = [
        // One key for all nodes stands in authorized_keys: it is one of them that is not let in with it.
        ['node23', `sed -i '/root@fifty$/s/^/from="!192.168.252.140,*" /' ~/.ssh/authorized_keys`],
        ['node17', `ssh-keygen -R node31; echo 'node31 ${strange}' >> ~/.ssh/known_hosts`],
        ['node5', 'chmod 777 ~/.ssh'],
      ] as const;
      await Promise.all(breaks.map(([node, script]) => on(node, script)));
      const modes = 'chmod go-w /root/.ssh';
      const changed = 'ssh-keygen -R node31 ; ssh-copy-id node31';
      const give = `zk-lab exec node40 ssh-keygen -y -f /root/.ssh/id_ed25519 | zk-lab exec node23 bash -c 'cat >> ~/.ssh/authorized_keys'`;
      await tells(
        `✘ ${title}`,
        'node5, node17, node23',
        'node5: sshd takes no keys from what others may write: /root/.ssh',
        `→ ${modes}`,
        'node17: known_hosts has another host key for node31',
        `→ ${changed}`,
        'node23: authorized_keys lacks the key of node40',
        `→ ${give}`,
      );
      await Promise.all([lab.typed('node5', modes), lab.typed('node17', changed), lab.onHost(give)]);
      await tells();
    });
  },
);
