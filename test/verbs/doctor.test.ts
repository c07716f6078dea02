import { expect, test } from 'vitest';
import { checks, type Surroundings } from '../../verbs/machine-diagnoses.js';
import { labOf } from './fake-provider.js';

/** A machine with nothing but what a test gives it. */
const machine = (given: Partial<Surroundings>): Surroundings => ({
  lab: labOf(),
  holder: undefined,
  platform: 'linux',
  arch: 'x64',
  ask: async () => undefined,
  ...given,
});

async function find(title: string, surroundings: Surroundings) {
  const check = checks().find((each) => each.title === title);
  if (!check) throw new Error(`no check ${title}`);
  return (await check.enabled(surroundings)) ? check.check(surroundings) : undefined;
}

test('Apple silicon runs x86-64 systems under emulation only', async () => {
  const mac = { platform: 'darwin', arch: 'arm64' } as const;
  expect(await find('Apple silicon', machine({}))).toBeUndefined();
  expect(await find('Apple silicon', machine(mac))).toMatchObject({
    level: 'warning',
    remedy: expect.stringContaining('--os rockylinux-9'),
  });
  const living = labOf({ os: 'debian-12' });
  expect(await find('Apple silicon', machine({ ...mac, lab: living }))).toMatchObject({ level: 'ok' });
});

test('VirtualBox is told of networks that it does not allow by itself', async () => {
  const ask = async (program: string) => (program === 'VBoxManage' ? '7.0.20r163906' : undefined);
  const missing = await find('/etc/vbox/networks.conf', machine({ ask }));
  expect(missing).toMatchObject({
    level: 'warning',
    remedy: expect.stringContaining('* 192.168.56.0/21 192.168.252.0/24'),
  });
  const allowed = labOf({ network: '192.168.56.0/24' });
  expect(await find('/etc/vbox/networks.conf', machine({ ask, lab: allowed }))).toBeUndefined();
  expect(await find('/etc/vbox/networks.conf', machine({ ask, platform: 'win32' }))).toBeUndefined();
  expect(await find('/etc/vbox/networks.conf', machine({}))).toBeUndefined();
});

test.each([
  ['6.0.24', 'warning'],
  ['6.1.50r161033', 'ok'],
  ['7.1.4', 'ok'],
])('VirtualBox %s: %s', async (version, level) => {
  expect(await find('VirtualBox', machine({ ask: async () => version }))).toMatchObject({ level });
});

test('a long path is told on Windows alone', async () => {
  const lab = { ...labOf(), dir: `C:\\${'x'.repeat(200)}` };
  expect(await find('Length of the path', machine({ lab }))).toBeUndefined();
  expect(await find('Length of the path', machine({ lab, platform: 'win32' }))).toMatchObject({
    level: 'warning',
  });
  expect(await find('Length of the path', machine({ platform: 'win32' }))).toMatchObject({ level: 'ok' });
});

test('memory that is not there is told, with what to take less of', async () => {
  const huge = labOf({ nodes: 50, memory: 65_536 });
  expect(await find('Memory', machine({ lab: huge }))).toMatchObject({
    level: 'warning',
    detail: expect.stringContaining(`${50 * 65_536} MiB`),
    remedy: expect.stringContaining('--nodes'),
  });
});
