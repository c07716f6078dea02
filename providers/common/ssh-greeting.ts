import { connect } from 'node:net';
import type { Endpoint } from '../../software/zookeeper/four-letter-words.js';

/**
 * Whether an SSH server greets at an address. Engines accept connections for a node that does not listen yet: only its
 * word counts.
 * @param timeout in milliseconds
 */
export function sshGreets(endpoint: Endpoint, timeout = 2_000): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(endpoint);
    const finish = (greeted: boolean): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve(greeted);
    };
    const timer = setTimeout(() => finish(false), timeout);
    socket.on('data', (data) => finish(data.toString('latin1').startsWith('SSH-')));
    socket.on('error', () => finish(false));
    socket.on('close', () => finish(false));
  });
}
