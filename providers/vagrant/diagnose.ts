import { existsSync, readFileSync } from 'node:fs';
import { say } from '../../messages/index.js';
import type { Lab } from '../../model/lab.js';
import { overlap } from '../../model/network.js';
import { isOlder, versionOf } from '../common/versions.js';
import type { Availability, Diagnosis } from '../contract.js';

/** Where VirtualBox is told which host-only networks are allowed, from 6.1.28 on; not on Windows. */
const networksConf = '/etc/vbox/networks.conf';
/** What VirtualBox allows without that file. */
const allowedByDefault = '192.168.56.0/21';
/** Older ones do not run on today's kernels and macOS. */
const oldestVirtualBox = [6, 1] as const;

/** What this machine's Vagrant lacks. @param available whether it can be used at all */
export async function diagnoseVagrant(lab: Lab, available: Availability): Promise<Diagnosis[]> {
  const vagrant = { title: say('doctor.vagrant') };
  const found: Diagnosis[] = [
    available.ok
      ? { ...vagrant, level: 'ok', detail: available.detail }
      : { ...vagrant, level: 'failure', detail: available.reason, remedy: available.remedy },
  ];
  const virtualBox = await versionOf('VBoxManage', ['--version']);
  if (virtualBox === undefined) return found;
  found.push(versionIs(say('doctor.virtualbox'), virtualBox));
  if (process.platform !== 'win32' && !overlap(lab.network.cidr, allowedByDefault)) {
    found.push(networkIs(say('doctor.networks-conf', { file: networksConf }), lab.network.cidr));
  }
  return found;
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
