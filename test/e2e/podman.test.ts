import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { inCases } from '../testbed/everything.js';
import { fromPython } from '../testbed/from-python.js';
import { usePodman } from '../testbed/podman.js';
import { describeWith } from '../testbed/use-engine.js';
import { TestLab } from './lab.js';

const podmanCompose = await inCases(() =>
  fromPython('podman-compose==1.6.0', 'python3 -m pip install --quiet --target made "$0"'),
);

// Debian stands in for CentOS 7.3 here (test/testbed); Podman is Debian's own.
await describeWith(
  () => inCases(usePodman),
  'Podman in the place of Docker',
  (podman) => {
    afterAll(() => podman.end());

    let lab: TestLab;
    const left = async (): Promise<string> => {
      const list =
        'podman ps --all --quiet; podman volume ls --quiet; podman network ls --quiet --filter name=five';
      return (await podman.run('/', 'sh', '-c', list)).stdout;
    };
    const create = async () => {
      lab = await TestLab.create('five', ['--jdk-archive', podman.jdk8], podman.env);
    };

    describe('what zk-lab brings up there', () => {
      beforeAll(create);
      afterAll(() => lab.remove());

      test('doctor and up say that it is Podman, and up brings the lab up', async () => {
        const { stdout } = await lab.zkLab('doctor');
        expect(stdout).toMatch(/✔ Docker: Podman 4\.\S+, which answers at unix:\S+ as Docker does/);
        const up = await lab.zkLab('up');
        expect(up).toSucceed();
        expect(up.stderr).toMatch(/^Using docker: Podman 4\.\S+, which answers at unix:/);
        expect(up.stdout).toMatch(/^five on docker: quorum, leader node\d/);
      });

      test('check, faults, a change of size, down and up go as on Docker', async () => {
        expect((await lab.zkLab('check')).stdout).toContain('15 of 15 steps done');
        expect(await lab.zkLab('fault', 'cut', 'node1')).toSucceed();
        expect((await lab.zkLab('fault')).stdout).toContain('cut: node1 | node2, node3');
        expect(await lab.zkLab('fault', 'heal')).toSucceed();
        expect(await lab.zkLab('down')).toSucceed();
        expect((await lab.zkLab('status')).stdout).toMatch(/^five on docker: stopped/);
        expect(await lab.zkLab('up')).toSucceed();
        expect(await lab.zkLab('grow', '4', '--observers', '1')).toSucceed();
      });

      test('destroy removes all of it', async () => {
        expect(await lab.zkLab('destroy', '-y')).toSucceed();
        expect(await left()).toBe('');
      });
    });

    describe.skipIf(!podmanCompose.available)('what podman-compose brings up there', () => {
      const compose = (...words: string[]) => {
        const folder = podmanCompose.available ? podmanCompose.folder : '';
        const program = ['python3', join(folder, 'podman_compose.py')];
        return podman.run(lab.dir, 'env', `PYTHONPATH=${folder}`, ...program, ...words);
      };
      beforeEach(create);
      afterEach(async () => {
        await compose('down', '-v');
        await lab.remove();
      });

      test('is looked at and worked on; what changes it says what podman-compose does instead, and does nothing', async () => {
        expect((await compose('up', '-d')).exitCode).toBe(0);
        await expect.poll(async () => (await lab.status()).quorum, { timeout: 30_000 }).toBe(true);
        const before = await left();
        const told = new RegExp(
          `podman-compose 1\\.6\\.0 has brought it up.* in ${lab.dir} podman-compose up -d starts it, podman-compose stop stops it, podman-compose down -v removes it`,
        );
        const status = await lab.zkLab('status');
        expect(status).toMatchObject({ exitCode: 0, stderr: expect.stringMatching(told) });
        expect((await lab.zkLab('check')).stdout).toContain('15 of 15 steps done');
        expect((await lab.zkLab('exec', 'node2', 'hostname')).stdout).toBe('node2');
        expect((await lab.zkLab('ssh', 'node2', 'hostname')).stdout).toBe('node2');
        // Who has Podman may have nothing of Docker's.
        const [cli, PATH] = [inject('testbed').cli, '/nonexistent'];
        const without = { env: { ...lab.env, PATH } };
        expect(await lab.run(process.execPath, [cli, 'exec', 'node2', 'hostname'], without)).toMatchObject({
          ...{ exitCode: 1, stderr: expect.stringContaining('zk-lab ssh node2 hostname') },
        });
        for (const verb of [
          ...[['up'], ['down'], ['down', 'node2'], ['destroy', '-y'], ['grow', '5'], ['reset', '-y']],
          ...[
            ['fault', 'stop', 'node1'],
            ['fault', 'heal'],
            ['storm', '--for', '2s'],
          ],
        ]) {
          expect({ verb, ...(await lab.zkLab(...verb)) }).toEqual({
            ...{ verb, exitCode: 1, stdout: '', stderr: expect.stringMatching(told) },
          });
        }
        expect((await lab.status()).quorum).toBe(true);
        expect(await left()).toBe(before);
        await compose('down', '-v');
        expect((await lab.zkLab('status')).stdout).toMatch(/^five is not up/);
        expect(await left()).toBe('');
        expect(await lab.zkLab('up')).toSucceed();
      });
    });
  },
);
