import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, expect, onTestFinished, test, vi } from 'vitest';
import { textOf } from '../../../messages/index.js';
import { diagnoseDocker } from '../../../providers/docker/diagnose.js';
import { docker } from '../../../providers/docker/index.js';
import { fewNeighbours } from '../../../providers/docker/neighbours.js';
import { blueprintOf } from '../../generators/lab-files.js';
import { aLab } from '../../model/a-lab.js';

const folder = mkdtempSync(join(tmpdir(), 'zk-lab-docker-'));
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => {
  vi.unstubAllEnvs();
});

test('a Compose that tells no version is not there, and not version 0', async () => {
  writeFileSync(join(folder, 'docker'), '#!/bin/sh\nexit 1\n', { mode: 0o755 });
  vi.stubEnv('PATH', folder);
  expect(await diagnoseDocker({ ok: true, detail: 'an engine' }, undefined)).toEqual([
    { title: 'Docker', level: 'ok', detail: 'an engine' },
    expect.objectContaining({ title: 'Docker Compose', level: 'failure', detail: 'not there' }),
    expect.objectContaining({ title: 'Docker buildx', level: 'warning', detail: 'not there' }),
  ]);
});

test('an ensemble too large for the kernel’s table of neighbours is told, with what makes room', () => {
  const file = join(folder, 'gc_thresh3');
  writeFileSync(file, '1024\n');
  vi.stubEnv('DOCKER_HOST', 'unix:///an/engine');
  const few = (voters: number, observers = 0, at = file) =>
    fewNeighbours(blueprintOf({ nodes: voters, observers }), at);
  const told = few(50);
  expect(told && textOf(told.told)).toMatch(/50 nodes need 2500 places.*has 1024/);
  expect(told && textOf(told.remedy)).toContain('sudo sysctl -w net.ipv4.neigh.default.gc_thresh3=4096;');
  expect([few(31), few(9, 41)]).toEqual([undefined, undefined]);
  // Not told by every kernel, and of another machine's engine not known.
  expect(few(50, 0, join(folder, 'not-there'))).toBeUndefined();
  vi.stubEnv('DOCKER_HOST', 'tcp://10.0.0.1:2375');
  expect(few(50)).toBeUndefined();
});

test('an engine that takes connections and says nothing is one that does not answer', async () => {
  const socket = join(folder, 'mute.sock');
  const taken: Socket[] = [];
  const mute = createServer((connection) => taken.push(connection)).listen(socket);
  onTestFinished(() => {
    vi.useRealTimers();
    for (const connection of taken) connection.destroy();
    mute.close();
  });
  vi.stubEnv('DOCKER_HOST', `unix://${socket}`);
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const asked = Promise.all([
    docker.available(),
    docker.holds(aLab(folder)),
    docker.remnants({ id: 'an-id', dir: folder, name: 'lab' }),
  ]);
  await vi.advanceTimersByTimeAsync(15_000);
  const reason = `no Docker engine answers at unix://${socket}`;
  expect(await asked).toMatchObject([
    { ok: false, reason },
    { holds: 'unknown', reason },
    { found: 'unknown', reason },
  ]);
});
