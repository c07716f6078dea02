import { connect } from 'node:net';

/** Where a server answers clients. */
export interface Endpoint {
  readonly host: string;
  readonly port: number;
}

/**
 * Asks a ZooKeeper server one of its four-letter words ('srvr', 'ruok', …) and gives its whole answer,
 * or undefined if nobody answers in time. From 3.5 on only srvr is allowed unless zoo.cfg lists more.
 * @param timeout in milliseconds, for the whole exchange
 */
export function fourLetterWord(
  word: string,
  { host, port }: Endpoint,
  timeout = 2000,
): Promise<string | undefined> {
  return new Promise((resolve) => {
    let answer = '';
    const socket = connect({ host, port });
    const finish = (result: string | undefined): void => {
      socket.destroy();
      resolve(result);
    };
    const timer = setTimeout(() => finish(undefined), timeout);
    socket.setEncoding('utf8');
    socket.on('connect', () => socket.write(word));
    socket.on('data', (text: string) => {
      answer += text;
    });
    socket.on('error', () => finish(undefined));
    socket.on('close', () => {
      clearTimeout(timer);
      resolve(answer === '' ? undefined : answer);
    });
  });
}
