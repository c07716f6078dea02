import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { say } from '../../messages/index.js';
import { isInPath, type ProgramSearch } from '../../system/programs.js';
import { homeFolder } from '../../system/user-folders.js';
import type { Availability } from '../contract.js';

/** What of a machine tells which of Vagrant's providers it has. */
export interface Host extends ProgramSearch {
  readonly home: string;
}

const thisHost: Host = { platform: process.platform, env: process.env, home: homeFolder() ?? '/' };

/** Folders where Linux distributions put the descriptions of plugins that they package. */
const packagedPlugins = ['/usr/share/vagrant-plugins/plugins.d', '/usr/share/vagrant/gems/gems'];

/** Whether Vagrant has that plugin: from `vagrant plugin install`, or from a distribution's package. */
function hasPlugin({ env, home }: Host, plugin: string): boolean {
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
  /** As Vagrant names it. */
  readonly name: string;
  present(host: Host): boolean;
}

/** In the order of the Vagrantfile, which is Vagrant's own order of choice. */
const backends: readonly Backend[] = [
  {
    title: 'VirtualBox',
    name: 'virtualbox',
    present: (host) =>
      isInPath('VBoxManage', host) ||
      (host.platform === 'win32' &&
        [host.env.VBOX_MSI_INSTALL_PATH, host.env.VBOX_INSTALL_PATH].some(
          (folder) => folder !== undefined && existsSync(join(folder, 'VBoxManage.exe')),
        )),
  },
  {
    title: 'VMware',
    name: 'vmware_desktop',
    present: (host) => hasPlugin(host, 'vagrant-vmware-desktop'),
  },
  {
    title: 'Parallels',
    name: 'parallels',
    present: (host) => isInPath('prlctl', host) && hasPlugin(host, 'vagrant-parallels'),
  },
  { title: 'libvirt', name: 'libvirt', present: (host) => hasPlugin(host, 'vagrant-libvirt') },
];

/** The provider that the user has chosen for Vagrant, if nothing of it can be seen here; one that is not known is not judged. */
export function unseenChoice(host: Host = thisHost): string | undefined {
  const chosen = host.env.VAGRANT_DEFAULT_PROVIDER;
  const backend = backends.find(({ name }) => name === chosen);
  return backend && !backend.present(host) ? chosen : undefined;
}

/** Whether Vagrant is there with a provider that a lab can use. Asks no program: Vagrant takes most of a second. */
export function available(host: Host = thisHost): Availability {
  if (!isInPath('vagrant', host)) {
    return { ok: false, reason: say('vagrant.none'), remedy: say('vagrant.none.remedy') };
  }
  const chosen = host.env.VAGRANT_DEFAULT_PROVIDER;
  if (chosen) return { ok: true, detail: say('vagrant.detail', { provider: chosen }) };
  const found = backends.find(({ present }) => present(host));
  if (found) return { ok: true, detail: say('vagrant.detail', { provider: found.title }) };
  return { ok: false, reason: say('vagrant.no-provider'), remedy: say('vagrant.no-provider.remedy') };
}
