import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openLab } from '../../model/lab.js';
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

/** Somebody who looks at the lab, and the kinds of what they are told. */
function somebody(): { guest: Guest; kinds: ServerMessage['type'][] } {
  const kinds: ServerMessage['type'][] = [];
  const guest: Guest = {
    right: 'own',
    tell: ({ type }) => kinds.push(type),
    took: () => {},
    show: () => {},
    ready: () => undefined,
  };
  session.join(guest, 'token');
  return { guest, kinds };
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
