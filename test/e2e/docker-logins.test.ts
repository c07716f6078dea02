import { afterAll, beforeAll, expect } from 'vitest';
import { story } from '../story.js';
import { describeWith, useEngine } from '../testbed/use-engine.js';
import { TestLab } from './lab.js';

const title = 'root reaches every node by name without being asked anything';
const nodes = ['node1', 'node2', 'node3'];
const hup = 'kill -HUP $(cat /var/run/sshd.pid)';
const restart = `/usr/sbin/sshd -t && ${hup}`;
/** A key that is no machine's. */
const strange = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGO8R7zX6AN0VoWk0QJ46pk8gyf7ZlIZ/MX/hZXD5NgX';

/** One thing that is wrong, and what check says to it. */
interface Break {
  readonly what: string;
  /** Where and how it is done. */
  readonly node: string;
  readonly by: string;
  /** Where it is told, and how. */
  readonly at: string;
  readonly seen: string;
  readonly type: string;
  /** What stands in for an editor. */
  readonly edit?: string;
}

// Each tries the one after it: node1 on node3, node2 on node1 and node3 on node2 are judged without a login.
const breaks: readonly Break[] = [
  {
    what: 'a key that is not among those that a node lets in',
    node: 'node3',
    by: "sed -i '/root@node1$/d' ~/.ssh/authorized_keys",
    at: 'node1',
    seen: 'this node’s key is not yet on node3',
    type: 'ssh-copy-id node3',
  },
  {
    what: 'another host key, in a file with hashed names',
    node: 'node3',
    by: `ssh-keygen -R node2; echo 'node2 ${strange}' >> ~/.ssh/known_hosts; ssh-keygen -H`,
    at: 'node3',
    seen: 'known_hosts has another host key for node2',
    type: 'ssh-keygen -R node2 ; ssh-copy-id node2',
  },
  {
    what: 'another host key, where a login was tried',
    node: 'node2',
    by: `ssh-keygen -R node3; echo 'node3 ${strange}' >> ~/.ssh/known_hosts`,
    at: 'node2',
    seen: 'known_hosts has another host key for node3',
    type: 'ssh-keygen -R node3 ; ssh-copy-id node3',
  },
  {
    what: 'another host key, in the file of all users',
    node: 'node3',
    by: `ssh-keygen -R node2; echo 'node2 ${strange}' > /etc/ssh/ssh_known_hosts`,
    at: 'node3',
    seen: 'known_hosts has another host key for node2',
    type: 'ssh-keygen -f /etc/ssh/ssh_known_hosts -R node2 ; ssh-copy-id node2',
  },
  {
    what: 'host keys that were never confirmed',
    node: 'node2',
    by: 'ssh-keygen -R node1; ssh-keygen -R node2',
    at: 'node2',
    seen: 'the host key is not yet confirmed of node1, node2',
    type: 'for a in {1..2} ; do ssh-copy-id node$a ; done',
  },
  {
    what: 'a folder that others may write',
    node: 'node2',
    by: 'chmod 777 ~/.ssh',
    at: 'node2',
    seen: 'sshd takes no keys from what others may write: /root/.ssh',
    type: 'chmod go-w /root/.ssh',
  },
  {
    what: 'a file that is not root’s',
    node: 'node2',
    by: 'chown daemon ~/.ssh/authorized_keys',
    at: 'node2',
    seen: 'sshd takes no keys from what is not root’s: /root/.ssh/authorized_keys',
    type: 'chown root /root/.ssh/authorized_keys',
  },
  {
    what: 'a private key that others may read',
    node: 'node1',
    by: 'chmod 644 ~/.ssh/id_rsa',
    at: 'node1',
    seen: 'ssh uses no private key that others may read: /root/.ssh/id_rsa',
    type: 'chmod 600 /root/.ssh/id_rsa',
  },
  {
    what: 'a key with a passphrase',
    node: 'node1',
    by: 'ssh-keygen -q -p -N secret -f ~/.ssh/id_rsa',
    at: 'node1',
    seen: 'a key that asks for a passphrase: /root/.ssh/id_rsa',
    type: 'ssh-keygen -p -f /root/.ssh/id_rsa',
  },
  {
    what: 'another key’s public half',
    node: 'node1',
    by: 'cp /etc/ssh/ssh_host_ed25519_key.pub ~/.ssh/id_rsa.pub',
    at: 'node1',
    seen: 'missing, or not the public half of its private key: /root/.ssh/id_rsa.pub',
    type: 'ssh-keygen -y -f /root/.ssh/id_rsa > /root/.ssh/id_rsa.pub',
  },
  {
    what: 'sshd’s settings',
    node: 'node2',
    by: `sed -i '1i PermitRootLogin no' /etc/ssh/sshd_config; ${hup}`,
    at: 'node2',
    seen: 'sshd’s settings keep the others out: permitrootlogin no',
    type: `vi /etc/ssh/sshd_config\n${restart}`,
    edit: 'sed -i 1d /etc/ssh/sshd_config',
  },
  {
    what: 'another port',
    node: 'node2',
    by: `sed -i '1i Port 2222' /etc/ssh/sshd_config; ${hup}`,
    at: 'node2',
    seen: 'sshd’s settings keep the others out: listenaddress [::]:2222',
    type: `vi /etc/ssh/sshd_config\n${restart}`,
    edit: 'sed -i 1d /etc/ssh/sshd_config',
  },
];

