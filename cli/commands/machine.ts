/** This machine: what it lacks, what it keeps, its shell. */
import type { Command } from '../command.js';
import { softwareOptions } from '../options.js';

export const doctor: Command = {
  name: 'doctor',
  words: [],
  options: ['lab', 'provider', 'json'],
  help: 'cli.command.doctor',
  examples: [
    ['doctor', 'cli.example.doctor'],
    ['doctor --provider docker', 'cli.example.doctor.provider'],
  ],
  load: () => import('../doctor.js'),
};

export const fetch: Command = {
  name: 'fetch',
  words: [],
  options: [...softwareOptions, 'arch', 'lab', 'json'],
  help: 'cli.command.fetch',
  more: 'cli.more.fetch',
  examples: [
    ['fetch', 'cli.example.fetch'],
    ['fetch --zookeeper 3.8 --jdk 17 --mirror tuna', 'cli.example.fetch.versions'],
  ],
  load: () => import('../fetch.js'),
};

export const completion: Command = {
  name: 'completion',
  words: [{ name: 'shell', help: 'cli.word.shell', complete: ['bash', 'zsh'] }],
  options: [],
  help: 'cli.command.completion',
  examples: [
    ['completion bash >> ~/.bashrc', 'cli.example.completion.bash'],
    ['completion zsh >> ~/.zshrc', 'cli.example.completion.zsh'],
  ],
  load: () => import('../completion.js'),
};
