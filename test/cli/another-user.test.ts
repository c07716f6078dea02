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
});
