/** What ssh says, as a sentence with what to type. */
import { type Sentence, say, sentence, textOf } from '../../messages/index.js';
import { parseHost } from '../../model/hosts.js';
import { lastLines } from '../../system/last-lines.js';
import { quoted } from '../../system/quoted.js';

/** What root.sh and inside.sh end with. */
const noSudo = 98;
export const notUp = 97;

/** As the user would log in there by hand. */
function loginCommand(host: string): string {
  const { destination, port } = parseHost(host);
  return ['ssh', ...(port === undefined ? [] : ['-p', port]), quoted(destination)].join(' ');
}

/** Why something is so of a machine or a node, in the user's language. */
export const about = (what: string, why: Sentence): string => say('told.about', { what, text: textOf(why) });

/** Why a machine was not reached, or was and does not let the user work as root. */
export function reasonFor(host: string, status: number, said: string): Sentence {
  const login = loginCommand(host);
  if (status === noSudo && /zk-lab:no-sudo/.test(said)) return sentence('machines.no-sudo', { host });
  if (/REMOTE HOST IDENTIFICATION HAS CHANGED/.test(said)) {
    return sentence('machines.changed-key', { host, name: parseHost(host).name });
  }
  if (/host key is known|Host key verification failed/i.test(said)) {
    return sentence('machines.unknown-key', { host, login });
  }
  if (/Permission denied/.test(said)) return sentence('machines.denied', { host, login });
  if (/Could not resolve hostname/i.test(said)) return sentence('machines.unresolved', { host });
  // One that goes away while it is connected leaves ssh without a word.
  if (
    said.trim() === '' ||
    /timed out|No route to host|refused|unreachable|not responding|closed by|reset by|Broken pipe/i.test(said)
  ) {
    return sentence('machines.silent', { host, login });
  }
  return sentence('machines.failed', { host, said: lastLines(said, 4) });
}
