import type { Observed } from '../../../lessons/comparison.js';
import type { LabNode } from '../../../model/nodes.js';
import { labOf } from '../lesson-nodes.js';

/** What nodes tell of their sides, as `logins` in templates/probes/logins.sh has it; tests change it before it is judged. */
export type Told = string[][];

/** A key that nobody else has. */
export const keyOf = (who: string, type = 'ssh-rsa'): string =>
  `${type} ${Buffer.from(`the key of ${who}, which is long enough`).toString('base64')}`;

export const home = '/root';
const ssh = `${home}/.ssh`;

/** sshd -T of OpenSSH 6.6, of which CentOS 7.3 has 6.6.1. */
const settings = [
  'listenaddress 0.0.0.0:22',
  'permitrootlogin yes',
  'pubkeyauthentication yes',
  'passwordauthentication yes',
  'challengeresponseauthentication no',
  'strictmodes yes',
  'authorizedkeysfile .ssh/authorized_keys',
];

/** A lab of so many nodes, and what each tells where all is well: one of the logins tried, the others for others to judge. */
export function allWell(count: number): { nodes: readonly LabNode[]; told: Map<string, Told> } {
  const { nodes } = labOf({ nodes: Math.min(count, 9), observers: Math.max(0, count - 9) });
  const told = new Map<string, Told>();
  for (const [index, { name }] of nodes.entries()) {
    told.set(name, [
      ['home', home],
      ['newest', `${ssh}/id_rsa.pub`],
      ['identity', `${ssh}/id_rsa`, keyOf(name)],
      ['public', `${ssh}/id_rsa.pub`, `${keyOf(name)} root@${name}`],
      ['mode', '600', '0', `${ssh}/id_rsa`],
      ['door'],
      ['login', nodes[(index + 1) % nodes.length]?.name ?? '', ''],
      ...nodes.map((each) => ['known', `${ssh}/known_hosts`, knownLine(each)]),
      ...nodes.map((each) => ['authorized', `${keyOf(each.name)} root@${each.name}`]),
      ['guarded', `${ssh}/authorized_keys`],
      ['guarded', ssh],
      ['guarded', home],
      ['mode', '600', '0', `${ssh}/authorized_keys`],
      ['mode', '700', '0', ssh],
      ['mode', '550', '0', home],
      ['host-key', `${hostKeyOf(name)} root@${name}`],
      ...settings.map((line) => ['sshd', line]),
    ]);
  }
  return { nodes, told };
}

export const hostKeyOf = (name: string): string => keyOf(`the machine ${name}`, 'ssh-ed25519');

export const knownLine = ({ name, address }: LabNode): string => `${name},${address} ${hostKeyOf(name)}`;

/** As judge.ts hands it to a comparison; a node that has told nothing was not looked at. */
export function observedOf(nodes: readonly LabNode[], told: ReadonlyMap<string, Told>): Observed[] {
  return nodes.flatMap((node) => {
    const records = told.get(node.name);
    const observation = { done: true, detail: '', seen: '', wanted: '', facts: {}, told: records ?? [] };
    return records ? [{ node, observation }] : [];
  });
}
