import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { diagnoseDocker } from '../../../providers/docker/diagnose.js';

const folder = mkdtempSync(join(tmpdir(), 'zk-lab-docker-'));
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

test('a Compose that tells no version is not there, and not version 0', async () => {
  writeFileSync(join(folder, 'docker'), '#!/bin/sh\nexit 1\n', { mode: 0o755 });
  vi.stubEnv('PATH', folder);
  expect(await diagnoseDocker({ ok: true, detail: 'an engine' })).toEqual([
    { title: 'Docker', level: 'ok', detail: 'an engine' },
    expect.objectContaining({ title: 'Docker Compose', level: 'failure', detail: 'not there' }),
    expect.objectContaining({ title: 'Docker buildx', level: 'warning', detail: 'not there' }),
  ]);
});
