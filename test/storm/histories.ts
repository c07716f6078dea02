/** Histories of a znode as they could have been, and as they could not. */
import fc from 'fast-check';
import type { FinalValue, Operation } from '../../storm/history.js';

/** A write as a client saw it, with everything that the judge does not look at made up. */
export function write(
  told: Partial<Operation> & Pick<Operation, 'kind' | 'from' | 'to' | 'answer'>,
): Operation {
  return { type: 'op', id: 0, client: 'writer1', session: '0x1', path: '/znode', ...told };
}

/** What is drawn for one operation. */
interface Drawn {
  readonly kind: 'create' | 'set' | 'cas';
  /** How far from the current version a cas expects it to be. */
  readonly off: number;
  /** How long before it took effect it was asked for, and how long after that it was answered. */
  readonly before: number;
  readonly after: number;
  /** Whether its answer was lost, and whether it took effect all the same. */
  readonly fate: 'answered' | 'lost' | 'lost and done';
}

const drawn = fc.record<Drawn>({
  kind: fc.constantFrom('create', 'set', 'cas', 'cas'),
  off: fc.constantFrom(0, 0, 0, 1, -1),
  before: fc.integer({ min: 1, max: 45 }),
  after: fc.integer({ min: 1, max: 45 }),
  fate: fc.constantFrom('answered', 'answered', 'answered', 'lost', 'lost and done'),
});

/** A history, and what the znode was in the end. */
export interface ZnodeHistory {
  readonly operations: readonly Operation[];
  readonly final: FinalValue;
}

/** What a znode makes of these, one every 10 ms, overlapping as they do. */
function happened(these: readonly Drawn[]): ZnodeHistory {
  let state: { version: number; value: string } | undefined;
  const operations = these.map(({ kind, off, before, after, fate }, index): Operation => {
    const at = 100 + index * 10;
    const value = `v${index}`;
    const expected = (state?.version ?? 0) + off;
    const why =
      kind === 'create'
        ? state && 'node exists'
        : state === undefined
          ? 'no node'
          : kind === 'cas' && expected !== state.version
            ? 'bad version'
            : undefined;
    const lost = fate !== 'answered';
    if (why === undefined && fate !== 'lost') state = { version: (state?.version ?? -1) + 1, value };
    const asked = { kind, value, id: index + 1, from: at - before, to: at + after };
    const cas = kind === 'cas' ? { expected } : {};
    if (lost) return write({ ...asked, ...cas, answer: 'unknown', why: 'connection loss' });
    if (why !== undefined) return write({ ...asked, ...cas, answer: 'not done', why });
    const told = kind === 'create' ? {} : { version: state?.version ?? 0 };
    return write({ ...asked, ...cas, answer: 'done', ...told });
  });
  const at = 200 + these.length * 10;
  const final: FinalValue = state
    ? { path: '/znode', at, value: state.value, version: state.version }
    : { path: '/znode', at, value: null };
  return { operations, final };
}

/** Histories that could have been. @param most operations */
export const possible = (most: number) => fc.array(drawn, { minLength: 1, maxLength: most }).map(happened);

/** One change to a history; what comes of it may still be possible. */
const doctorings: readonly ((operation: Operation) => Operation)[] = [
  (each) => (each.version === undefined ? each : { ...each, version: each.version + 1 }),
  (each) => (each.version === undefined ? each : { ...each, version: Math.max(0, each.version - 1) }),
  (each) => (each.answer === 'done' ? { ...each, answer: 'not done', why: 'bad version' } : each),
  (each) => (each.expected === undefined ? each : { ...each, expected: each.expected + 1 }),
  (each) => ({ ...each, to: each.from + 0.5 }),
  (each) => ({ ...each, from: each.to - 0.5 }),
  (each) => ({ ...each, from: each.from + 60, to: each.to + 60 }),
];

/** Histories of which one operation was changed, or the end. */
export const doctored = (most: number) =>
  fc
    .tuple(possible(most), fc.nat(), fc.nat({ max: doctorings.length }))
    .map(([{ operations, final }, place, which]): ZnodeHistory => {
      const doctor = doctorings[which];
      const at = place % operations.length;
      if (!doctor) return { operations, final: { ...final, value: 'v0', version: 0 } };
      return { operations: operations.map((each, index) => (index === at ? doctor(each) : each)), final };
    });
