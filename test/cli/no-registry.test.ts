import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { execa } from 'execa';
import { describe, expect, test } from 'vitest';
import { describeMounted, mounted } from '../mounted.js';
import { describeUnless, whyNoSecondUser } from '../needs.js';
import { type Typing, type User, user } from './command.js';

/** What may be typed in a lab that is not up, and its exit status there. */
const verbs: readonly (readonly [status: number, ...words: string[]])[] = [
  [0, 'status'],
  [0, 'doctor'],
  [0, 'destroy', '--yes'],
  [0, 'list'],
  [1, 'logs'],
  [1, 'check'],
  [1, 'down'],
  [0, 'create', '.', '--force', '--no-fetch'],
];

/** Types all of them in a lab. @returns what each has said on stderr that no other command says */
async function typeAll({ typeWith }: User, options: Typing): Promise<string[][]> {
  const notes: string[][] = [];
  for (const [status, ...words] of verbs) {
    const seen = await typeWith(options, ...words);
    expect({ words, status: seen.status, stderr: seen.stderr }).toMatchObject({ words, status });
    expect(seen.stderr).not.toMatch(/unexpected|node:internal/);
    notes.push(seen.stderr.split('\n').filter((line) => line.startsWith('! ')));
  }
  return notes;
}

const remembered = (home: string): string => join(home, 'state/zk-lab/labs');

describe('what is remembered of a lab is damaged:', () => {
  test('every command works in the lab, and it is known again', async () => {
    const here = user();
    await here.type('create', '.', '--no-fetch');
    const labs = remembered(dirname(here.folder));
    const [name = ''] = readdirSync(labs).filter((file) => file.endsWith('.json'));
    const entry = JSON.parse(readFileSync(join(labs, name), 'utf8'));
    const damage = { provider: {}, endpoint: 7, network: 'none', machines: { node1: 7 } };
    writeFileSync(join(labs, name), JSON.stringify({ ...entry, ...damage }));
    expect(await typeAll(here, {})).toEqual(verbs.map(() => []));
    expect(JSON.parse((await here.type('list', '--json')).stdout)).toMatchObject([
      { dir: here.folder, broken: false },
    ]);
  });

  test('beyond knowing where the lab is; list says so, until something is done there', async () => {
    const here = user();
    await here.type('create', '.', '--no-fetch');
    const labs = remembered(dirname(here.folder));
    for (const name of readdirSync(labs)) writeFileSync(join(labs, name), Buffer.from([0, 255, 0, 7]));
    const seen = await here.type('list');
    expect(seen).toMatchObject({ status: 0, stdout: expect.stringMatching(/^No labs on this machine/) });
    expect(seen.stderr).toMatch(/^! \S+\/labs\/\S+\.json is damaged: .*: rm \S+\.json$/);
    await here.type('create', '.', '--no-fetch', '--force');
    expect(await here.type('list')).toMatchObject({
      stderr: '',
      stdout: expect.stringContaining(basename(here.folder)),
    });
  });

  test('a folder stands where a file should be: told once', async () => {
    const here = user();
    await here.type('create', '.', '--no-fetch');
    const labs = remembered(dirname(here.folder));
    const [name = ''] = readdirSync(labs).filter((file) => file.endsWith('.json'));
    rmSync(join(labs, name));
    mkdirSync(join(labs, name, 'more'), { recursive: true });
    const seen = await here.type('create', '.', '--no-fetch', '--force');
    expect(seen).toMatchObject({
      status: 0,
      stderr: expect.stringMatching(/^! Labs are not remembered, for want of [^\n]*$/),
    });
    expect(await here.type('status')).toMatchObject({ status: 0 });
  });
});

