import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { expect, test } from 'vitest';
import { unfinishedOf } from '../../../model/unfinished.js';
import { describeMounted, mounted } from '../../mounted.js';
import type { Finished } from '../lab.js';
import { localLabs } from './labs.js';

/** Megabytes of the disk that a lab gets for itself. */
const size = 80;

describeMounted('a disk under plain processes that takes no more, while members change', () => {
  const { make } = localLabs();

  test('what finds no room is refused before anybody is stopped; with room it goes on', async () => {
    const lab = await make('narrow');
    const disk = await mounted(
      'cp -a "$1" "$1.copy"; mount -t tmpfs -o "size=$2m" none "$1"; cp -a "$1.copy/." "$1"',
      lab.dir,
      String(size),
    );
    const inside = async (...words: string[]): Promise<Finished> => {
      const [enter, ...rest] = disk.enter(lab.dir);
      const options = { env: lab.variables, stdin: 'ignore', reject: false } as const;
      const { exitCode, stdout, stderr } = await execa(enter, [...rest, ...words], options);
      return { exitCode, stdout, stderr };
    };
    const zkLab = (...args: string[]) => inside(...lab.command(...args));
    const serving = async (): Promise<string[]> => {
      const { nodes } = JSON.parse((await zkLab('status', '--json')).stdout);
      return nodes
        .filter((node: { serving: boolean }) => node.serving)
        .map(({ name }: { name: string }) => name);
    };
    const filler = disk.seen(join(lab.dir, 'filler'));
    /** Leaves so many kilobytes. */
    const leave = async (kilobytes: number) => {
      await rm(filler, { force: true });
      const { stdout } = await inside('df', '-Pk', lab.dir);
      const free = Number(stdout.split('\n')[1]?.split(/\s+/)[3]);
      await writeFile(filler, Buffer.alloc((free - kilobytes) * 1024));
    };
    const refused = async (typed: string[], told: RegExp) => {
      expect(await zkLab(...typed)).toEqual({ exitCode: 1, stdout: '', stderr: expect.stringMatching(told) });
      expect(await serving()).toEqual(['node1', 'node2', 'node3']);
      expect(unfinishedOf({ dir: disk.seen(lab.dir) })).toBeUndefined();
    };
    try {
      expect(await zkLab('up', '--provider', 'local')).toSucceed();

      await leave(0);
      const changes = [
        ['grow', '5'],
        ['shrink', '1', '-y'],
        ['replace', 'node2', '-y'],
      ];
      for (const typed of changes) await refused(typed, /noted in the lab .*\(the disk is full\).*make room/);
      // Enough for a note, and for the files; not for servers.
      await leave(700);
      await refused(
        ['replace', 'node2', '-y'],
        /narrow\/local, .*: its disk is full \(1\.0 MB are needed, 0\.\d MB are free\)\. Nothing was changed; make room/,
      );
      await leave(4_500);
      await refused(
        ['grow', '5'],
        /The lab’s files .*: its disk is full \(\d+\.\d MB are needed, 4\.\d MB are free\)/,
      );

      await rm(filler);
      expect(await zkLab('replace', 'node2', '-y')).toSucceed();
      expect(await zkLab('grow', '5')).toSucceed();
      expect(await serving()).toHaveLength(5);
    } finally {
      // Out here nobody sees the lab.
      await rm(filler, { force: true });
      expect(await zkLab('destroy', '--yes')).toSucceed();
    }
  });
});
