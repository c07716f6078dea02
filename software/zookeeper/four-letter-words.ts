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
 * lists more. A connection that is closed without a word is an engine's own, for a node where nobody listens.
 * @param timeout in milliseconds, for the whole exchange
 */
export function fourLetterWord(word: string, { host, port }: Endpoint, timeout = 2000): Promise<Answer> {
  return new Promise((resolve) => {
    let text = '';
    let connected = false;
    const socket = connect({ host, port });
    const finish = (answer: Answer): void => {
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
    socket.on('error', () => finish({ from: 'nobody' }));
    socket.on('close', () => finish(text === '' ? { from: 'nobody' } : { from: 'server', text }));
  });
}
