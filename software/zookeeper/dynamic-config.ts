/**
 * From 3.5 on, a server with reconfigEnabled=true writes its zoo.cfg anew: the servers' lines move to a file of their own
 * (zoo.cfg.dynamic.VERSION), which dynamicConfigFile names, comments go and the order is lost. Once a server's own line
 * there says where it answers clients, clientPort and its like go as well. What is left is the static part.
 */
import { zooCfgSettings } from './zoo-cfg.js';

const fileSetting = 'dynamicConfigFile';
const members = /^(server|group|weight)\.\d+$/;
const clients = /^(secureC|c)lientPort(Address)?$/;

/** Whether ZooKeeper keeps a zoo.cfg's servers in a file of their own. */
export function isDynamic(text: string): boolean {
  return zooCfgSettings(text).has(fileSetting);
}

/** The settings that ZooKeeper leaves in the static part whatever happens, as text to compare. */
function staticPart(text: string): string {
  const settings = [...zooCfgSettings(text)].filter(
    ([name]) => ![members, clients].some((p) => p.test(name)),
  );
  const lines = settings.filter(([name]) => name !== fileSetting).map(([name, value]) => `${name}=${value}`);
  return lines.sort().join('\n');
}

/** Whether two files say the same beside what ZooKeeper itself moves elsewhere. */
export function sameStatic(one: string, other: string): boolean {
  return staticPart(one) === staticPart(other);
}

/**
 * A zoo.cfg with the settings of one that was written by hand, as the static part of one that ZooKeeper has taken over.
 * @param text what the settings should be @param taken what ZooKeeper has made of it
 */
export function asStatic(text: string, taken: string): string {
  const settings = zooCfgSettings(taken);
  const moved = (name: string): boolean => members.test(name) || (clients.test(name) && !settings.has(name));
  const lines = text.split('\n').filter((line) => {
    const [name] = zooCfgSettings(line).keys();
    return name === undefined || !moved(name);
  });
  return `${lines.join('\n').trimEnd()}\n${fileSetting}=${settings.get(fileSetting)}\n`;
}

/**
 * A server as `reconfig` names it: server.4=node4:2888:3888:participant;2181.
 * @param settings of any member's zoo.cfg with all servers in it
 * @param clientPort the server's own, where members share one address
 */
export function memberIn(
  settings: ReadonlyMap<string, string>,
  { id, role, clientPort }: { readonly id: number; readonly role: string; readonly clientPort: number },
): string {
  const server = `${settings.get(`server.${id}`)}`.replace(/:(participant|observer)$/, '');
  const host = settings.get('clientPortAddress');
  const client = host === undefined ? (settings.get('clientPort') ?? '2181') : `${host}:${clientPort}`;
  return `server.${id}=${server}:${role};${client}`;
}
