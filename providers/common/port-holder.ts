/** Who has a port of this machine, in the user's language: a server of ZooKeeper's by what it is, and how it is ended. */
import { say } from '../../messages/index.js';
import { holderOf } from '../../system/port-holder.js';

const server = /(?:^|[ /])java .*\borg\.apache\.zookeeper\.server\.[\w.]*Main (\S+)/;

/** Characters of a command line that are told. */
const longest = 80;

/** Who listens at a port, as part of a sentence. */
export function toldHolder(port: number): string {
  const holder = holderOf(port, (command) => server.test(command));
  if (!holder) return say('taken.by-program');
  const { user, pid, command = '', theirs } = holder;
  if (pid === undefined) return say('taken.by-user', { user });
  const kill = `${theirs ? 'sudo ' : ''}kill ${pid}`;
  const config = server.exec(command)?.[1];
  return config === undefined
    ? say('taken.by-process', { user, pid, command: command.slice(0, longest) })
    : say('taken.by-server', { user, pid, config, kill });
}
