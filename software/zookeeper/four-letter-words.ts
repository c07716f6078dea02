import { connect } from 'node:net';

/** Where a server answers clients. */
export interface Endpoint {
  readonly host: string;
  readonly port: number;
}

/** What came of asking a server: its whole answer; nobody there; or somebody who takes the connection and says nothing. */
export type Answer =
  | { readonly from: 'server'; readonly text: string }
  | { readonly from: 'nobody' }
  | { readonly from: 'silence' };

/**
 * Asks a ZooKeeper server one of its four-letter words ('srvr', 'ruok', …). From 3.5 on only srvr is allowed unless zoo.cfg
 * lists more. Who hangs up without a word is asked once more: a server does so just when it loses its leader (seen with 3.4.9),
 * and an engine always, for a node where nobody listens.
 * @param timeout in milliseconds, for one exchange
 */
export async function fourLetterWord(word: string, endpoint: Endpoint, timeout = 2000): Promise<Answer> {
  const first = await exchange(word, endpoint, timeout);
  return first ?? (await exchange(word, endpoint, timeout)) ?? { from: 'nobody' };
}

/** @returns undefined where somebody took the connection and hung up */
function exchange(word: string, { host, port }: Endpoint, timeout: number): Promise<Answer | undefined> {
  return new Promise((resolve) => {
    let text = '';
    let connected = false;
    const socket = connect({ host, port });
    const finish = (answer: Answer | undefined): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve(answer);
    };
    const timer = setTimeout(() => finish({ from: connected ? 'silence' : 'nobody' }), timeout);
    socket.setEncoding('utf8');
    socket.on('connect', () => {
      connected = true;
      socket.write(word);
    });
    socket.on('data', (chunk: string) => {
      text += chunk;
    });
    socket.on('error', () => finish(connected ? undefined : { from: 'nobody' }));
    socket.on('close', () => finish(text === '' ? undefined : { from: 'server', text }));
  });
}
