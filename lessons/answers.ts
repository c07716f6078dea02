import { stripVTControlCharacters } from 'node:util';

/** What a probe answered on a node. */
export interface Answer {
  readonly done: boolean;
  /** What the way to mend it depends on; empty, as the others, where there is nothing to tell. */
  readonly about: string;
  readonly seen: string;
  readonly wanted: string;
}

/** Colours and the like would be told to the user's terminal by whoever has the node. */
function plain(text: string): string {
  return stripVTControlCharacters(text)
    .replace(/\p{Cc}+/gu, ' ')
    .trim();
}

/**
 * The answers in what a node has printed, by the steps' ids. Whatever else is printed there, by a profile or at login,
 * is passed over; so is a line that breaks off.
 */
export function answersIn(output: string): Map<string, Answer> {
  const answers = new Map<string, Answer>();
  for (const line of output.split('\n').slice(0, -1)) {
    const [mark, id, done, ...rest] = line.split('\t');
    if (mark !== 'zk-lab-check' || id === undefined || rest.length !== 3) continue;
    const [about = '', seen = '', wanted = ''] = rest.map(plain);
    answers.set(id, { done: done === 'yes', about, seen, wanted });
  }
  return answers;
}
