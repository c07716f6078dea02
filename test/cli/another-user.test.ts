import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import { expect, onTestFinished, test } from 'vitest';
import { describeUnless, whyNoSecondUser } from '../needs.js';
import { user } from './command.js';

/** Somebody who is not root: nobody. */
const nobody = { id: '65534', through: ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'] };

/** A process of root's that looks like the server of a node. */
async function serverOn(zooCfg: string): Promise<number> {
  mkdirSync(dirname(zooCfg), { recursive: true });
  writeFileSync(zooCfg, '');
  const words = ['-c', 'echo up; read line', 'org.apache.zookeeper.server.quorum.QuorumPeerMain', zooCfg];
  const child = spawn('sh', words, { argv0: 'java', stdio: ['pipe', 'pipe', 'ignore'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  await once(child.stdout, 'data');
  return child.pid ?? 0;
}

/** A process of somebody's that looks like a ZooKeeper server, was started within a folder and listens at a port. */
async function listening(port: number, folder: string, uid: number, main: string[]): Promise<number> {
  const script = `net.createServer().listen(${port}, '127.0.0.1', () => console.log('up'))`;
  const child = spawn(process.execPath, ['-e', script, ...main], {
    ...{ argv0: 'java', cwd: folder, uid, gid: uid, stdio: ['ignore', 'pipe', 'ignore'] },
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  await once(child.stdout, 'data');
  return child.pid ?? 0;
}

const zooKeeper = ['org.apache.zookeeper.server.quorum.QuorumPeerMain', 'conf/zoo.cfg'];

describeUnless(whyNoSecondUser, 'a server that another user has started', () => {
  test('is shown, and who may end it is told', async () => {
    const { folder, type, typeWith } = user();
    await type('create', '.', '--no-fetch');
    const pid = await serverOn(join(folder, 'local/node2/conf/zoo.cfg'));
    await execa('chown', ['-R', nobody.id, dirname(folder)]);

    const status = await typeWith(nobody, 'status', '--json');
    expect(JSON.parse(status.stdout)).toMatchObject({
      provider: 'local',
      nodes: [{ running: false }, { running: true }, { running: false }],
    });
    for (const words of [['down'], ['destroy', '--yes']]) {
      const began = Date.now();
      const { status, stderr } = await typeWith(nobody, ...words);
      expect(status).toBe(1);
      expect(stderr).toContain(
        `zk-lab: node2 is process ${pid} of another user, who alone can end it: sudo kill ${pid}`,
      );
      expect(Date.now() - began).toBeLessThan(8_000);
    }
    expect(existsSync(join(folder, 'local/node2/conf/zoo.cfg'))).toBe(true);
  });

  // By the name that its command line has, which is none from where others stand: whoever looks cannot know whose folder that is.
  test.each([
    ['of another user’s', 65_533, '65533', 'sudo kill'],
    ['of one’s own', 65_534, 'nobody', 'kill'],
  ])(
    'at a port of the lab, %s: up and doctor say which that is, and how it is ended',
    async (_, uid, name, kill) => {
      const { folder, type, typeWith } = user();
      await type('create', '.', '--no-fetch', '--client-port', '28981');
      const node = join(folder, 'local/node2');
      mkdirSync(node, { recursive: true });
      await execa('chown', ['-R', nobody.id, dirname(folder)]);
      // One’s own in the lab’s folder would be the lab’s.
      const pid = await listening(28_982, kill === 'kill' ? dirname(folder) : node, uid, zooKeeper);
      const told = `the ZooKeeper server of user ${name} that runs with conf/zoo.cfg, process ${pid} (${kill} ${pid} ends it)`;
      const { status, stderr } = await typeWith(nobody, 'up', '--provider', 'local');
      expect(status).toBe(1);
      expect(stderr).toContain(`Port 28982 of 127.0.0.1, which node2 needs, is taken by ${told}`);
      expect((await typeWith(nobody, 'doctor')).stdout).toContain(`taken by ${told}: 28982`);
    },
  );

  test('another program is told as far as it is known', async () => {
    const { folder, type, typeWith } = user();
    await type('create', '.', '--no-fetch', '--client-port', '28981');
    const pid = await listening(28_981, folder, 65_534, ['mine']);
    await execa('chown', ['-R', nobody.id, dirname(folder)]);
    const mine = await typeWith(nobody, 'up', '--provider', 'local');
    expect(mine.stderr).toMatch(new RegExp(`taken by process ${pid} of user nobody \\(java -e `));
    const roots = await listening(28_982, folder, 65_533, ['theirs']);
    expect(roots).not.toBe(pid);
    const { stdout } = await typeWith(nobody, 'doctor');
    expect(stdout).toMatch(/taken by a program of user 65533: 28982/);
  });
});
