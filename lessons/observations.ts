import { stripVTControlCharacters } from 'node:util';

/** What a probe saw on a node. */
export interface Observation {
  readonly done: boolean;
  /** What the remedy depends on; empty, as the others, where there is nothing to tell. */
  readonly detail: string;
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
 * The observations in what a node has printed, by the steps' ids. Whatever else is printed there, by a profile or at
 * login, is passed over; so is a line that breaks off.
 */
export function observationsIn(output: string): Map<string, Observation> {
  const observations = new Map<string, Observation>();
  for (const line of output.split('\n').slice(0, -1)) {
    const [mark, id, done, ...rest] = line.split('\t');
    if (mark !== 'zk-lab-check' || id === undefined || rest.length !== 3) continue;
    const [detail = '', seen = '', wanted = ''] = rest.map(plain);
    observations.set(id, { done: done === 'yes', detail, seen, wanted });
  }
  return observations;
}