await describeWith(useEngine, 'check and the logins between nodes', (engine) => {
  let lab: TestLab;
  beforeAll(async () => {
    lab = await TestLab.create('zk-lab', ['--until', 'os', '--jdk-archive', engine.jdk8], engine.env);
    expect(await lab.compose('up', '-d', '--wait')).toSucceed();
    const keygen = 'ssh-keygen -q -t rsa -N "" -C root@$HOSTNAME -f ~/.ssh/id_rsa';
    await Promise.all(nodes.map((node) => lab.on(node, keygen)));
  });
  afterAll(() => lab?.remove());

  const { step, aside } = story();

  const check = () => lab.zkLab('check', '--until', 'ssh');
  /** How check tells of the step, from its mark on. */
  const told = async (): Promise<string> => {
    const { stdout } = await check();
    return stdout
      .slice(stdout.indexOf(title) - 2, stdout.indexOf('\n\n'))
      .replace(/done \d{4}-\d\d-\d\d \d\d:\d\d;/, 'done then;');
  };
  /** What it tells where the step was done before. */
  const undone = (node: string, ...lines: string[]): string =>
    [`↺ ${title}  ${node}`, 'done then; no longer so', ...lines].join('\n      ');
  /** sshd takes a moment to read its settings. */
  const tells = (text: string) => expect.poll(told).toBe(text);
  const passes = () => tells(`✔ ${title}`);

  step('at first nobody’s key is anywhere', async () => {
    const loop = 'for a in {1..3} ; do ssh-copy-id node$a ; done';
    await tells(`✘ ${title}\n      this node’s key is not yet on node1, node2, node3\n      → ${loop}`);
    await lab.typed('node1', loop);
    await lab.typed('node3', loop);
    await tells(
      `✘ ${title}  node2\n      this node’s key is not yet on node1, node2, node3\n      → ${loop}`,
    );
    await lab.typed('node2', loop);
    await passes();
  });

  for (const { what, node, by, at, seen, type, edit } of breaks)
    aside(what, async () => {
      await lab.on(node, by);
      const lines = type.split('\n');
      await tells(undone(at, seen, ...lines.map((line) => `→ ${line}`)));
      if (edit) await lab.on(at, edit);
      for (const line of edit ? lines.slice(1) : lines) await lab.typed(at, line);
      await passes();
    });

  aside('settings that were put right, and that sshd has not read', async () => {
    await lab.on('node2', `sed -i '1i DenyUsers root' /etc/ssh/sshd_config; ${hup}`);
    const seen = 'sshd’s settings keep the others out: denyusers root';
    await expect.poll(told).toContain(seen);
    await lab.on('node2', 'sed -i 1d /etc/ssh/sshd_config');
    await tells(undone('node2', 'sshd has not read its settings since they were changed', `→ ${restart}`));
    await lab.typed('node2', restart);
    await passes();
  });

  aside('where root has no password to type, the key comes through the host', async () => {
    await lab.on(
      'node3',
      `sed -i 's/^PermitRootLogin yes/PermitRootLogin without-password/' /etc/ssh/sshd_config; ${hup}
      sed -i '/root@node[12]$/d' ~/.ssh/authorized_keys`,
    );
    const give = (node: string): string =>
      `zk-lab exec ${node} ssh-keygen -y -f /root/.ssh/id_rsa | zk-lab exec node3 bash -c 'cat >> ~/.ssh/authorized_keys'`;
    const lacks = 'authorized_keys lacks the key of';
    await tells(undone('node3', `${lacks} node1, node2`, `→ ${give('node1')}`));
    await lab.onHost(give('node1'));
    await tells(undone('node3', `${lacks} node2`, `→ ${give('node2')}`));
    await lab.onHost(give('node2'));
    await passes();
  });

  aside('one that comes late to the door, as on a busy machine, is waited for', async () => {
    await lab.on('node3', 'kill -STOP $(cat /var/run/sshd.pid)');
    const checked = check();
    // Root's logins on node3 that wait at its door.
    const calling = async () => (await lab.on('node2', "pgrep -f '^ssh .* node3 true$'")).trim();
    const first: string = await expect
      .poll(calling)
      .toMatch(/^[0-9]+$/)
      .then(calling);
    await expect.poll(async () => ['', first].includes(await calling())).toBe(false);
    await lab.on('node3', 'kill -CONT $(cat /var/run/sshd.pid)');
    expect(await checked).toSucceed();
  });

  aside('an sshd that does not run is started where it is', async () => {
    // The container would end with its sshd, if what waits for that were not asleep.
    await lab.run('docker', ['kill', '--signal', 'STOP', 'zk-lab-node2']);
    await lab.on('node2', 'kill $(cat /var/run/sshd.pid)');
    const start = 'systemctl start sshd.service || /usr/sbin/sshd';
    await tells(undone('node2', 'sshd does not answer here', `→ ${start}`));
    await lab.typed('node2', start);
    await passes();
    // Docker takes what it has sent a signal for stopped by hand, and does not start it again.
    await lab.run('docker', ['kill', '--signal', 'CONT', 'zk-lab-node2']);
    await lab.compose('restart', 'node2');
    await passes();
  });

  aside('a node that does not run is started, and the others wait', async () => {
    await lab.zkLab('down', 'node2');
    const { left } = await lab.check('--until', 'ssh');
    expect(left).toEqual([
      '✘ the node runs  node2',
      '→ zk-lab up node2',
      '– the node has its name  node2',
      '– every node’s name leads to its address  node2',
      '– the firewall is off  node2',
      '– root has a key pair  node2',
      `– ${title}`,
      'Next: zk-lab up node2',
    ]);
    await lab.onHost('zk-lab up node2');
    await passes();
  });

  aside('nothing on a node is other than it was', async () => {
    // ssh would like to learn more of the host's keys.
    await lab.on('node1', "sed -i 's/^UpdateHostKeys no/UpdateHostKeys yes/' /etc/ssh/ssh_config");
    const look = 'cd ~/.ssh; ls -l --time-style=full-iso; md5sum *';
    const before = await Promise.all(nodes.map((node) => lab.on(node, look)));
    expect(await check()).toSucceed();
    expect(await Promise.all(nodes.map((node) => lab.on(node, look)))).toEqual(before);
  });
});