describeMounted('nothing can be remembered:', () => {
  test('the folder is read-only; every command works, and says so once where it would have been', async () => {
    const here = user();
    const state = join(dirname(here.folder), 'state');
    mkdirSync(state);
    const disk = await mounted('mount -t tmpfs -o ro none "$1"', state);
    const typing = { through: disk.enter(here.folder) };
    const made = await here.typeWith(typing, 'create', '.', '--no-fetch');
    expect(made).toMatchObject({
      status: 0,
      stderr: `! Labs are not remembered, for want of ${state}/zk-lab/labs: its file system is mounted read-only. Everything works in a lab’s own folder; zk-lab list and names alone do not find it. To have it elsewhere: export XDG_STATE_HOME=DIR`,
    });
    const notes = await typeAll(here, typing);
    expect(notes.every((lines) => lines.length <= 1)).toBe(true);
    expect(notes.at(-1)).toHaveLength(1);
  });

  test('the disk is full; what was remembered before stays, and no half of a file', async () => {
    const here = user();
    const state = join(dirname(here.folder), 'state');
    mkdirSync(state);
    const disk = await mounted('mount -t tmpfs -o size=16k none "$1"', state);
    const typing = { through: disk.enter(here.folder) };
    await here.typeWith(typing, 'create', 'one', '--no-fetch');
    const labs = disk.seen(`${state}/zk-lab/labs`);
    const before = readdirSync(labs).sort();
    writeFileSync(disk.seen(`${state}/rest`), Buffer.alloc(8_192));
    const made = await here.typeWith(typing, 'create', 'two', '--no-fetch');
    expect(made).toMatchObject({
      status: 0,
      stderr: expect.stringMatching(/^! Labs are not remembered, .*: its disk is full/),
    });
    expect(readdirSync(labs).sort()).toEqual(before);
    expect((await here.typeWith(typing, 'list')).stdout).toContain(`/${basename(here.folder)}/one`);
  });
});

describeUnless(whyNoSecondUser, 'a user', () => {
  /** Somebody by number, in a lab of theirs, who has what is in the environment and nothing else. */
  async function somebody(id: string): Promise<[User, Typing]> {
    const here = user();
    await execa('chown', ['-R', id, dirname(here.folder)]);
    const through = ['setpriv', `--reuid=${id}`, `--regid=${id}`, '--clear-groups'];
    const env = { HOME: undefined, XDG_STATE_HOME: undefined, XDG_CACHE_HOME: undefined };
    return [here, { through, env }];
  }

  test('who is a number without a name, and has no HOME: every command works, and says once what is lacking', async () => {
    const [here, typing] = await somebody('12345');
    const note =
      /^! Labs are not remembered, because this user has no home folder\. .*export XDG_STATE_HOME=DIR$/;
    const made = await here.typeWith(typing, 'create', '.', '--no-fetch');
    expect(made).toMatchObject({ status: 0, stderr: expect.stringMatching(note) });
    for (const lines of await typeAll(here, typing)) expect(lines).toEqual([expect.stringMatching(note)]);
    const fetched = await here.typeWith(typing, 'fetch');
    expect(fetched).toMatchObject({
      status: 1,
      stderr: expect.stringMatching(
        /no home folder, so there is no place for what is downloaded; .*export ZK_LAB_CACHE=DIR/,
      ),
    });
    expect(readdirSync(dirname(here.folder))).toHaveLength(1);
  });

  test('who has no HOME, but a home: that is where things go', async () => {
    // Debian's nobody lives in /nonexistent, and has no right to make that.
    const [here, typing] = await somebody('65534');
    const made = await here.typeWith(typing, 'create', '.', '--no-fetch');
    expect(made.stderr).toMatch(
      /^! Labs are not remembered, for want of \/\S+\/\.local\/state\/zk-lab\/labs: this user has no permission there\./,
    );
  });

  test('whose HOME is relative or empty: nothing is written to wherever that leads', async () => {
    const [here, typing] = await somebody('12345');
    for (const HOME of ['', 'mine']) {
      const made = await here.typeWith(
        { ...typing, env: { ...typing.env, HOME } },
        'create',
        `lab${HOME}`,
        '--no-fetch',
      );
      expect(made).toMatchObject({ status: 0, stderr: expect.stringContaining('has no home folder') });
    }
    expect(readdirSync(here.folder).sort()).toEqual(['lab', 'labmine']);
  });

  test('whose memory is closed to them: list says so, and does not say that there is nothing', async () => {
    const [here, typing] = await somebody('12345');
    const state = join(dirname(here.folder), 'state');
    mkdirSync(join(state, 'zk-lab/labs'), { recursive: true });
    chmodSync(join(state, 'zk-lab/labs'), 0o700);
    const seen = await here.typeWith({ ...typing, env: { ...typing.env, XDG_STATE_HOME: state } }, 'list');
    expect(seen.stderr).toMatch(
      /^! Labs are not remembered, for want of \S+\/labs: this user has no permission there/,
    );
  });
});
