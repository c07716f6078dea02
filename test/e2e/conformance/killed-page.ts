import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { dirname } from 'node:path';
import { inject } from 'vitest';
import { WebSocket } from 'ws';
import type { ClientMessage, ServerMessage } from '../../../page/protocol.js';

/** A real `zk-lab page` with somebody who looks at it, and that can only be killed. */
export interface KilledPage {
  say(message: ClientMessage): void;
  /** Until it tells something of that type. */
  told(type: ServerMessage['type']): Promise<void>;
  /** kill -9 */
  kill(): Promise<void>;
}

/** Serves a lab's page, with the variables of this process, and connects to it as its owner. */
export async function pageToKill(dir: string, provider: string): Promise<KilledPage> {
  const words = [inject('testbed').cli, 'page', '--no-open', '--provider', provider];
  // Where nodes are processes of this machine, their shells do not wait for what somebody's own settings do there.
  const env = { ...process.env, HOME: dirname(dir) };
  const child = spawn('node', words, { cwd: dir, env, stdio: ['ignore', 'pipe', 'inherit'] });
  let text = '';
  const [, port = '', token = ''] = await new Promise<string[]>((resolve, reject) => {
    child.stdout.on('data', (chunk) => {
      text += chunk;
      const found = /http:\/\/127\.0\.0\.1:(\d+)\/#(\S+)\s/.exec(text);
      if (found) resolve([...found]);
    });
    child.once('exit', () => reject(new Error(text)));
  });
  const origin = `http://127.0.0.1:${port}`;
  const socket = new WebSocket(`ws://127.0.0.1:${port}/live`, { headers: { Origin: origin } });
  await once(socket, 'open');
  const say = (message: ClientMessage): void => socket.send(JSON.stringify(message));
  const heard = new Set<string>();
  const listeners = new Set<() => void>();
  socket.on('message', (data, binary) => {
    if (!binary) heard.add(JSON.parse(String(data)).type);
    for (const each of listeners) each();
  });
  say({ type: 'hello', token });
  return {
    say,
    told: (type) =>
      new Promise((resolve) => {
        const look = (): void => {
          if (!heard.has(type)) return;
          listeners.delete(look);
          resolve();
        };
        listeners.add(look);
        look();
      }),
    async kill() {
      child.kill('SIGKILL');
      await once(child, 'exit');
      socket.terminate();
    },
  };
}
