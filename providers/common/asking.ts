/** Asking a node's servers: by their ports on this machine, or from inside the node. */

import { type Endpoint, fourLetterWord } from '../../software/zookeeper/four-letter-words.js';
import { ports } from '../../software/zookeeper/ports.js';
import type { Heard, NodeHandle } from '../contract.js';
import { keepingOutput } from '../kept-output.js';
import { sshGreets } from './ssh-greeting.js';

type Exec = NodeHandle['exec'];

/** Asks by the port alone. */
export async function askByPort(word: string, endpoint: Endpoint): Promise<Heard> {
  return { ...(await fourLetterWord(word, endpoint)), by: 'port' };
}

/** What a shell line on a node prints; undefined where it cannot be run or fails. */
async function printed(exec: Exec, line: string): Promise<string | undefined> {
  const { options, said } = keepingOutput();
  try {
    return (await exec(['bash', '-c', line], options)) === 0 ? said.stdout : undefined;
  } catch {
    // The node does not run, or cannot be reached at all.
    return undefined;
  }
}

/** Asks from inside the node. */
export async function askInside(word: string, exec: Exec): Promise<Heard> {
  const line = `exec 3<>/dev/tcp/127.0.0.1/${ports.client} && printf ${word} >&3 && timeout 2 cat <&3; [ $? != 124 ] || echo '(silence)'`;
  const text = await printed(exec, `{ ${line}; } 2>/dev/null`);
  if (text === undefined || text === '') return { from: 'nobody', by: 'engine' };
  return text.trim() === '(silence)'
    ? { from: 'silence', by: 'engine' }
    : { from: 'server', text, by: 'engine' };
}

/** Whether sshd greets inside the node. */
export async function greetsInside(exec: Exec): Promise<boolean> {
  const line = '{ exec 3</dev/tcp/127.0.0.1/22 && read -r -t 3 banner <&3 && echo "$banner"; } 2>/dev/null';
  return (await printed(exec, line))?.startsWith('SSH-') ?? false;
}

/**
 * Asks by the port, and where nobody answers from inside. If sshd greets at its port, the node's ports lead here: then
 * there really is nobody.
 */
export async function askEitherWay(
  word: string,
  { client, ssh }: { readonly client: Endpoint; readonly ssh: Endpoint },
  exec: Exec,
): Promise<Heard> {
  const heard = await askByPort(word, client);
  return heard.from !== 'nobody' || (await sshGreets(ssh)) ? heard : askInside(word, exec);
}
