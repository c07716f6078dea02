import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { textOf } from '../../../messages/index.js';
import type { Context } from '../../../model/events.js';
import type { Lab } from '../../../model/lab.js';
import { down } from '../../../providers/local/down.js';
import { foldersOf, nodeFolders } from '../../../providers/local/layout.js';
import { fateOf } from '../../../providers/local/servers.js';
import { readState, writeState } from '../../../providers/local/state.js';
import { processes } from '../../../system/processes.js';
import { aLab } from '../../model/a-lab.js';
import { emptyFolder } from './empty-folder.js';

let lab: Lab;
const children: ChildProcess[] = [];
beforeEach(() => {
  lab = aLab(emptyFolder());
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  rmSync(lab.dir, { recursive: true });
});

/** A process with these words at the end of its command line. */
async function processNamed(...words: string[]): Promise<number> {
  const child = spawn('sh', ['-c', 'echo up; read line', ...words], { stdio: ['pipe', 'pipe', 'ignore'] });
  children.push(child);
  await once(child.stdout, 'data');
  return child.pid ?? 0;
}

function writePid(pid: number): void {
  const { pidFile } = nodeFolders(lab, 'node1');
  mkdirSync(dirname(pidFile), { recursive: true });
  writeFileSync(pidFile, String(pid));
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

describe('what became of a node’s server', () => {
  test('it never ran', () => {
    expect(fateOf(lab, 'node1', undefined)).toEqual({ is: 'stopped' });
  });

  test('it runs, by number and start time', async () => {
    const mark = markOf(await processNamed('any'));
    expect(fateOf(lab, 'node1', { process: mark })).toEqual({ is: 'running', mark });
  });

  test('it runs because the user started it with zkServer.sh', async () => {
    const pid = await processNamed('QuorumPeerMain', nodeFolders(lab, 'node1').zooCfg);
    writePid(pid);
    expect(fateOf(lab, 'node1', undefined)).toEqual({ is: 'running', mark: markOf(pid) });
  });

  test('it crashed, and its number is another program’s now', async () => {
    const mark = markOf(await processNamed('any'));
    writePid(mark.pid);
    expect(fateOf(lab, 'node1', { process: { ...mark, start: '1' } })).toEqual({ is: 'crashed' });
  });

  test('it ended with an earlier boot of the machine', async () => {
    const mark = markOf(await processNamed('any'));
    writePid(mark.pid);
    const before = { ...mark, boot: 'an earlier one' };
    expect(fateOf(lab, 'node1', { process: before })).toEqual({ is: 'lost-in-reboot' });
  });

  test('it was stopped with zkServer.sh, which removes the pid file', async () => {
    const mark = { ...markOf(await processNamed('any')), start: '1' };
    expect(fateOf(lab, 'node1', { process: mark })).toEqual({ is: 'stopped' });
  });
});

describe('down', () => {
  test('leaves a stranger alone that has got the number of a server', async () => {
    const mark = markOf(await processNamed('a stranger'));
    writePid(mark.pid);
    writeState(lab, { format: 1, nodes: { node1: { process: { ...mark, start: '1' } } } });
    const told = listener();
    await down(lab, ['node1'], {}, told);
    expect(told.steps).toEqual([]);
    expect(markOf(mark.pid)).toEqual(mark);
    expect(readState(lab).nodes.node1).toEqual({});
  });

  test('ends a server although the distribution is gone, and is then remembered as wanted', async () => {
    const mark = markOf(await processNamed('QuorumPeerMain', nodeFolders(lab, 'node1').zooCfg));
    writePid(mark.pid);
    writeState(lab, { format: 1, nodes: { node1: { process: mark } } });
    const told = listener();
    await down(lab, ['node1'], process.env, told);
    expect(told.steps).toEqual(['Stopping node1']);
    expect(processes.find(mark.pid)).toBeUndefined();
    expect(fateOf(lab, 'node1', readState(lab).nodes.node1)).toEqual({ is: 'stopped' });
  });

  test('knows what to do after its notes were cut short', async () => {
    const pid = await processNamed('QuorumPeerMain', nodeFolders(lab, 'node1').zooCfg);
    writePid(pid);
    writeFileSync(foldersOf(lab).state, '{"format":1,"nod');
    await down(lab, ['node1'], process.env, listener());
    expect(processes.find(pid)).toBeUndefined();
  });
});
