import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { say } from '../../messages/index.js';
import type { Availability } from '../provider.js';

/** What of a machine tells which of Vagrant's providers it has. */
export interface Machine {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
}

const thisMachine: Machine = { platform: process.platform, env: process.env, home: homedir() };

/** Folders where Linux distributions put the descriptions of plugins that they package. */
const packagedPlugins = ['/usr/share/vagrant-plugins/plugins.d', '/usr/share/vagrant/gems/gems'];

/** Whether one of these programs is on the PATH. */
function has({ platform, env }: Machine, ...programs: string[]): boolean {
  const names = platform === 'win32' ? programs.map((program) => `${program}.exe`) : programs;
  const folders = (env.PATH ?? env.Path ?? '').split(delimiter);
  return folders.some((folder) => folder !== '' && names.some((name) => existsSync(join(folder, name))));
}

/** Whether Vagrant has that plugin: from `vagrant plugin install`, or from a distribution's package. */
function hasPlugin({ env, home }: Machine, plugin: string): boolean {
  const own = join(env.VAGRANT_HOME ?? join(home, '.vagrant.d'), 'plugins.json');
  try {
    if (plugin in JSON.parse(readFileSync(own, 'utf8')).installed) return true;
  } catch {
    // No plugin was ever installed there.
  }
  return packagedPlugins.some(
    (folder) => existsSync(folder) && readdirSync(folder).some((name) => name.startsWith(plugin)),
  );
}

/** A provider of Vagrant that a lab can use, and how to see without asking Vagrant whether it is there. */
interface Backend {
  readonly title: string;
  present(machine: Machine): boolean;
}

/** In the order of the Vagrantfile, which is Vagrant's own order of choice. */
const backends: readonly Backend[] = [
  {
    title: 'VirtualBox',
    present: (machine) =>
      has(machine, 'VBoxManage') ||
      (machine.platform === 'win32' &&
        [machine.env.VBOX_MSI_INSTALL_PATH, machine.env.VBOX_INSTALL_PATH].some(
          (folder) => folder !== undefined && existsSync(join(folder, 'VBoxManage.exe')),
        )),
  },
  { title: 'VMware', present: (machine) => hasPlugin(machine, 'vagrant-vmware-desktop') },
  {
    title: 'Parallels',
    present: (machine) => has(machine, 'prlctl') && hasPlugin(machine, 'vagrant-parallels'),
  },
  { title: 'libvirt', present: (machine) => hasPlugin(machine, 'vagrant-libvirt') },
];

/** Whether Vagrant is there with a provider that a lab can use. Asks no program: Vagrant takes most of a second. */
export function available(machine: Machine = thisMachine): Availability {
  const onPath =
    machine.platform === 'win32'
      ? has(machine, 'vagrant') || has({ ...machine, platform: 'linux' }, 'vagrant.bat', 'vagrant.cmd')
      : has(machine, 'vagrant');
  if (!onPath) return { ok: false, reason: say('vagrant.none'), remedy: say('vagrant.none.remedy') };
  const chosen = machine.env.VAGRANT_DEFAULT_PROVIDER;
  if (chosen) return { ok: true, detail: say('vagrant.detail', { provider: chosen }) };
  const found = backends.find(({ present }) => present(machine));
  if (found) return { ok: true, detail: say('vagrant.detail', { provider: found.title }) };
  return { ok: false, reason: say('vagrant.no-provider'), remedy: say('vagrant.no-provider.remedy') };
}
