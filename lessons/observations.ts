import { stripVTControlCharacters } from 'node:util';

/** What a probe saw on a node. */
export interface Observation {
  readonly done: boolean;
  /** What the remedy depends on; empty, as the others, where there is nothing to tell. */
  readonly detail: string;
  readonly seen: string;
  readonly wanted: string;
  /** What it tells of its own side of something that is judged beside the others' sides: a word, and what belongs to it. */
  readonly told?: readonly (readonly string[])[];
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
  const told = new Map<string, string[][]>();
  for (const line of output.split('\n').slice(0, -1)) {
    const [mark, id, ...fields] = line.split('\t');
    if (id === undefined) continue;
    if (mark === 'zk-lab-told') {
      const records = told.get(id) ?? [];
      records.push(fields.map(plain));
      told.set(id, records);
    }
    if (mark !== 'zk-lab-check' || fields.length !== 4) continue;
    const [done, detail = '', seen = '', wanted = ''] = fields.map(plain);
    const side = told.get(id);
    observations.set(id, { done: done === 'yes', detail, seen, wanted, ...(side && { told: side }) });
  }
  return observations;
}
