import { stripVTControlCharacters } from 'node:util';

/** What a probe saw on a node. */
export interface Observation {
  readonly done: boolean;
  /** What the remedy depends on; empty, as the others, where there is nothing to tell. */
  readonly detail: string;
  /** What was seen and what should have been: a line for each thing, the same lines in both. */
  readonly seen: string;
  readonly wanted: string;
  /** What it tells of its own side of something that is judged beside the others' sides: a word, and what belongs to it. */
  readonly told?: readonly (readonly string[])[];
  /** What remedies name of what was seen, by the names of placeholders.ts. */
  readonly facts: Facts;
}

/** What a probe knows, by name; a list of each, since there may be several. */
export type Facts = Readonly<Record<string, readonly string[]>>;

/** What stands between lines of one answer. */
const lineEnd = '\x1e';
/** Letters of a line; nobody reads more of one. */
const longest = 300;

/** Colours and the like would be told to the user's terminal by whoever has the node. */
function cleaned(text: string): string {
  return stripVTControlCharacters(text).replace(/\p{Cc}+/gu, ' ');
}

const plain = (text: string): string => cleaned(text).trim().slice(0, longest);

const linesOf = (field: string): string => field.split(lineEnd).map(plain).join('\n').trimEnd();

function factsIn(field: string): Facts {
  const facts = new Map<string, string[]>();
  for (const line of field.split(lineEnd)) {
    const [, name, value = ''] = /^([a-z]\w*)=(.*)$/i.exec(line) ?? [];
    // Several things may be so for one reason, which is named once.
    if (name !== undefined) facts.set(name, [...new Set([...(facts.get(name) ?? []), cleaned(value)])]);
  }
  return Object.fromEntries(facts);
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
      // A key is longer than anything that somebody reads.
      records.push(fields.map((field) => cleaned(field).trim()));
      told.set(id, records);
    }
    if (mark !== 'zk-lab-check' || fields.length !== 5) continue;
    const [done, detail = '', seen = '', wanted = '', facts = ''] = fields;
    const side = told.get(id);
    observations.set(id, {
      done: done === 'yes',
      detail: plain(detail),
      seen: linesOf(seen),
      wanted: linesOf(wanted),
      facts: factsIn(facts),
      ...(side && { told: side }),
    });
  }
  return observations;
}
