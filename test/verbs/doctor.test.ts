import { expect, test } from 'vitest';
import { type Diagnosed, diagnoseMachine } from '../../verbs/machine-diagnoses.js';
import { labOf } from './fake-provider.js';

/** A machine with nothing but what a test gives it. */
const machine = (given: Partial<Diagnosed>): Diagnosed => ({
  lab: labOf(),
  held: false,
  platform: 'linux',
  arch: 'x64',
  ...given,
});

const find = async (title: string, given: Partial<Diagnosed>) =>
  (await diagnoseMachine(machine(given))).find((each) => each.title === title);

test('Apple silicon runs x86-64 systems under emulation only', async () => {
  const mac = { platform: 'darwin', arch: 'arm64' } as const;
  expect(await find('Apple silicon', {})).toBeUndefined();
  expect(await find('Apple silicon', mac)).toMatchObject({
    level: 'warning',
    remedy: expect.stringContaining('--os rockylinux-9'),
  });
  expect(await find('Apple silicon', { ...mac, lab: labOf({ os: 'debian-12' }) })).toMatchObject({
    level: 'ok',
  });
});

test('a long path is told on Windows alone', async () => {
  const lab = { ...labOf(), dir: `C:\\${'x'.repeat(200)}` };
  expect(await find('Length of the path', { lab })).toBeUndefined();
  expect(await find('Length of the path', { lab, platform: 'win32' })).toMatchObject({ level: 'warning' });
  expect(await find('Length of the path', { platform: 'win32' })).toMatchObject({ level: 'ok' });
});

test('memory that is not there is told, with what to take less of; not of a lab that runs', async () => {
  const lab = labOf({ nodes: 50, memory: 65_536 });
  expect(await find('Memory', { lab })).toMatchObject({
    level: 'warning',
    detail: expect.stringContaining(`${50 * 65_536} MiB`),
  });
  expect(await find('Memory', { lab, held: true })).toBeUndefined();
});
