import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { registerLab } from '../../model/registry.js';
import { sweepDrafts } from '../../verbs/draft.js';

let parent = '';
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'zk-lab-draft-'));
  vi.stubEnv('XDG_STATE_HOME', join(parent, 'state'));
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(parent, { recursive: true });
});

/** A number that no process has. */
const nobody = 4_194_304 * 2;
const minutes = 60_000;

/** What 0.1.0 wrote into a draft before it was killed, its last folders first: the list of files is the end of it. */
function draftOf010(name: string, ...more: string[]): string {
  const draft = join(parent, name);
  for (const folder of ['keys', 'provision', 'config', 'artifacts', 'vagrant'])
    mkdirSync(join(draft, folder), { recursive: true });
  for (const file of ['README.md', 'zk-lab.yaml', 'compose.yaml', 'keys/id_ed25519', ...more])
    writeFileSync(join(draft, file), '');
  return draft;
}

/** As if all in a folder had last been written so many milliseconds ago. */
function age(folder: string, milliseconds: number): void {
  const then = (Date.now() - milliseconds) / 1000;
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }))
    utimesSync(join(folder, name), then, then);
  utimesSync(folder, then, then);
}

describe('a draft of 0.1.0 beside its lab', () => {
  test.each([
    ['before the list of its files', []],
    ['while a tarball was copied', ['.zk-lab.json', 'artifacts/jdk.tar.gz.0a1b2c3d.tmp']],
  ])('whose maker was killed %s goes', (_when, more) => {
    const draft = draftOf010(`.my lab-${nobody}`, ...more);
    sweepDrafts(parent);
    expect(existsSync(draft)).toBe(false);
  });

  test('stays while its maker lives, however long it takes', async () => {
    const maker = spawn('sleep', ['60'], { stdio: 'ignore' });
    onTestFinished(() => void maker.kill());
    const draft = draftOf010(`.lab-${maker.pid}`);
    age(draft, 60 * minutes);
    sweepDrafts(parent);
    expect(existsSync(draft)).toBe(true);
    age(draft, 25 * 60 * minutes);
    sweepDrafts(parent);
    expect(existsSync(draft)).toBe(false);
  });

  test.each([
    ['a lab, which is called so', ['.zk-lab.json']],
    ['a lab with its tarballs', ['.zk-lab.json', 'artifacts/jdk.tar.gz']],
    ['somebody else’s file in it', ['mine']],
    ['a machine in it', ['.vagrant']],
  ])('is none: %s', (_what, more) => {
    const draft = draftOf010(`.lab-${nobody}`, ...more);
    sweepDrafts(parent);
    expect(existsSync(draft)).toBe(true);
  });

  test('is none: a lab that is known here; a folder of that name with anything, or nothing, in it', () => {
    const draft = draftOf010(`.lab-${nobody}`);
    registerLab({ id: '1', dir: draft, name: 'lab' });
    mkdirSync(join(parent, `.empty-${nobody}`));
    mkdirSync(join(parent, `.other-${nobody}/keys`), { recursive: true });
    writeFileSync(join(parent, `.file-${nobody}`), '');
    const before = readdirSync(parent).sort();
    sweepDrafts(parent);
    expect(readdirSync(parent).sort()).toEqual(before);
  });
});

describe('a draft of 0.1.0 within its lab', () => {
  test('goes when nothing was written to it for an hour; who made it, it does not tell', () => {
    const draft = draftOf010('.draft-aB3xYz');
    writeFileSync(join(parent, 'zk-lab.yaml'), '');
    sweepDrafts(parent);
    expect(existsSync(draft)).toBe(true);
    age(draft, 61 * minutes);
    sweepDrafts(parent);
    expect(existsSync(draft)).toBe(false);
  });

  test('is none where there is no lab, and none under another name', () => {
    age(draftOf010('.draft-aB3xYz'), 61 * minutes);
    sweepDrafts(parent);
    expect(existsSync(join(parent, '.draft-aB3xYz'))).toBe(true);
    rmSync(join(parent, '.draft-aB3xYz'), { recursive: true });

    writeFileSync(join(parent, 'zk-lab.yaml'), '');
    for (const name of ['.draft-mine', '.draft-longer7', 'draft-aB3xYz']) age(draftOf010(name), 61 * minutes);
    const before = readdirSync(parent).sort();
    sweepDrafts(parent);
    expect(readdirSync(parent).sort()).toEqual(before);
  });
});
