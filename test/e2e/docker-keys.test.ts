import { chmod, mkdir, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from 'vitest';
import { mountExfat } from '../testbed/exfat.js';
import { describeWith, useEngine } from '../testbed/use-engine.js';
import { TestLab } from './lab.js';

/** As little of a lab as has keys. */
const shape = ['--until', 'ssh', '-n', '2', '--no-fetch'];
const modeOf = async (path: string): Promise<string> => ((await stat(path)).mode & 0o777).toString(8);

await describeWith(useEngine, 'the keys of a lab on Docker', (engine) => {
  let lab: TestLab | undefined;
  afterEach(async () => {
    await lab?.remove();
    lab = undefined;
  });
  const make = async (name: string, options: readonly string[] = []): Promise<TestLab> => {
    lab = await TestLab.create(name, [...shape, ...options], engine.env);
    return lab;
  };
  /** From this machine to node1, and from there to node2. */
  const login = (lab: TestLab) => lab.zkLab('ssh', 'node1', 'ssh node2 uname -n');
  const works = { exitCode: 0, stdout: 'node2' };

  test('that everybody may read, as after a copy from a stick: closed again, and good for nodes as they are', async () => {
    const lab = await make('copied');
    await execa('chmod', ['-R', '0777', lab.dir]);
    expect(await lab.zkLab('up')).toSucceed();
    expect(await modeOf(join(lab.dir, 'keys/id_ed25519'))).toBe('600');
    expect(await lab.on('node1', 'stat -c %a /root/.ssh/id_ed25519 /etc/ssh/ssh_host_ed25519_key')).toBe(
      '600\n600',
    );
    expect(await login(lab)).toMatchObject(works);
    await chmod(join(lab.dir, 'keys/id_ed25519'), 0o666);
    expect(await login(lab)).toMatchObject(works);
    // Whoever is no root in a container has no business with what is mounted there.
    expect(await lab.on('node1', 'su -s /bin/sh nobody -c "cat /lab/keys/id_ed25519"')).toMatch(
      /Permission denied/,
    );
  });

  describe('where no permissions are kept, as on a stick', () => {
    test('create, up, doctor and ssh say so, with the way out; all but ssh works, and ssh does after that', async ({
      skip,
    }) => {
      const parent = join(process.env.ZK_LAB_TEST_LANE ?? '', 'tmp', 'stick');
      await mkdir(parent, { recursive: true });
      const mounted = await mountExfat(parent);
      if (!mounted.available) return skip(mounted.reason);
      const cli = (await make('elsewhere')).zkLab.bind(lab);
      try {
        const dir = join(parent, 'stick');
        const made = await cli('create', dir, ...shape, '--network', '192.168.251.0/24');
        const named = `${dir} is on a file system that keeps no permissions (a Windows drive under WSL, a FAT or exFAT stick`;
        expect(made).toMatchObject({ exitCode: 0, stderr: expect.stringContaining(named) });
        expect(made.stderr).toContain(`mv ${dir} ~/`);
        const up = await cli('up', '--lab', dir);
        expect(up).toMatchObject({ exitCode: 0, stderr: expect.stringContaining(named) });

        const ssh = await cli('ssh', '--lab', dir, 'node1', 'true');
        expect(ssh).toMatchObject({
          exitCode: 1,
          stderr: expect.stringMatching(/^zk-lab: ssh would refuse the key of this lab/),
        });
        expect(ssh.stderr).toContain(`mv ${dir} ~/`);
        expect((await cli('exec', '--lab', dir, 'node1', 'ssh', 'node2', 'uname', '-n')).stdout).toBe(
          'node2',
        );
        expect(JSON.parse((await cli('doctor', '--lab', dir, '--json')).stdout).checks).toContainEqual(
          expect.objectContaining({
            title: 'Permissions of keys',
            level: 'warning',
            remedy: expect.stringContaining(`mv ${dir} ~/`),
          }),
        );
        const before = await lab?.run('node', [inject('testbed').cli, 'doctor', '--json'], { cwd: parent });
        expect(JSON.parse(before?.stdout ?? '').checks).toContainEqual(
          expect.objectContaining({
            title: 'Permissions of keys',
            level: 'warning',
            remedy: expect.stringContaining('zk-lab create ~/zk-lab'),
          }),
        );
        expect((await readdir(parent)).filter((name) => name !== 'stick')).toEqual([]);

        const moved = join(parent, '..', 'moved');
        await execa('mv', [dir, moved]);
        expect(await modeOf(join(moved, 'keys/id_ed25519'))).toBe('777');
        expect(await cli('ssh', '--lab', moved, 'node1', 'ssh node2 uname -n')).toMatchObject(works);
        expect(await cli('destroy', '--yes', '--lab', moved)).toSucceed();
      } finally {
        await execa('umount', [parent]);
      }
    });
  });

  describe('an engine whose containers are another user to the machine', () => {
    beforeAll(() => engine.restart('--userns-remap'));
    afterAll(() => engine.restart());

    test('reads them all the same, with docker compose alone, and keeps them through a new container', async () => {
      const lab = await make('remapped');
      expect(await lab.compose('up', '-d', '--wait')).toSucceed();
      expect(await lab.on('node1', 'cat /proc/self/uid_map')).toMatch(/^ *0 +100000 /);
      expect(await login(lab)).toMatchObject(works);
      await lab.compose('down');
      expect(await lab.zkLab('up')).toSucceed();
      expect(await login(lab)).toMatchObject(works);
    });

    test('and a lab that was made for its owner’s eyes alone: what cannot be read is told within seconds', async () => {
      const lab = await make('private');
      await execa('chmod', ['-R', 'go=', join(lab.dir, 'config')]);
      const begun = performance.now();
      const { exitCode, stderr } = await lab.zkLab('up');
      expect(exitCode).toBe(1);
      expect(stderr).toMatch(
        /zk-lab: Stopped again after the start: node[12](?:, node2)?\n {2}The container of node[12] ended by itself\. .*\n.*\/lab\/config\/\* cannot be read by root of this container.*\n.*chmod -R a\+rX config artifacts keys\/nodes/,
      );
      expect(performance.now() - begun).toBeLessThan(30_000);
      // The engine starts it again and again: for moments it runs.
      await expect
        .poll(async () => (await lab.zkLab('status')).stderr)
        .toMatch(/cannot be read by root of this container/);
      // By then it waits for many seconds before it tries again. It counts a try as it begins, which may still read what it could not.
      const waits = async (): Promise<boolean> => {
        const format = '{{.RestartCount}} {{.State.Restarting}}';
        const { stdout } = await lab.run('docker', [
          'inspect',
          '-f',
          format,
          'private-node1',
          'private-node2',
        ]);
        return stdout.split('\n').every((line) => Number.parseInt(line, 10) > 5 && line.endsWith('true'));
      };
      await expect.poll(waits).toBe(true);
      await execa('chmod', ['-R', 'a+rX', 'config', 'artifacts', 'keys/nodes'], { cwd: lab.dir });
      expect(await lab.zkLab('up')).toSucceed();
      expect(await login(lab)).toMatchObject(works);
    });
  });
});
