/** What a server says of itself, word by word: by four-letter words, and by its AdminServer from 3.5 on. */
import { LabError } from '../messages/errors.js';
import { type Lab, nodeNamed } from '../model/lab.js';
import type { NodeHandle } from '../providers/contract.js';
import { adminCommand, clientPortIn } from '../software/zookeeper/admin-server.js';
import { stateBy } from '../software/zookeeper/server-state.js';
import type { VerbOptions } from './context.js';
import { requireProvider } from './holder.js';

/** What can be asked: words of 3.4, which later AdminServers know by longer names. */
export const serverWords = ['srvr', 'stat', 'mntr', 'conf', 'cons', 'envi', 'wchs', 'dump', 'ruok'] as const;
export type ServerWord = (typeof serverWords)[number];

async function printed(handle: NodeHandle, command: readonly string[]): Promise<string> {
  let text = '';
  const onStdout = (chunk: string): void => {
    text += chunk;
  };
  await handle.exec(command, { interactive: false, onStdout });
  return text;
}

/**
 * What a node's AdminServer says; '' where there is none.
 * @param shared whether servers share a machine: of all that are told the same port, one has it, and would answer for the others
 */
async function askAdmin(handle: NodeHandle, word: string, shared: boolean): Promise<string> {
  try {
    const { file } = handle.finished().zooCfg;
    const ask = async (each: string) => (await printed(handle, adminCommand(each, file))).trimEnd();
    if (shared && clientPortIn(await ask('conf')) !== handle.address.port) return '';
    return await ask(word);
  } catch {
    return '';
  }
}

/**
 * Asks the server of one node. Nobody's list of allowed words is changed: what a server does not answer by its port, its
 * AdminServer is asked on the node itself.
 * @returns its answer as it came @throws LabError lab.not-up, ask.nobody, ask.not-allowed
 */
export async function askServer(
  lab: Lab,
  { node: name, word, provider: wanted }: VerbOptions & { readonly node: string; readonly word: ServerWord },
): Promise<string> {
  const provider = await requireProvider(lab, wanted);
  const node = nodeNamed(lab, name);
  const handle = provider.node(lab, node);
  const heard = await handle.ask(word, 'engine');
  if (heard.from === 'silence') throw new LabError('ask.silence', { node: node.name });
  if (heard.from === 'nobody') throw new LabError('ask.nobody', { node: node.name });
  if (!/not in the whitelist/.test(heard.text)) return heard.text.trimEnd();
  const told = await askAdmin(handle, word, provider.capabilities.machine === 'shared');
  if (told !== '') return told;
  const { version } = stateBy(await handle.ask('srvr', 'engine'));
  throw new LabError('ask.not-allowed', { node: node.name, word, version: version ?? '' });
}
