import { say } from '../messages/index.js';
import { type Command, optionsOf, type Word } from './command.js';
import { commands } from './commands.js';
import { type Option, optionNamed, softwareWords } from './options.js';
import { spelling } from './parse.js';

/** What can stand at the cursor: a word and what it means, or that the shell knows better. */
type Answer = readonly (readonly [word: string, meaning: string])[] | ':file' | ':directory';

const bare = (words: readonly string[]): Answer => words.map((word) => [word, ''] as const);

/** The names of the nodes of the lab here, read from its file alone. */
async function nodeNames(): Promise<string[]> {
  try {
    const { findLab } = await import('../model/lab.js');
    return findLab(process.cwd()).nodes.map(({ name }) => name);
  } catch {
    return [];
  }
}

/** The ids of the steps of the lab here. */
async function stepNames(): Promise<string[]> {
  try {
    const { findLab } = await import('../model/lab.js');
    const { lessonOf } = await import('../verbs/lesson.js');
    return lessonOf(findLab(process.cwd())).steps.map(({ id }) => id);
  } catch {
    return [];
  }
}

/** The ready-made labs, and what they are about. */
async function lessons(): Promise<Answer> {
  const { labs } = await import('../verbs/labs.js');
  return labs().map(({ name, title }) => [name, title] as const);
}

async function valuesOf({ complete }: Option): Promise<Answer> {
  if (complete === undefined) return [];
  if (complete === 'file' || complete === 'directory') return `:${complete}`;
  if (typeof complete !== 'string') return bare(complete);
  if (complete === 'step') return bare(await stepNames());
  if (complete === 'lesson') return lessons();
  const { mirrors } = await import('../artifacts/mirrors.js');
  const { systems } = await import('../model/systems.js');
  const { allSoftware } = await import('../software/index.js');
  const described = { system: systems, mirror: mirrors };
  if (complete === 'system' || complete === 'mirror') {
    return described[complete].map(({ name, title }) => [name, title] as const);
  }
  return bare(allSoftware.find(({ name }) => name === complete)?.versions ?? []);
}

async function wordsOf({ complete }: Word): Promise<Answer> {
  if (complete === undefined) return [];
  if (complete === 'directory') return ':directory';
  if (typeof complete !== 'string') return bare(complete);
  if (complete === 'step') return bare(await stepNames());
  if (complete === 'lesson') return lessons();
  const names = await nodeNames();
  return bare(complete === 'node-or-all' ? [...names, 'all'] : names);
}

function optionAnswers(command: Command): Answer {
  return optionsOf(command)
    .map(optionNamed)
    .map(
      (option) =>
        [spelling(option), say(option.help as 'cli.option.tarball', softwareWords(option))] as const,
    );
}

/** What can stand at the end of a command line that is being typed. @param typed its words; the last may be empty */
async function answer(typed: readonly string[]): Promise<Answer> {
  const current = typed.at(-1) ?? '';
  const before = typed.slice(0, -1);
  const named = before.find((word) => !word.startsWith('-'));
  const command = commands.find(
    ({ name, alias }) => named !== undefined && (name === named || alias === named),
  );
  if (!command || named === undefined) {
    const names = commands.flatMap(({ name, alias, help }) =>
      [name, ...(alias === undefined ? [] : [alias])].map((word) => [word, say(help)] as const),
    );
    return current.startsWith('-')
      ? bare(['--help', '--version'])
      : [...names, ['help', say('cli.option.help')]];
  }
  const option = optionsOf(command)
    .map(optionNamed)
    .find(({ name, alias }) => before.at(-1) === `--${name}` || (alias && before.at(-1) === `-${alias}`));
  if (option?.value !== undefined) return valuesOf(option);
  if (current.startsWith('-')) return optionAnswers(command);
  const given = before.slice(before.indexOf(named) + 1).filter((word) => !word.startsWith('-')).length;
  const last = command.words.at(-1);
  const word = command.words[given] ?? (last?.many ? last : undefined);
  return word ? wordsOf(word) : [];
}

/** The answer as the completion scripts read it: one word a line, its meaning behind a tab. */
export async function complete(typed: readonly string[]): Promise<string> {
  const found = await answer(typed);
  if (typeof found === 'string') return found;
  const current = typed.at(-1) ?? '';
  return found
    .filter(([word]) => word.startsWith(current))
    .map(([word, meaning]) => (meaning ? `${word}\t${meaning.replace(/\s*\{\w+\}/g, '…')}\n` : `${word}\n`))
    .join('');
}
