/**
 * Machines of a lab whose folder is gone. Vagrant knows its machines by files in that folder, so a folder with as much of
 * them as it takes is made for the moment.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sentence } from '../../messages/index.js';
import type { Context } from '../../model/events.js';
import type { RegisteredLab } from '../../model/registry.js';
import type { Remnants } from '../contract.js';
import { available } from './installed.js';
import { statesIn } from './machines.js';
import { vagrantIn } from './run.js';

/**
 * Enough for Vagrant to know the machines; nothing is ever made from it. Its docker provider takes the networks that nobody
 * uses any more away with a machine, but only with one that is said to have had one.
 */
function vagrantfileFor(nodes: readonly string[]): string {
  const defined = nodes.map((node) => `  config.vm.define '${node}'\n`).join('');
  return `Vagrant.configure('2') do |config|
  config.vm.box = 'none'
  config.vm.synced_folder '.', '/vagrant', disabled: true
  config.vm.provider('docker') do |docker, override|
    docker.image = 'none'
    override.vm.network 'private_network', type: 'dhcp'
  end
${defined}end
`;
}

/** Works in such a folder, which is gone afterwards. */
async function inFolderOf<T>(
  machines: Readonly<Record<string, string>>,
  work: (dir: string) => Promise<T>,
): Promise<T> {
  const dir = mkdtempSync(join(tmpdir(), 'zk-lab-gone-'));
  try {
    writeFileSync(join(dir, 'Vagrantfile'), vagrantfileFor(Object.keys(machines)));
    for (const [node, machine] of Object.entries(machines)) {
      const [provider = '', id = ''] = machine.split(' ');
      const folder = join(dir, '.vagrant', 'machines', node, provider);
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, 'id'), id);
    }
    return await work(dir);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

/** The machines that are still there. */
export async function remnantsOf({ machines = {} }: RegisteredLab): Promise<Remnants> {
  if (Object.keys(machines).length === 0) return { found: [], running: 0 };
  const usable = available();
  if (!usable.ok) return { found: 'unknown', reason: usable.reason, remedy: usable.remedy };
  const states = await inFolderOf(machines, statesIn);
  const there = [...states].filter(([, state]) => !['not_created', 'host_state_unknown'].includes(state));
  return {
    found: there.map(([node]) => node),
    running: there.filter(([, state]) => state === 'running').length,
  };
}

/** Removes them with their disks. @throws LabError with what a user can do about it */
export async function removeRemnants({ machines = {} }: RegisteredLab, context: Context): Promise<void> {
  context.emit({ type: 'step', title: sentence('vagrant.remove') });
  await inFolderOf(machines, (dir) => vagrantIn(dir, ['destroy', '--force'], context));
}
