/** What several commands take. */
import type { Word } from '../command.js';
import { softwareOptions } from '../options.js';

/** What a lab is made of: the options of `create`. */
export const specOptions = [
  'lesson',
  'nodes',
  'hosts',
  'observers',
  'until',
  'clientPort',
  ...softwareOptions,
  'zooCfg',
  'jvmOption',
  'os',
  'arch',
  'image',
  'box',
  'network',
  'firstIp',
  'prefix',
  'sshPort',
  'plainShell',
  'memory',
  'cpus',
  'spec',
  'name',
] as const;

/** Which lab, and on which engine. */
export const inLab = ['lab', 'provider'] as const;

/** Nodes; none stands for all. */
export const someNodes: Word = { name: 'node', many: true, help: 'cli.word.nodes', complete: 'node' };

/** A node. */
export const oneNode: Word = { name: 'node', required: true, help: 'cli.word.node', complete: 'node' };

/** A step of the lab, by id or number. */
export const aStep: Word = { name: 'step', required: true, help: 'cli.word.step', complete: 'step' };
