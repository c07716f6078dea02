/** A lab as it is from moment to moment: each server asked by itself, so that one that is frozen holds up no other. */
import { setMaxListeners } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { type FaultVerb, faultVerbs, type InForce } from '../faults/fault.js';
import type { Lab } from '../model/lab.js';
import type { Heard, NodeState, Provider } from '../providers/contract.js';
import { parseFigures, type ServerFigures } from '../software/zookeeper/server-figures.js';
import { noServer, type ServerState, stateBy } from '../software/zookeeper/server-state.js';
import type { VerbOptions } from './context.js';
import { providerOf } from './holder.js';
import { type LabStatus, nodeStatus, statusOf, status as statusOnce } from './status.js';

/** How a lab is, and how old what is told of each node is. */
export interface Pulse {
  readonly status: LabStatus;
  /** What each node's server told last, by the node's name; absent: nothing yet, or no server is there. */
  readonly figures: Readonly<Record<string, ServerFigures>>;
  /** Nodes whose server has taken a question and not answered it for longer than usual. What is told of them is old. */
  readonly frozen: readonly string[];
  /** Nodes that run, and whose server was not yet asked to the end: nothing is known of it, not even that there is none. */
  readonly unheard: readonly string[];
  /** The engine does not tell how its nodes are: what is told of them, and of faults, is what it said last. */
  readonly engineSilent: boolean;
  /** Faults that the engine can put in force. */
  readonly possible: readonly FaultVerb[];
}

/** Milliseconds between two questions to a server: while something happens, and once nothing has for a while. */
const beats = { lively: 300, quiet: 750 } as const;
/** Milliseconds without any change after which nothing happens. */
const quietAfter = 5_000;
/** Milliseconds between two questions to the engine, which cost more. */
const engineBeat = 700;
/** Milliseconds between two questions to a server that only the engine leads to: each is a program that it has to start. */
const costlyBeat = 2_000;
/** Milliseconds for an answer of the engine's, at the least: machines that are slow have more. */
const enginePatience = 5_000;
/** Milliseconds for an answer, after which a server is drawn as one that stands still. */
const prompt = 700;
/** Milliseconds in which answers are told together. */
const bunch = 100;

/** What is known of a node's server. */
interface Seen {
  state: ServerState;
  figures?: ServerFigures | undefined;
  frozen: boolean;
  heard: boolean;
}

/** Asks one server again and again, until the signal ends it. */
async function follow(
  ask: () => ReturnType<ReturnType<Provider['node']>['ask']>,
  seen: Seen,
  signal: AbortSignal,
  changed: () => void,
  beat: () => number,
): Promise<void> {
  for (let by: Heard['by'] = 'port'; !signal.aborted; ) {
    const late = setTimeout(
      () => {
        seen.frozen = true;
        seen.heard = true;
        changed();
      },
      by === 'engine' ? costlyBeat : prompt,
    );
    const answer = await ask();
    clearTimeout(late);
    if (signal.aborted) return;
    ({ by } = answer);
    seen.heard = true;
    seen.frozen = answer.from === 'silence';
    // What a server said before it fell silent stays: that is how it stands.
    if (answer.from !== 'silence' || !seen.state.serving) {
      seen.state = stateBy(answer);
      seen.figures = answer.from === 'server' && seen.state.serving ? parseFigures(answer.text) : undefined;
    }
    changed();
    await pause(by === 'engine' ? costlyBeat : beat(), undefined, { signal }).catch(() => {});
  }
}

