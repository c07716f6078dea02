/** Where `docker` itself would look for its engine: who says so, what they say, and what to do where nobody answers there. */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { type MessageKey, say, textOf } from '../../messages/index.js';
import { isInPath } from '../../system/programs.js';
import { quotedPath } from '../../system/quoted.js';
import type { Silence } from '../contract.js';
import { isDamaged, readJson, settingsDirectory } from './settings.js';

/** Who may choose the engine. */
type Chooser = 'host' | 'variable' | 'context' | 'damaged' | 'nobody';

/** Where `docker` itself would look for its engine, and if that place can be no use, why. */
export interface Endpoint {
  /** As people write it: unix:///var/run/docker.sock; for a context that is not there, its name. */
  readonly address: string;
  readonly chosenBy: Chooser;
  readonly unusable?: Silence;
}

const usual = (): string =>
  process.platform === 'win32' ? 'npipe:////./pipe/docker_engine' : 'unix:///var/run/docker.sock';

const settingsFile = (): string => join(settingsDirectory(), 'config.json');

/** What a context says: its address, '' for the usual place, undefined if there is no such context. */
function addressOfContext(name: string): string | undefined {
  if (name === 'default') return '';
  // The folder of a context is named after the SHA-256 of the context's name.
  const folder = createHash('sha256').update(name).digest('hex');
  const meta = readJson(join(settingsDirectory(), 'contexts', 'meta', folder, 'meta.json'));
  return (meta.Endpoints as { docker?: { Host?: string } } | undefined)?.docker?.Host;
}

/** What `docker` was told, by whom. A damaged file tells nobody anything: `docker` warns, and takes the usual place. */
function chosen(): { readonly by: Chooser; readonly context?: string } {
  if (process.env.DOCKER_HOST) return { by: 'host' };
  if (process.env.DOCKER_CONTEXT) return { by: 'variable', context: process.env.DOCKER_CONTEXT };
  const { currentContext } = readJson(settingsFile());
  if (typeof currentContext === 'string' && currentContext !== '') {
    return { by: 'context', context: currentContext };
  }
  return { by: isDamaged(settingsFile()) ? 'damaged' : 'nobody' };
}

/**
 * DOCKER_HOST, else the chosen context (Docker Desktop, Colima and rootless engines are contexts), else the platform's
 * usual place.
 */
export function endpoint(): Endpoint {
  const { by, context } = chosen();
  if (by === 'host') return checked(process.env.DOCKER_HOST ?? '', by);
  const address = context === undefined ? '' : addressOfContext(context);
  if (address === undefined) {
    const name = context ?? '';
    const remedy = say(by === 'variable' ? 'docker.no-context.remedy.variable' : 'docker.no-context.remedy');
    return { address: name, chosenBy: by, unusable: { reason: say('docker.no-context', { name }), remedy } };
  }
  return address === '' ? { address: usual(), chosenBy: by } : checked(address, by);
}

const schemes = /^(unix|npipe|tcp|https?):\/\//;

/** The ports of a lab are on the engine's machine: one that is reached over SSH is another. */
function checked(address: string, chosenBy: Chooser): Endpoint {
  if (address.startsWith('ssh://')) {
    const unusable = {
      reason: say('docker.over-ssh', { address }),
      remedy: say('docker.over-ssh.remedy', { host: address.slice('ssh://'.length) }),
    };
    return { address, chosenBy, unusable };
  }
  if (schemes.test(address)) return { address, chosenBy };
  return {
    address,
    chosenBy,
    unusable: {
      reason: say('docker.bad-address', { address }),
      remedy: say('docker.bad-address.remedy', { example: usual() }),
    },
  };
}

/** What to type where nobody answers, by who had it asked there. */
const remedies: Readonly<Record<Chooser, MessageKey>> = {
  host: 'docker.no-engine.remedy.host',
  variable: 'docker.no-engine.remedy.variable',
  context: 'docker.no-engine.remedy.context',
  damaged: 'docker.no-engine.remedy.damaged',
  nobody: 'docker.no-engine.remedy',
};

/** Why an engine does not answer, and what to type. */
export function notAnswering(error: unknown, { address, chosenBy }: Endpoint): Silence {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'EACCES' || code === 'EPERM') {
    return { reason: say('docker.no-permission', { address }), remedy: say('docker.no-permission.remedy') };
  }
  const file = settingsFile();
  return {
    reason:
      chosenBy === 'damaged'
        ? say('docker.no-engine.damaged', { address, file })
        : say('docker.no-engine', { address }),
    remedy: textOf({ key: remedies[chosenBy], params: { file: quotedPath(file) } }),
    // Nobody has said that there should be one, and nothing of it is here.
    ...(chosenBy === 'nobody' && code === 'ENOENT' && !isInPath('docker') && { absent: true as const }),
  };
}
