import { ports } from './ports.js';

/**
 * What a zoo.cfg says, by name and in its order; of a name that comes twice the last value counts, as for ZooKeeper.
 * Values are as they are written, escapes of Java's properties included.
 */
export function zooCfgSettings(text: string): Map<string, string> {
  const settings = new Map<string, string>();
  for (const line of text.split('\n')) {
    const { name, value } = settingIn(line) ?? {};
    if (name !== undefined && value !== undefined) settings.set(name, value);
  }
  return settings;
}

/** The setting that a line holds. Java would also take a blank for the sign between the two; nobody writes that. */
function settingIn(line: string): { name: string; value: string } | undefined {
  const [, name, value] = /^\s*([\w.-]+)\s*[=:]\s*(.*?)\s*$/.exec(line) ?? [];
  return name === undefined || value === undefined ? undefined : { name, value };
}

/** A value as Java's properties need it: they are read as Latin-1, with \uXXXX for the rest. */
export function propertyValue(value: string): string {
  return value
    .replaceAll('\\', '\\\\')
    .replace(/[^\x20-\x7e]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** The tutorial's ticks: milliseconds, and how many of them followers may take to connect and to keep up. */
export const times = { tickTime: '2000', initLimit: '5', syncLimit: '2' } as const;

/** A member of the ensemble, as its line names it. */
interface Member {
  readonly id: number;
  readonly name: string;
  readonly role: 'participant' | 'observer';
}

/** What a lab decides by itself in the zoo.cfg of its machines. @param home ZooKeeper's folder there */
export function decidedSettings(members: readonly Member[], home: string): Map<string, string> {
  const servers = members.map(({ id, name, role }): [string, string] => {
    const observer = role === 'observer' ? ':observer' : '';
    return [`server.${id}`, `${name}:${ports.quorum}:${ports.election}${observer}`];
  });
  return new Map([
    ['dataDir', `${home}/data`],
    ['dataLogDir', `${home}/logs`],
    ['clientPort', String(ports.client)],
    ...servers,
  ]);
}

/** Why a lab decides a setting by itself: what hangs on it. */
export type DecidedBy = 'servers' | 'data' | 'clients';

const decisions: readonly [RegExp, DecidedBy][] = [
  [/^((server|group|weight)\.\d+|peerType|dynamicConfigFile|myid)$/, 'servers'],
  [/^data(Log)?Dir$/, 'data'],
  [/^clientPort(Address)?$/, 'clients'],
];

/** What hangs on a setting that the lab decides; undefined for those that are its owner's. */
export function decidedBy(name: string): DecidedBy | undefined {
  return decisions.find(([pattern]) => pattern.test(name))?.[1];
}

/** What is wrong with a setting or a line, as the end of a message's key. */
export type ZooCfgFault = 'line' | 'number' | 'flag' | 'choice' | 'missing' | 'escape';

/** Something over which ZooKeeper would not start. */
export interface ZooCfgProblem {
  readonly fault: ZooCfgFault;
  /** 0 where it is about the whole file. */
  readonly line: number;
  readonly name: string;
  readonly value: string;
}

/**
 * Settings that QuorumPeerConfig reads with Integer.parseInt or Long.parseLong (sources of 3.4.9 and 3.9.5): anything
 * else ends the server with a NumberFormatException.
 */
export const zooCfgNumbers: readonly string[] = [
  ...['tickTime', 'initLimit', 'syncLimit', 'clientPort', 'secureClientPort', 'observerMasterPort'],
  ...['maxClientCnxns', 'minSessionTimeout', 'maxSessionTimeout', 'connectToLearnerMasterLimit'],
  ...['electionAlg', 'autopurge.snapRetainCount', 'autopurge.purgeInterval', 'quorum.cnxn.threads.size'],
  ...['clientPortListenBacklog', 'jvm.pause.sleep.time.ms'],
  ...['jvm.pause.warn-threshold.ms', 'jvm.pause.info-threshold.ms'],
];
const numbers = new Set(zooCfgNumbers);

/** From 3.5 on these are true or false and nothing else; 3.4 does not know them. */
const flags = new Set([
  ...['reconfigEnabled', 'standaloneEnabled', 'localSessionsEnabled', 'localSessionsUpgradingEnabled'],
  'sslQuorum',
]);

/** What is wrong with the value of a setting. */
export function faultOf(name: string, value: string): ZooCfgFault | undefined {
  if (numbers.has(name)) return isInteger(value) ? undefined : 'number';
  if (flags.has(name)) return /^(true|false)$/i.test(value) ? undefined : 'flag';
  if (name === 'peerType') return /^(observer|participant)$/i.test(value) ? undefined : 'choice';
  return undefined;
}

function isInteger(value: string): boolean {
  return /^[+-]?\d+$/.test(value) && Math.abs(Number(value)) < 2 ** 31;
}

/** Without these no server of an ensemble starts; a standalone one does not need the last two. */
const required = ['dataDir', 'clientPort', 'initLimit', 'syncLimit'];

/** The first reason why ZooKeeper would not start with a zoo.cfg, as far as its text tells. */
export function zooCfgProblem(text: string): ZooCfgProblem | undefined {
  for (const [index, line] of text.split('\n').entries()) {
    if (/^\s*([#!]|$)/.test(line)) continue;
    const at = { line: index + 1, name: '', value: line.trim() };
    const setting = settingIn(line);
    if (setting === undefined) return { ...at, fault: 'line' };
    // Java refuses the whole file over one of these.
    if (/(?<!\\)(\\\\)*\\u(?![0-9a-fA-F]{4})/.test(line)) return { ...at, ...setting, fault: 'escape' };
    const fault = faultOf(setting.name, setting.value);
    if (fault !== undefined) return { ...at, ...setting, fault };
  }
  const settings = zooCfgSettings(text);
  const alone = ![...settings.keys()].some((name) => name.startsWith('server.'));
  const missing = required.slice(0, alone ? 2 : undefined).find((name) => !settings.has(name));
  return missing === undefined ? undefined : { fault: 'missing', line: 0, name: missing, value: '' };
}

/** Whether a line says who belongs to the ensemble. */
const isMember = (line: string): boolean => /^\s*(server|group|weight)\.\d+\s*[=:\s]/.test(line);

/**
 * A zoo.cfg that somebody has edited, with other servers: nothing else of it changes.
 * @param other a zoo.cfg whose servers it is to have
 */
export function withServersOf(text: string, other: string): string {
  const servers = other.split('\n').filter(isMember);
  const lines = text.trimEnd().split('\n');
  const at = lines.findIndex(isMember);
  const others = lines.filter((line) => !isMember(line));
  const place = at === -1 ? others.length : at;
  return `${[...others.slice(0, place), ...servers, ...others.slice(place)].join('\n')}\n`;
}
