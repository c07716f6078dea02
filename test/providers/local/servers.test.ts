import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { textOf } from '../../../messages/index.js';
import type { Context } from '../../../model/events.js';
import type { Lab } from '../../../model/lab.js';
import { down, namesEver } from '../../../providers/local/down.js';
import { local } from '../../../providers/local/index.js';
import { foldersOf, nodeFolders } from '../../../providers/local/layout.js';
import { fatesIn } from '../../../providers/local/servers.js';
import { type NodeRecord, readState, writeState } from '../../../providers/local/state.js';
import { processes } from '../../../system/processes.js';
import { aLab } from '../../model/a-lab.js';
import { describeMounted, mounted } from '../../mounted.js';
import { emptyFolder } from './empty-folder.js';

const mainClass = 'org.apache.zookeeper.server.quorum.QuorumPeerMain';

let lab: Lab;
const children: ChildProcess[] = [];
beforeEach(() => {
  lab = aLab(emptyFolder());
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  rmSync(lab.dir, { recursive: true });
});

/** A process with these words at the end of its command line. @param options where it is, and what it calls itself */
async function processNamed(words: readonly string[], options: SpawnOptions = {}): Promise<number> {
  const child = spawn('sh', ['-c', 'echo up; read line', ...words], {
    ...options,
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  children.push(child);
  await once(child.stdout, 'data');
  return child.pid ?? 0;
}

function writePid(pid: number): void {
  const { pidFile } = nodeFolders(lab, 'node1');
  mkdirSync(dirname(pidFile), { recursive: true });
  writeFileSync(pidFile, String(pid));
}

/** Writes a node's zoo.cfg. */
function layOut(node = 'node1'): void {
  const { conf, zooCfg } = nodeFolders(lab, node);
  mkdirSync(conf, { recursive: true });
  writeFileSync(zooCfg, '');
}

/** The lab's folder under another name. */
function otherWay(): string {
  const link = join(lab.dir, 'the-same');
  symlinkSync(lab.dir, link);
  return link;
}

/** Somebody who notes what is being done. */
function listener(): Pick<Context, 'emit'> & { readonly steps: string[] } {
  const steps: string[] = [];
  return { steps, emit: (event) => void (event.type === 'step' && steps.push(textOf(event.title))) };
}

const markOf = (pid: number) => {
  const mark = processes.find(pid)?.mark;
  if (!mark) throw new Error(`process ${pid} runs`);
  return mark;
};

/** A process that looks like a ZooKeeper server on that zoo.cfg, as far as its command line goes. */
const serverOn = (zooCfg: string, options: SpawnOptions = {}): Promise<number> =>
  processNamed([mainClass, zooCfg], { argv0: '/usr/bin/java', ...options });

const fateOfNode1 = (record?: NodeRecord) => fatesIn(lab)('node1', record);

describe('what became of a node’s server', () => {
  test('it never ran', () => {
    expect(fateOfNode1()).toEqual({ is: 'stopped' });
  });

  test('it runs, by number and start time', async () => {
    const mark = markOf(await processNamed(['any']));
    expect(fateOfNode1({ process: mark })).toEqual({ is: 'running', mark });
  });

  test('it runs because the user started it with zkServer.sh', async () => {
    const pid = await serverOn(nodeFolders(lab, 'node1').zooCfg);
    writePid(pid);
    expect(fateOfNode1()).toEqual({ is: 'running', mark: markOf(pid) });
  });

  test('it crashed, and its number is another program’s now', async () => {
    const mark = markOf(await processNamed(['any']));
    writePid(mark.pid);
    expect(fateOfNode1({ process: { ...mark, start: '1' } })).toEqual({ is: 'crashed' });
  });

  test('it crashed, and its number is that of a program that shows its zoo.cfg', async () => {
    const mark = markOf(await processNamed(['any', nodeFolders(lab, 'node1').zooCfg]));
    writePid(mark.pid);
    expect(fateOfNode1({ process: { ...mark, start: '1' } })).toEqual({ is: 'crashed' });
  });

  test('it ended with an earlier boot of the machine', async () => {
    const mark = markOf(await processNamed(['any']));
    writePid(mark.pid);
    const before = { ...mark, boot: 'an earlier one' };
    expect(fateOfNode1({ process: before })).toEqual({ is: 'lost-in-reboot' });
  });

  test('it was stopped with zkServer.sh, which removes the pid file', async () => {
    const mark = { ...markOf(await processNamed(['any'])), start: '1' };
    expect(fateOfNode1({ process: mark })).toEqual({ is: 'stopped' });
  });
});

describe('a server that was started by hand, with a pid file of its own', () => {
  test.each<[string, () => Promise<number>]>([
    ['with the path of zoo.cfg', () => serverOn(nodeFolders(lab, 'node1').zooCfg)],
    ['in the lab, as local/node1/conf/zoo.cfg', () => serverOn('local/node1/conf/zoo.cfg', { cwd: lab.dir })],
    [
      'in its folder, as ../node1/conf/zoo.cfg',
      () => serverOn('../node1/conf/zoo.cfg', { cwd: nodeFolders(lab, 'node1').root }),
    ],
    ['by another way to the same folder', () => serverOn(join(otherWay(), 'local/node1/conf/zoo.cfg'))],
  ])('is found: %s', async (_how, start) => {
    layOut();
    const pid = await start();
    expect(fateOfNode1()).toEqual({ is: 'running', mark: markOf(pid) });
    expect(fatesIn(lab)('node2', undefined)).toEqual({ is: 'stopped' });
    await down(lab, ['node2'], process.env, listener());
    expect(markOf(pid).pid).toBe(pid);
    await down(lab, ['node1'], process.env, listener());
    expect(processes.find(pid)).toBeUndefined();
  });

  test('is found where the lab is known by another way', async () => {
    layOut();
    const pid = await serverOn(nodeFolders(lab, 'node1').zooCfg);
    expect(fatesIn({ ...lab, dir: otherWay() })('node1', undefined)).toMatchObject({ mark: markOf(pid) });
  });

  test('is found by destroy where all notes are lost, whatever node it was of', async () => {
    layOut('node7');
    const pid = await serverOn(nodeFolders(lab, 'node7').zooCfg);
    expect(await local.holds(lab)).toEqual({ holds: true });
    await local.destroy(lab, { signal: new AbortController().signal, ...listener() });
    expect(processes.find(pid)).toBeUndefined();
    expect(await local.holds(lab)).toEqual({ holds: false });
  });

  test('is found where the files went under it, told so, and ended', async () => {
    layOut();
    const pid = await serverOn(nodeFolders(lab, 'node1').zooCfg);
    const [before] = await local.states(lab);
    expect(before).toEqual({ name: 'node1', running: true });
    rmSync(foldersOf(lab).root, { recursive: true });
    expect(await local.holds(lab)).toEqual({ holds: true });
    const [gone] = await local.states(lab);
    expect(gone).toMatchObject({ name: 'node1', running: true, displaced: true });
    expect(gone?.note && textOf(gone.note)).toMatch(
      /^node1 runs, but its files were moved or removed.*zk-lab up$/,
    );
    await local.down(lab, lab.nodes, { signal: new AbortController().signal, ...listener() });
    expect(processes.find(pid)).toBeUndefined();
    expect(await local.holds(lab)).toEqual({ holds: false });
  });

  test('is told where the lab was moved under it', async () => {
    const before = { ...lab, dir: join(lab.dir, 'before') };
    const mark = markOf(await serverOn(nodeFolders(before, 'node1').zooCfg));
    writeState(lab, { format: 1, nodes: { node1: { process: mark } } });
    expect((await local.states(lab))[0]).toMatchObject({ running: true, displaced: true });
  });

  test.each<[string, () => Promise<number>]>([
    ['a program that shows its zoo.cfg', () => processNamed([mainClass, nodeFolders(lab, 'node1').zooCfg])],
    [
      'a client',
      () =>
        processNamed(['org.apache.zookeeper.ZooKeeperMain', nodeFolders(lab, 'node1').zooCfg], {
          argv0: 'java',
        }),
    ],
    [
      'a server of another lab beside it',
      () => serverOn(nodeFolders({ ...lab, dir: `${lab.dir}2` }, 'node1').zooCfg),
    ],
    ['a server of a lab within it', () => serverOn(join(lab.dir, 'local/x/local/node1/conf/zoo.cfg'))],
    ['a server of the same words elsewhere', () => serverOn('local/node1/conf/zoo.cfg', { cwd: tmpdir() })],
  ])('is none: %s', async (_what, start) => {
    layOut();
    const pid = await start();
    expect(fateOfNode1()).toEqual({ is: 'stopped' });
    await down(lab, namesEver(lab), process.env, listener());
    expect(markOf(pid).pid).toBe(pid);
  });
});

describeMounted('a server with other files under the same name, as in a container', () => {
  test('is none of the lab’s', async () => {
    layOut();
    const { zooCfg } = nodeFolders(lab, 'node1');
    const there = await mounted(
      'mount -t tmpfs none "$1"; mkdir -p "$(dirname "$2")"; : >"$2"',
      lab.dir,
      zooCfg,
    );
    const java = `exec -a java sh -c 'echo up; read line' ${mainClass} ${zooCfg}`;
    const [program, ...words] = there.enter('/');
    const child = spawn(program, [...words, 'bash', '-c', java], { stdio: ['pipe', 'pipe', 'inherit'] });
    children.push(child);
    await once(child.stdout, 'data');
    const pid = child.pid ?? 0;
    expect(processes.find(pid)?.command).toMatch(/^java -c .* \S+QuorumPeerMain \S+\/conf\/zoo\.cfg$/);
    expect(fateOfNode1()).toEqual({ is: 'stopped' });
  });
});

describe('down', () => {
  test('leaves a stranger alone that has got the number of a server', async () => {
    const mark = markOf(await processNamed(['a stranger']));
    writePid(mark.pid);
    writeState(lab, { format: 1, nodes: { node1: { process: { ...mark, start: '1' } } } });
    const told = listener();
    await down(lab, ['node1'], {}, told);
    expect(told.steps).toEqual([]);
    expect(markOf(mark.pid)).toEqual(mark);
    expect(readState(lab).nodes.node1).toEqual({});
  });

  test('ends a server although the distribution is gone, and is then remembered as wanted', async () => {
    const mark = markOf(await serverOn(nodeFolders(lab, 'node1').zooCfg));
    writePid(mark.pid);
    writeState(lab, { format: 1, nodes: { node1: { process: mark } } });
    const told = listener();
    await down(lab, ['node1'], process.env, told);
    expect(told.steps).toEqual(['Stopping node1']);
    expect(processes.find(mark.pid)).toBeUndefined();
    expect(fateOfNode1(readState(lab).nodes.node1)).toEqual({ is: 'stopped' });
  });

  test('knows what to do after its notes were cut short', async () => {
    const pid = await serverOn(nodeFolders(lab, 'node1').zooCfg);
    writePid(pid);
    writeFileSync(foldersOf(lab).state, '{"format":1,"nod');
    await down(lab, ['node1'], process.env, listener());
    expect(processes.find(pid)).toBeUndefined();
  });
});
