/** What an ensemble bears: faults, storms, other members. */
import { faultVerbs } from '../../faults/fault.js';
import type { Command } from '../command.js';
import { inLab, oneNode } from './parts.js';

export const storm: Command = {
  name: 'storm',
  words: [],
  options: ['stormTime', 'seed', 'stormFaults', 'judge', ...inLab, 'json'],
  // A history says by itself what it is of.
  apart: (['stormTime', 'seed', 'stormFaults', 'lab', 'provider'] as const).map((name) => ['judge', name]),
  help: 'cli.command.storm',
  more: 'cli.more.storm',
  examples: [
    ['storm', 'cli.example.storm'],
    ['storm --for 2m --seed 7', 'cli.example.storm.seed'],
    ['storm --faults kill', 'cli.example.storm.faults'],
    ['storm --judge history.jsonl', 'cli.example.storm.judge'],
  ],
  load: () => import('../storm.js'),
};

export const fault: Command = {
  name: 'fault',
  words: [
    { name: 'verb', help: 'cli.word.fault-verb', complete: [...faultVerbs, 'heal'] },
    { name: 'what', many: true, help: 'cli.word.fault-what', complete: 'node' },
  ],
  options: ['lasting', ...inLab, 'json'],
  help: 'cli.command.fault',
  more: 'cli.more.fault',
  examples: [
    ['fault kill node1', 'cli.example.fault.kill'],
    ['fault cut node1', 'cli.example.fault.cut'],
    ['fault cut node1/node2 --for 30s', 'cli.example.fault.sides'],
    ['fault slow node2 200ms', 'cli.example.fault.slow'],
    ['fault lose node3 10%', 'cli.example.fault.lose'],
    ['fault', 'cli.example.fault'],
    ['fault heal', 'cli.example.fault.heal'],
  ],
  load: () => import('../fault.js'),
};

export const grow: Command = {
  name: 'grow',
  words: [{ name: 'voters', required: true, help: 'cli.word.voters' }],
  options: ['memberObservers', 'joiningHosts', 'json', ...inLab],
  help: 'cli.command.grow',
  more: 'cli.more.grow',
  examples: [
    ['grow 5', 'cli.example.grow'],
    ['grow 5 --observers 1', 'cli.example.grow.observers'],
    ['grow 5 --hosts admin@10.0.0.14,admin@10.0.0.15', 'cli.example.grow.hosts'],
  ],
  load: () => import('../grow.js'),
};

export const shrink: Command = {
  name: 'shrink',
  words: [{ name: 'voters', required: true, help: 'cli.word.voters' }],
  options: ['memberObservers', 'yes', 'json', ...inLab],
  help: 'cli.command.shrink',
  more: 'cli.more.shrink',
  examples: [['shrink 3', 'cli.example.shrink']],
  load: () => import('../shrink.js'),
};

export const replace: Command = {
  name: 'replace',
  words: [oneNode],
  options: ['yes', 'json', ...inLab],
  help: 'cli.command.replace',
  more: 'cli.more.replace',
  examples: [['replace node2', 'cli.example.replace']],
  load: () => import('../replace.js'),
};
