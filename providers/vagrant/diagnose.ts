import { existsSync, readFileSync } from 'node:fs';
import { say } from '../../messages/index.js';
import type { Lab } from '../../model/lab.js';
import { overlap } from '../../model/network.js';
import { isOlder, versionOf } from '../common/versions.js';
import type { Availability, Diagnosis, Finding } from '../contract.js';
import { unseenChoice } from './installed.js';

/** Where VirtualBox is told which host-only networks are allowed, from 6.1.28 on; not on Windows. */
const networksConf = '/etc/vbox/networks.conf';
/** What VirtualBox allows without that file. */
const allowedByDefault = '192.168.56.0/21';
/** Milliseconds for Vagrant, which reads all of its plugins first. */
const vagrantPatience = 60_000;
/** Older ones do not run on today's kernels and macOS. */
const oldestVirtualBox = [6, 1] as const;

/** What this machine's Vagrant lacks. @param available whether it can be used at all */
export async function diagnoseVagrant(lab: Lab, available: Availability): Promise<Diagnosis[]> {
  const found: Diagnosis[] = [{ title: say('doctor.vagrant'), ...(await vagrantIs(available)) }];
  const virtualBox = await versionOf('VBoxManage', ['--version']);
  if (virtualBox === undefined) return found;
  found.push(versionIs(say('doctor.virtualbox'), virtualBox));
  if (process.platform !== 'win32' && !overlap(lab.network.cidr, allowedByDefault)) {
    found.push(networkIs(say('doctor.networks-conf', { file: networksConf }), lab.network.cidr));
  }
  return found;
}

/** Files tell that it is there; only it itself tells that it runs. */
async function vagrantIs(available: Availability): Promise<Finding> {
  if (!available.ok) return { level: 'failure', detail: available.reason, remedy: available.remedy };
  if ((await versionOf('vagrant', ['--version'], vagrantPatience)) === undefined) {
    return { level: 'failure', detail: say('vagrant.broken'), remedy: say('vagrant.broken.remedy') };
  }
  const provider = unseenChoice();
  if (provider === undefined) return { level: 'ok', detail: available.detail };
  return {
    level: 'warning',
    detail: say('vagrant.chosen-unseen', { provider }),
    remedy: say('vagrant.chosen-unseen.remedy', { provider }),
  };
}

function versionIs(title: string, version: string): Diagnosis {
  return isOlder(version, oldestVirtualBox)
    ? { title, level: 'warning', detail: version, remedy: say('doctor.virtualbox.remedy') }
    : { title, level: 'ok', detail: version };
}

function networkIs(title: string, network: string): Diagnosis {
  const text = existsSync(networksConf) ? readFileSync(networksConf, 'utf8') : '';
  const ranges = text.match(/[\d.]+\/\d+/g) ?? [];
  if (ranges.some((range) => overlap(range, network))) return { title, level: 'ok', detail: network };
  const line = `* ${allowedByDefault} ${network}`;
  return {
    title,
    level: 'warning',
    detail: say('doctor.networks-conf.missing', { network }),
    remedy: say('doctor.networks-conf.remedy', { line, file: networksConf }),
  };
}
