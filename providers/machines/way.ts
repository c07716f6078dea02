/** The way to a machine: the user's own ssh, with its configuration, agent and known hosts. */
import { parseHost } from '../../model/hosts.js';
import type { LabNode } from '../../model/nodes.js';
import { readTemplate } from '../../system/package-files.js';
import type { SshWay } from '../common/ssh.js';
import { type Connecting, connected, throughConnection, wasLost } from './connections.js';

/** The machine that a node is, as ssh knows it. */
export const hostOf = ({ host = '' }: Pick<LabNode, 'host'>): string => host;

/** Seconds until a machine counts as one that does not answer. */
const connectTime = 10;

/**
 * Nobody is asked anything: whoever looks at many machines at once could not tell which one asks. A host key that is not
 * known is never taken, whatever the user's configuration says; a machine that goes away is noticed.
 */
const ownOptions = [
  'BatchMode=yes',
  'StrictHostKeyChecking=yes',
  `ConnectTimeout=${connectTime}`,
  'ServerAliveInterval=5',
  'ServerAliveCountMax=3',
  // What the user has forwarded for logins of his own would be taken already.
  'ClearAllForwardings=yes',
].flatMap((option) => ['-o', option]);

/** Without comments, which the far end need not hear each time. */
const script = (name: string): string =>
  readTemplate(`machines/${name}`)
    .split('\n')
    .filter((line) => !line.startsWith('#'))
    .join('\n');

let becoming: string | undefined;

/** What becomes a program as root over there. @param must whether it has to be a node that is up */
function asRoot(must: 'up' | 'any'): string[] {
  becoming ??= script('root.sh').replaceAll('"$INSIDE"', `'${script('inside.sh')}'`);
  return ['sh', '-c', becoming, 'zk-lab', must];
}

/** The machine as ssh is told of it. */
function told(host: string): [options: readonly string[], destination: string] {
  const { destination, port } = parseHost(host);
  return [[...ownOptions, ...(port === undefined ? [] : ['-p', port])], destination];
}

/** Connects to a machine, so that ways to it that are asked for from then on are short. @throws LabError ssh.missing */
export const connectTo = (host: string): Promise<Connecting> => connected(...told(host));

/** Whether there is a connection that ways to a machine share. */
export const isConnected = (host: string): boolean => throughConnection(...told(host)).length > 0;

/** Whether a machine went away while it was connected. */
export const wentAway = (host: string): boolean => wasLost(...told(host));

/**
 * @param host as the node has it @param must whether it has to be a node that is up
 * @param connection `own` for a terminal that is none here: through one that is shared ssh would set all its modes to nothing, so that
 * Ctrl-C, for one, would be a letter
 */
export function wayTo(host: string, must: 'up' | 'any', connection: 'shared' | 'own' = 'shared'): SshWay {
  const [options, destination] = told(host);
  return {
    dir: '.',
    options: [...options, ...(connection === 'shared' ? throughConnection(options, destination) : [])],
    destination,
    asRoot: asRoot(must),
    assertUsable: () => {},
  };
}
