import { mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openLab } from '../../model/lab.js';
import { registerLab } from '../../model/registry.js';
import type { ServerMessage } from '../../page/protocol.js';
import { type Guest, LabSession } from '../../page/session.js';
import { command } from '../cli/command.js';

let home: string;
let session: LabSession;

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'zk-lab-session-'));
  vi.stubEnv('DOCKER_HOST', `unix://${join(home, 'no-engine.sock')}`);
  await execa(process.execPath, [command, 'create', 'lab', '--no-fetch'], {
    cwd: home,
    env: { HOME: home, XDG_STATE_HOME: join(home, 'state') },
    stdin: 'ignore',
  });
  session = new LabSession(openLab(join(home, 'lab')), undefined);
});

afterAll(async () => {
  await session.end();
  vi.unstubAllEnvs();
  rmSync(home, { recursive: true, force: true });
});

/** Somebody who looks at the lab, the kinds of what they are told, and the nodes that the lab has by that. */
function somebody() {
  const kinds: ServerMessage['type'][] = [];
  const nodes: number[] = [];
  const dirs: string[] = [];
  const told: string[] = [];
  const guest: Guest = {
    right: 'own',
    token: 'token',
    tell: (message) => {
      kinds.push(message.type);
      if (message.type === 'told') told.push(message.text);
      if (message.type !== 'welcome') return;
      nodes.push(message.lab.nodes.length);
      dirs.push(message.lab.dir);
    },
    took: () => {},
    show: () => {},
    ready: () => undefined,
  };
  session.join(guest);
  return { guest, kinds, nodes, dirs, told };
}

test('who has asked is answered', async () => {
  const { guest, kinds } = somebody();
  await session.hear(guest, { type: 'guide' });
  expect(kinds).toContain('guide');
  session.leave(guest);
});

test('who has gone on to another lab meanwhile is not: it would be taken for that lab’s answer', async () => {
  const { guest, kinds } = somebody();
  const answered = session.hear(guest, { type: 'guide' });
  session.leave(guest);
  const before = [...kinds];
  await answered;
  expect(kinds).toEqual(before);
});

test('a lab that is another by now is told anew, to who looks and to who comes later', async () => {
  const make = (count: string) =>
    execa(process.execPath, [command, 'create', 'lab', '--no-fetch', '--force', '--nodes', count], {
      cwd: home,
      env: { HOME: home, XDG_STATE_HOME: join(home, 'state') },
      stdin: 'ignore',
    });
  const first = somebody();
  expect(first.nodes).toEqual([3]);
  await make('5');
  await expect.poll(() => first.nodes).toEqual([3, 5]);
  session.leave(first.guest);
  await make('3');
  const second = somebody();
  expect(second.nodes).toEqual([3]);
  session.leave(second.guest);
});

test('a lab that was moved is said to be away, and followed once it is known where it is', async () => {
  const { guest, dirs, told } = somebody();
  const [from, to] = [join(home, 'lab'), join(home, 'moved')];
  renameSync(from, to);
  await expect.poll(() => told.join()).toContain(`${from} is not there any more`);
  const { facts, spec, network } = openLab(to);
  registerLab({ id: facts.id, dir: to, name: spec.name, network: network.cidr });
  await expect.poll(() => dirs).toEqual([from, to]);
  session.leave(guest);
});
