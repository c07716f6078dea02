import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { describe, expect, inject, test } from 'vitest';
import { commands } from '../../../cli/commands.js';
import { localLabs } from './labs.js';

describe('what is typed at processes of this machine', () => {
  const { make } = localLabs();

  test('logs and zkcli: from a server that runs, and from one that has ended by itself', async () => {
    const lab = await make('looked-at', '--nodes', '1');
    await lab.up();
    await lab.status();
    const log = await lab.zkLab('logs', '--tail', '1000');
    expect(log).toMatchObject({ exitCode: 0, stderr: '' });
    expect(log.stdout).toMatch(/binding to port/);
    expect(log.stdout).not.toMatch(/Processing srvr/);
    expect((await lab.zkLab('logs', '--all', '--tail', '1000')).stdout).toMatch(/Processing srvr/);
    expect(await lab.zkLab('zkcli', 'create', '/x', '你好')).toEqual({
      exitCode: 0,
      stdout: 'Created /x',
      stderr: '',
    });
    expect((await lab.zkLab('zkcli', 'get', '/nope')).exitCode).toBe(1);

    // What a client leaves behind that is killed goes with the lab.
    const { clientAddress } = (await lab.status()).nodes[0] ?? {};
    const killed = [
      `sleep 30 | zkCli.sh -server ${clientAddress} > /dev/null 2>&1 &`,
      'for i in {1..200}; do sleep 0.1; ls jlinenative-*.so 2> /dev/null && break; done',
      'kill -KILL %%',
    ].join('\n');
    const { stdout } = await lab.zkLab('exec', 'node1', 'bash', '-mc', killed);
    expect(stdout).toMatch(/^jlinenative-.*\.so$/m);

    process.kill(await lab.pid('node1'), 'SIGKILL');
    await expect.poll(async () => (await lab.status()).nodes[0]?.running).toBe(false);
    expect((await lab.zkLab('logs', '--tail', '1000')).stdout).toMatch(/binding to port/);
    expect(await lab.zkLab('zkcli', 'get', '/x')).toMatchObject({
      exitCode: 1,
      stderr: expect.stringMatching(/No node of looked-at runs; type: zk-lab up/),
    });
  });

  test.each([
    ['Ctrl-C', '3', /zk-lab: Interrupted\s+130$/],
    ['Ctrl-D', '4', /Nothing was removed\s+1$/],
  ])('%s at the question of destroy removes nothing', async (_key, byte, seen) => {
    const lab = await make('asked', '--nodes', '1');
    await lab.up();
    const typing = [
      'import os, pty, sys',
      'def look(fd):',
      '  data = os.read(fd, 1024)',
      '  if b"[y/N]" in data: os.write(fd, bytes([int(sys.argv[1])]))',
      '  return data',
      'print(os.waitstatus_to_exitcode(pty.spawn(sys.argv[2:], look)))',
    ].join('\n');
    const [program, ...args] = lab.command('destroy');
    const { stdout } = await execa('python3', ['-c', typing, byte, program, ...args], {
      cwd: lab.dir,
      env: { LANG: 'C', NO_COLOR: '1' },
      // An end of input of its own would be a key pressed.
      stdin: 'pipe',
    });
    expect(stdout).toMatch(seen);
    expect(stdout).not.toMatch(/unexpected/);
    expect((await lab.status()).nodes[0]?.serving).toBe(true);
  });

  test('ssh says why it cannot, and what to type instead', async () => {
    const lab = await make('no-ssh', '--nodes', '1');
    await lab.up();
    const { exitCode, stderr } = await lab.zkLab('ssh', 'node1');
    expect(exitCode).toBe(1);
    expect(stderr).toContain('zk-lab exec node1 COMMAND');
  });

  // What help shows, typed in a folder without a lab; on which engine, it leaves to the machine.
  const making = commands.flatMap(({ name, examples }) =>
    examples.flatMap(([line]) => (name === 'up' && line.includes('--zookeeper') ? [line] : [])),
  );
  if (making.length === 0) throw new Error('help shows no example of up that makes a lab');
  test.each(making)('%s makes a lab where there is none, and says so where there is one', async (line) => {
    const parent = await mkdtemp(join(tmpdir(), 'zk-lab-none-'));
    const type = (text: string) =>
      execa('node', [inject('testbed').cli, ...text.split(' ')], {
        cwd: parent,
        env: { XDG_STATE_HOME: join(parent, 'state') },
        stdin: 'ignore',
        reject: false,
      });
    try {
      const made = await type(`${line} --provider local`);
      expect(made.exitCode, made.stderr).toBe(0);
      expect(made.stderr).toContain(`making one in ${join(parent, 'zk-lab')}`);
      expect(made.stdout).toMatch(/^zk-lab on local: quorum/);
      const again = await type(line);
      expect(again).toMatchObject({
        exitCode: 2,
        stderr: expect.stringMatching(/there is one already in .*zk-lab create/),
      });
    } finally {
      await type('destroy -y --lab zk-lab');
      await rm(parent, { recursive: true });
    }
  });
});
