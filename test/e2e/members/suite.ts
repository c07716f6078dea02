import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { story } from '../../story.js';
import type { Finished, LabStatus } from '../lab.js';
import { RunningStorm } from '../storm-clients.js';
import { Writer, writtenOn } from './writer.js';

/** A lab of three nodes that are up, on some engine. */
export interface MembersLab {
  readonly dir: string;
  zkLab(...args: string[]): Promise<Finished>;
  /** Starts `zk-lab ARGS`. */
  begin(...args: string[]): {
    stderr: Readable | null;
    kill(signal: 'SIGKILL' | 'SIGINT'): boolean;
  } & PromiseLike<{ stdout: string; stderr: string }>;
  status(): Promise<LabStatus>;
  /** Loses a node with all that it has, as a broken disk would. */
  lose(node: string): Promise<void>;
  /** What the engine and the machine still have of a node. */
  leftOf(node: string): Promise<string[]>;
  remove(): Promise<void>;
}

/** Nothing that was acknowledged is lost while nodes come and go; the same on every engine. */
export function members(engine: string, create: () => Promise<MembersLab>): void {
  describe(`an ensemble whose members change, on ${engine}`, () => {
    let lab: MembersLab;
    let writer: Writer;
    let clients: RunningStorm;
    beforeAll(async () => {
      lab = await create();
      const { nodes } = await lab.status();
      writer = await Writer.start(nodes.map(({ clientAddress }) => clientAddress).join(','));
      // Those of a storm, too: they do more than write, and judge all of it in the end.
      clients = await RunningStorm.start(lab);
    });
    afterAll(async () => {
      clients?.kill();
      await writer?.stop();
      await lab?.remove();
    });

    const { step, aside } = story();

    const done = async (...args: string[]): Promise<string> => {
      const { exitCode, stdout, stderr } = await lab.zkLab(...args);
      expect(`${stderr}\n${stdout}\nexit status ${exitCode}`).toMatch(/exit status 0$/);
      return stdout;
    };
    const namesServing = async (): Promise<string[]> =>
      (await lab.status()).nodes.filter(({ serving }) => serving).map(({ name }) => name);
    /** The acknowledged that some server does not have once it has caught up. */
    const lost = async (): Promise<string[]> => {
      const acknowledged = [...writer.acknowledged];
      const { nodes } = await lab.status();
      const lacking = nodes.map(async ({ name, clientAddress }) => {
        let lacks: string[] = acknowledged;
        await expect
          .poll(async () => {
            const there = new Set(await writtenOn(clientAddress));
            lacks = acknowledged.filter((each) => !there.has(each));
            return lacks.length;
          })
          .toBe(0)
          .catch(() => {});
        return lacks.map((each) => `${name}: ${each}`);
      });
      return (await Promise.all(lacking)).flat();
    };

    test('what cannot be is refused, with what to type, and changes nothing', async () => {
      const before = await readFile(join(lab.dir, 'zk-lab.yaml'), 'utf8');
      for (const [args, told] of [
        [['grow', 'five'], /voters five is no number of nodes\..*zk-lab grow 5/],
        [['grow', '3'], /has 3 voters and 0 observers already/],
        [['grow', '51'], /at most 50 voters/],
        [['shrink', '5', '-y'], /zk-lab grow N/],
        [['shrink', '0', '-y'], /at least 1 voter/],
        [['shrink', '1'], /add: -y/],
        [['replace', 'node9', '-y'], /node9/],
        [['create', '.', '--force', '--no-fetch', '-n', '5'], /zk-lab grow N/],
      ] as const) {
        const { exitCode, stderr } = await lab.zkLab(...args);
        expect({ args, stderr }).toEqual({ args, stderr: expect.stringMatching(told) });
        expect(exitCode).not.toBe(0);
      }
      expect(await readFile(join(lab.dir, 'zk-lab.yaml'), 'utf8')).toBe(before);
      expect(await namesServing()).toEqual(['node1', 'node2', 'node3']);
    });

    test('a file that was edited is not written over', async () => {
      const file = join(lab.dir, 'compose.yaml');
      const before = await readFile(file, 'utf8');
      await appendFile(file, '# mine\n');
      expect((await lab.zkLab('grow', '5')).stderr).toMatch(/were edited.*compose\.yaml/);
      expect(await readFile(file, 'utf8')).toBe(`${before}# mine\n`);
      await writeFile(file, before);
    });

    step('three become five and an observer, whoever writes meanwhile', async () => {
      await appendFile(join(lab.dir, 'config/zoo.cfg'), '# mine\n');
      await done('up');
      expect(await done('grow', '5', '--observers', '1')).toMatch(/^Grown: node1, .*node6\n/);
      await writer.more(50);
      expect(await namesServing()).toEqual(['node1', 'node2', 'node3', 'node4', 'node5', 'node6']);
      expect((await lab.status()).nodes.at(-1)).toMatchObject({ name: 'node6', mode: 'observer' });
      expect(await lost()).toEqual([]);
      // What was edited goes with it, and the lab says of itself what it is now.
      expect(await readFile(join(lab.dir, 'config/zoo.cfg'), 'utf8')).toMatch(/server\.6=[\s\S]*\n# mine\n$/);
      expect(await lab.zkLab('check')).toSucceed();
    });

    step('growing that was killed is told by whoever comes next, and goes on', async () => {
      const growing = lab.begin('grow', '7');
      let said = '';
      growing.stderr?.on('data', (chunk) => {
        said += chunk;
      });
      await expect.poll(() => said, { timeout: 60_000 }).toMatch(/Stopping the ensemble/);
      growing.kill('SIGKILL');
      await growing;
      for (const args of [
        ['up'],
        ['shrink', '3', '-y'],
        ['create', '.', '--force', '--no-fetch', '-n', '3'],
      ]) {
        expect((await lab.zkLab(...args)).stderr).toContain('zk-lab grow 7');
      }
      await done('grow', '7');
      await writer.more(50);
      expect(await namesServing()).toHaveLength(8);
      expect(await lost()).toEqual([]);
    });

    step('a node that lost everything is made anew while the others go on', async () => {
      await lab.lose('node2');
      // If it led, the others choose one of them first.
      await expect.poll(namesServing).toHaveLength(7);
      // Whoever has everything might be the one that goes, or be a minority among the new.
      for (const args of [
        ['grow', '9'],
        ['shrink', '3', '--observers', '0', '-y'],
        ['replace', 'node3', '-y'],
      ]) {
        const { exitCode, stderr } = await lab.zkLab(...args);
        expect({ args, exitCode, stderr }).toEqual({
          args,
          exitCode: 1,
          stderr: expect.stringMatching(/do not serve: node2/),
        });
      }
      await done('replace', 'node2', '-y');
      await writer.more(20);
      expect(await namesServing()).toHaveLength(8);
      expect(await lost()).toEqual([]);
    });

    step(
      'seven become three, one of them down already, and nothing is left of those that leave',
      async () => {
        expect(await lab.zkLab('down', 'node7')).toSucceed();
        await done('shrink', '3', '--observers', '0', '-y');
        await writer.more(50);
        expect(await namesServing()).toEqual(['node1', 'node2', 'node3']);
        expect(await lost()).toEqual([]);
        expect(await lab.leftOf('node4')).toEqual([]);
        expect(await lab.leftOf('node2')).not.toEqual([]);
        expect(await lab.zkLab('check')).toSucceed();
      },
    );

    step('three become one, and one becomes three', async () => {
      await done('shrink', '1', '-y');
      expect(await lost()).toEqual([]);
      expect((await lab.zkLab('replace', 'node1', '-y')).stderr).toContain('zk-lab grow 3');
      await done('grow', '3');
      await writer.more(50);
      expect(await namesServing()).toEqual(['node1', 'node2', 'node3']);
      expect(await lost()).toEqual([]);
    });

    aside('nothing that was promised to the clients of a storm was broken by any of it', async () => {
      const { verdict } = await clients.stop();
      expect(verdict.checks.filter(({ outcome }) => outcome !== 'holds')).toEqual([]);
      expect(verdict.counts.done).toBeGreaterThan(5_000);
    });
  });
}