/** Follows a lab on its engine until the signal ends it, or nothing of the lab runs any more. */
async function* pulseOn(
  lab: Lab,
  provider: Provider,
  signal: AbortSignal,
): AsyncGenerator<Pulse, void, undefined> {
  const ending = new AbortController();
  const ended = AbortSignal.any([signal, ending.signal]);
  // Each node waits for it.
  setMaxListeners(0, ended);
  const possible = faultVerbs.filter((verb) => provider.capabilities.faults[verb] === true);
  const handles = lab.nodes.map((node) => provider.node(lab, node));
  const seen: Seen[] = lab.nodes.map(() => ({ state: noServer, frozen: false, heard: false }));
  let fresh = true;
  let wake = (): void => {};
  const changed = (): void => {
    fresh = true;
    wake();
  };
  let toldAt = Date.now();
  const beat = (): number => (Date.now() - toldAt > quietAfter ? beats.quiet : beats.lively);
  const engineTells = (): Promise<[readonly NodeState[], readonly InForce[]]> =>
    Promise.all([provider.states(lab), provider.faults.inForce(lab)]);
  let [machines, faults]: [readonly NodeState[], readonly InForce[]] = [[], []];
  let engineSilent = false;
  const engine = async (): Promise<void> => {
    while (!ended.aborted) {
      await pause(engineBeat, undefined, { signal: ended }).catch(() => {});
      if (ended.aborted) return;
      const late = setTimeout(
        () => {
          engineSilent = true;
          changed();
        },
        Math.max(enginePatience, provider.capabilities.patience / 3),
      );
      try {
        [machines, faults] = await engineTells();
        engineSilent = false;
      } catch {
        // One that does not answer now is asked again; what it said last stays.
        engineSilent = true;
      }
      clearTimeout(late);
      changed();
    }
  };
  ended.addEventListener('abort', () => wake(), { once: true });
  // Servers need not wait for what their engine says.
  const work = handles.map((handle, index) =>
    follow(() => handle.ask('srvr', 'engine'), seen[index] as Seen, ended, changed, beat),
  );
  try {
    [machines, faults] = await engineTells();
    work.push(engine());
    let told = '';
    while (!signal.aborted) {
      if (!fresh) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      fresh = false;
      const running = lab.nodes.map(({ name }) => machines.find((each) => each.name === name)?.running);
      const named = (is: (each: Seen) => boolean): string[] =>
        lab.nodes.filter((_, index) => running[index] && is(seen[index] as Seen)).map(({ name }) => name);
      const nodes = lab.nodes.map((node, index) =>
        nodeStatus(node, provider, handles[index]?.address, running[index] === true, seen[index]?.state),
      );
      // One that stands still is shown as it stood, and counts for nothing.
      const counted = nodes.map((node, index) =>
        seen[index]?.frozen ? { ...node, condition: 'silent' as const, serving: false } : node,
      );
      const pulse: Pulse = {
        status: { ...statusOf(lab, provider.name, counted, faults), nodes },
        figures: Object.fromEntries(
          lab.nodes.flatMap(({ name }, index) => {
            const figures = seen[index]?.figures;
            return figures === undefined || !running[index] ? [] : [[name, figures]];
          }),
        ),
        frozen: named(({ frozen }) => frozen),
        // Without the engine, that nobody answers at a port does not say that nobody is there.
        unheard: named(({ heard, state }) => !heard || (engineSilent && state.condition === 'none')),
        engineSilent,
        possible,
      };
      const text = JSON.stringify(pulse);
      if (text !== told) {
        toldAt = Date.now();
        yield pulse;
      }
      told = text;
      if (!running.some(Boolean)) return;
      // Answers that come in a bunch are told together.
      await pause(bunch, undefined, { signal }).catch(() => {});
    }
  } finally {
    ending.abort();
    await Promise.all(work);
  }
}

/** How the lab is, at once and again whenever that has changed, within a second, until the signal ends it. */
export async function* watchPulse(
  lab: Lab,
  options: VerbOptions,
  signal: AbortSignal,
): AsyncGenerator<Pulse, void, undefined> {
  while (!signal.aborted) {
    const provider = await providerOf(lab, options.provider);
    if (provider) yield* pulseOn(lab, provider, signal);
    else {
      const status = await statusOnce(lab, options);
      yield { status, figures: {}, frozen: [], unheard: [], engineSilent: false, possible: [] };
    }
    await pause(engineBeat, undefined, { signal }).catch(() => {});
  }
}
