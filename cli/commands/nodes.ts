/** Being on nodes, and asking their servers. */
import type { Command } from '../command.js';
import { inLab, oneNode } from './parts.js';

export const ssh: Command = {
  name: 'ssh',
  words: [oneNode],
  passes: 'command',
  options: inLab,
  help: 'cli.command.ssh',
  more: 'cli.more.ssh',
  examples: [
    ['ssh node1', 'cli.example.ssh'],
    ["ssh node1 'source /etc/profile; zkServer.sh status'", 'cli.example.ssh.command'],
  ],
  load: () => import('../ssh.js'),
};

export const exec: Command = {
  name: 'exec',
  words: [{ name: 'node|all', required: true, help: 'cli.word.node-or-all', complete: 'node-or-all' }],
  passes: 'command',
  options: inLab,
  help: 'cli.command.exec',
  more: 'cli.more.exec',
  examples: [
    ['exec node1 bash', 'cli.example.exec'],
    ['exec all java -version', 'cli.example.exec.all'],
  ],
  load: () => import('../exec.js'),
};

export const zkcli: Command = {
  name: 'zkcli',
  words: [],
  passes: 'args',
  options: inLab,
  help: 'cli.command.zkcli',
  more: 'cli.more.zkcli',
  examples: [
    ['zkcli', 'cli.example.zkcli'],
    ['zkcli create /greeting hello', 'cli.example.zkcli.command'],
  ],
  load: () => import('../zkcli.js'),
};

export const logs: Command = {
  name: 'logs',
  words: [{ name: 'node', help: 'cli.word.node-or-none', complete: 'node' }],
  options: ['follow', 'tail', 'all', ...inLab],
  help: 'cli.command.logs',
  more: 'cli.more.logs',
  examples: [
    ['logs node1', 'cli.example.logs'],
    ['logs -f', 'cli.example.logs.follow'],
  ],
  load: () => import('../logs.js'),
};
