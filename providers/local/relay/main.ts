/**
 * The relays of a lab, a process of their own from `up` until `down`: dist/relay.js, run in the folder that its socket is in.
 * Its words: that folder, and a RelayConfig as JSON.
 */
import { rmSync, statSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { processes } from '../../../system/processes.js';
import { runCompanion, stayWhile } from '../../common/staying.js';
import { Holder } from './holder.js';
import { openMesh } from './mesh.js';
import { type RelayConfig, type Reply, type Request, socketName } from './protocol.js';
import { becomeBatch } from './scheduling.js';

async function main(): Promise<void> {
  becomeBatch();
  const config: RelayConfig = JSON.parse(process.argv[3] ?? '');
  const mesh = await openMesh(config.nodes, config.host);
  const holder = new Holder(mesh);

  const self = processes.find(process.pid)?.mark;
  const state = (): Reply => ({ config, faults: holder.faults(), ...(self && { process: self }) });
  async function answer(request: Request): Promise<Reply> {
    switch (request.ask) {
      case 'put': {
        const failed = await holder.put(request.fault, request.lasting, request.victim);
        return failed ? { failed } : state();
      }
      case 'end':
        holder.end(request.ids, request.quietly);
        return state();
      default:
        return state();
    }
  }
  function quit(): void {
    holder.close();
    control.close();
    process.exit(0);
  }
  function hear(socket: Socket): void {
    let text = '';
    socket.setEncoding('utf8');
    socket.on('error', () => {});
    socket.on('data', async (chunk: string) => {
      text += chunk;
      if (!text.endsWith('\n')) return;
      const request: Request = JSON.parse(text);
      socket.end(`${JSON.stringify(await answer(request))}\n`, () => request.ask === 'quit' && quit());
    });
  }

  rmSync(socketName, { force: true });
  const control = createServer(hear);
  control.listen(socketName, () => {
    const { ino } = statSync(socketName);
    // Who removes the folder has no use for them any more.
    stayWhile(() => statSync(socketName, { throwIfNoEntry: false })?.ino === ino, quit);
  });
}

runCompanion(main);
