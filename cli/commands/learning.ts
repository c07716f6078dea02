/** Going through the steps of a lab, and looking at it. */
import { type Command, firstWord } from '../command.js';
import { aStep, inLab, someNodes } from './parts.js';

export const page: Command = {
  name: 'page',
  alias: 'open',
  words: [],
  options: [...inLab, 'open', 'share', 'present'],
  help: 'cli.command.page',
  more: 'cli.more.page',
  examples: [
    ['page', 'cli.example.page'],
    ['page --share', 'cli.example.page.share'],
  ],
  load: () => import('../page.js'),
};

export const check: Command = {
  name: 'check',
  words: [someNodes],
  options: ['checkedUntil', 'hint', 'solution', 'watch', ...inLab, 'json'],
  help: 'cli.command.check',
  more: 'cli.more.check',
  examples: [
    ['check', 'cli.example.check'],
    ['check node2 --until jdk', 'cli.example.check.until'],
    ['check --hint', 'cli.example.check.hint'],
    ['check --watch', 'cli.example.check.watch'],
    ['check --json', 'cli.example.check.json'],
  ],
  load: () => import('../check.js'),
};

export const labs: Command = {
  name: 'labs',
  words: [{ name: 'name', help: 'cli.word.lesson', complete: 'lesson' }],
  options: ['checkedLab', 'tryOut', 'trust', 'provider', 'json'],
  apart: [
    ['checkedLab', firstWord],
    ['trust', firstWord],
  ],
  help: 'cli.command.labs',
  examples: [
    ['labs', 'cli.example.labs'],
    ['labs leader-election', 'cli.example.labs.one'],
    ['labs --check my-lab --try', 'cli.example.labs.try'],
  ],
  load: () => import('../labs.js'),
};

export const guide: Command = {
  name: 'guide',
  words: [{ ...aStep, required: false }],
  options: [...inLab, 'json'],
  help: 'cli.command.guide',
  more: 'cli.more.guide',
  examples: [
    ['guide', 'cli.example.guide'],
    ['guide myid', 'cli.example.guide.step'],
  ],
  load: () => import('../guide.js'),
};

export const answer: Command = {
  name: 'answer',
  words: [aStep, { name: 'value', required: true, many: true, help: 'cli.word.value' }],
  options: inLab,
  help: 'cli.command.answer',
  examples: [],
  load: () => import('../answer.js'),
};

export const solve: Command = {
  name: 'solve',
  words: [],
  options: ['to', ...inLab],
  help: 'cli.command.solve',
  more: 'cli.more.solve',
  examples: [
    ['solve --to java', 'cli.example.solve.to'],
    ['solve', 'cli.example.solve'],
  ],
  load: () => import('../solve.js'),
};

export const reset: Command = {
  name: 'reset',
  words: [],
  options: ['to', 'yes', ...inLab],
  help: 'cli.command.reset',
  more: 'cli.more.reset',
  examples: [['reset --to zoo-cfg -y', 'cli.example.reset']],
  load: () => import('../reset.js'),
};

export const grade: Command = {
  name: 'grade',
  words: [{ name: 'lab', required: true, many: true, help: 'cli.word.graded', complete: 'directory' }],
  options: ['csv', 'json'],
  apart: [['csv', 'json']],
  help: 'cli.command.grade',
  more: 'cli.more.grade',
  examples: [['grade . --csv', 'cli.example.grade']],
  load: () => import('../grade.js'),
};
