/** Making a lab, bringing it up, and ending it. */
import { type Command, firstWord } from '../command.js';
import { inLab, someNodes, specOptions } from './parts.js';

export const create: Command = {
  name: 'create',
  words: [{ name: 'dir', help: 'cli.word.dir', complete: 'directory' }],
  options: [...specOptions, 'fetch', 'force', 'dryRun', 'json'],
  help: 'cli.command.create',
  more: 'cli.more.create',
  examples: [
    ['create', 'cli.example.create'],
    ['create big -n 5 --observers 2', 'cli.example.create.observers'],
    ['create --zookeeper 3.9 --jdk 17', 'cli.example.create.newer'],
    ['create --until jdk', 'cli.example.create.until'],
    ['create --hosts admin@10.0.0.11,admin@10.0.0.12,admin@10.0.0.13', 'cli.example.create.hosts'],
    ['create --lab zookeeper-cluster', 'cli.example.create.lesson'],
    ['create --jdk-archive jdk-8u144-linux-x64.tar.gz', 'cli.example.create.archive'],
    ['create --zoo-cfg autopurge.purgeInterval=1 --jvm-option -Xss512k', 'cli.example.create.settings'],
  ],
  load: () => import('../create.js'),
};

export const up: Command = {
  name: 'up',
  words: [someNodes],
  // A lab that it makes first may be told what `create` may.
  options: [
    ...inLab,
    'context',
    'namespace',
    'registry',
    'dryUp',
    'json',
    ...specOptions.filter((name) => name !== 'lesson'),
  ],
  help: 'cli.command.up',
  more: 'cli.more.up',
  examples: [
    ['up', 'cli.example.up'],
    ['up --provider local', 'cli.example.up.local'],
    ['up --provider kubernetes', 'cli.example.up.kubernetes'],
    ['up node2', 'cli.example.up.node'],
    ['up --zookeeper 3.9 --jdk 17', 'cli.example.up.new'],
  ],
  load: () => import('../up.js'),
};

export const status: Command = {
  name: 'status',
  words: [],
  options: [...inLab, 'watch', 'json'],
  help: 'cli.command.status',
  more: 'cli.more.status',
  examples: [
    ['status', 'cli.example.status'],
    ['status --watch', 'cli.example.status.watch'],
  ],
  load: () => import('../status.js'),
};

export const down: Command = {
  name: 'down',
  words: [someNodes],
  options: inLab,
  help: 'cli.command.down',
  examples: [
    ['down', 'cli.example.down'],
    ['down node3', 'cli.example.down.node'],
  ],
  load: () => import('../down.js'),
};

export const destroy: Command = {
  name: 'destroy',
  words: [{ name: 'lab', help: 'cli.word.lab' }],
  options: ['yes', ...inLab],
  apart: [[firstWord, 'lab']],
  help: 'cli.command.destroy',
  more: 'cli.more.destroy',
  examples: [
    ['destroy', 'cli.example.destroy'],
    ['destroy -y', 'cli.example.destroy.yes'],
    ['destroy zk-lab', 'cli.example.destroy.name'],
  ],
  load: () => import('../destroy.js'),
};

export const list: Command = {
  name: 'list',
  words: [],
  options: ['json'],
  help: 'cli.command.list',
  examples: [['list', 'cli.example.list']],
  load: () => import('../list.js'),
};
