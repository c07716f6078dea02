/** What the page knows and shows, as one value. Pure: what the server says and what is chosen go in, the next state comes out. */
import { merged } from '../../log-lines.js';
import { noPast, type Past, remember } from '../../past.js';
import type {
  ClientMessage,
  GuidePage,
  LabCheck,
  LabFacts,
  ListedLab,
  LogLine,
  OpenTerminal,
  Pulse,
  ServerMessage,
  StormPicture,
} from '../../protocol.js';
import { type KnownZnodes, noZnodes, withZnode } from './known-znodes.js';

export const panes = ['terminals', 'znodes', 'logs', 'ask', 'storm'] as const;
export type Pane = (typeof panes)[number];

export interface Note {
  readonly id: number;
  readonly level: 'note' | 'failure';
  readonly text: string;
}

/** What was chosen in the picture: a node, or the place between two. */
export type Chosen =
  | { readonly kind: 'node'; readonly node: string }
  | { readonly kind: 'link'; readonly from: string; readonly to: string };

export type Answer = Omit<Extract<ServerMessage, { type: 'answer' }>, 'type'>;

/** What belongs to the lab that is shown, and goes with it. */
interface OfLab {
  /** Absent: nothing is known of its servers yet. */
  readonly pulse?: Pulse | undefined;
  /** When that was so, in milliseconds since 1970. */
  readonly pulseAt: number;
  readonly past: Past;
  readonly check?: LabCheck | undefined;
  readonly page?: GuidePage | undefined;
  readonly terminals: readonly OpenTerminal[];
  /** The terminal in sight. */
  readonly current?: number | undefined;
  readonly chosen?: Chosen | undefined;
  readonly pane: Pane;
  readonly znodes: KnownZnodes;
  readonly lines: readonly LogLine[];
  readonly answer?: Answer | undefined;
  readonly storm?: StormPicture | undefined;
}

export interface PageState extends OfLab {
  readonly connection: 'connecting' | 'open' | 'silent' | 'lost' | 'ended' | 'refused';
  readonly lab?: LabFacts | undefined;
  readonly mayChange: boolean;
  readonly labs?: readonly ListedLab[] | undefined;
  readonly notes: readonly Note[];
  /** The next note's number. */
  readonly nextNote: number;
}

const ofNoLab: OfLab = {
  ...{ pulseAt: 0, past: noPast, terminals: [], pane: 'terminals', znodes: noZnodes, lines: [] },
  ...{ pulse: undefined, check: undefined, page: undefined, current: undefined, chosen: undefined },
  ...{ answer: undefined, storm: undefined },
};

export const firstState: PageState = {
  ...ofNoLab,
  ...{ connection: 'connecting', mayChange: false, notes: [], nextNote: 1 },
};

/** Lines of logs, and notes, that are kept. */
const mostLines = 1_500;
const mostNotes = 4;

/** What happens to the page. */
export type Happening =
  | { readonly type: 'heard'; readonly message: ServerMessage }
  | { readonly type: 'connection'; readonly connection: PageState['connection'] }
  /** The same once more takes the choice back. */
  | { readonly type: 'choose'; readonly chosen: Chosen }
  | { readonly type: 'pane'; readonly pane: Pane }
  | { readonly type: 'terminal'; readonly id: number }
  /** All logs are asked for anew. */
  | { readonly type: 'logs' }
  | { readonly type: 'dismiss'; readonly note: number };

const same = (one: Chosen, other: Chosen | undefined): boolean =>
  one.kind === 'node'
    ? other?.kind === 'node' && one.node === other.node
    : other?.kind === 'link' && one.from === other.from && one.to === other.to;

/** The state after the server has said something. */
function heard(state: PageState, message: ServerMessage): PageState {
  switch (message.type) {
    case 'beat':
      return state;
    case 'welcome': {
      const { lab, mayChange, past } = message;
      // Nothing of another lab stays in sight; watches are this connection's.
      const kept = state.lab?.dir === lab.dir ? { znodes: noZnodes } : ofNoLab;
      return { ...state, ...kept, lab, mayChange, past };
    }
    case 'pulse': {
      const { at, pulse } = message;
      return { ...state, pulse, pulseAt: at, past: remember(state.past, at, pulse) };
    }
    case 'check':
      return { ...state, check: message.check };
    case 'guide':
      return { ...state, page: message.page };
    case 'terminals': {
      const { terminals } = message;
      // One of them is in sight as long as there are any.
      const stays = terminals.some(({ id }) => id === state.current);
      return { ...state, terminals, current: stays ? state.current : terminals.at(-1)?.id };
    }
    case 'opened':
      return { ...state, current: message.terminal, pane: 'terminals' };
    case 'znode':
    case 'no-znode':
    case 'fired':
      return { ...state, znodes: withZnode(state.znodes, message) };
    case 'log':
      return { ...state, lines: merged(state.lines, message.lines, mostLines) };
    case 'answer': {
      const { node, word, text } = message;
      return { ...state, answer: { node, word, text } };
    }
    case 'storm':
      return { ...state, storm: message.storm };
    case 'labs':
      return { ...state, labs: message.labs };
    case 'told': {
      const note = { id: state.nextNote, level: message.level, text: message.text };
      return {
        ...state,
        // Said once more, it stands there once.
        notes: [...state.notes.filter(({ text }) => text !== note.text), note].slice(-mostNotes),
        nextNote: state.nextNote + 1,
      };
    }
  }
}

export function next(state: PageState, happening: Happening): PageState {
  switch (happening.type) {
    case 'heard':
      return heard(state, happening.message);
    case 'connection':
      return { ...state, connection: happening.connection };
    case 'choose':
      return {
        ...state,
        chosen: same(happening.chosen, state.chosen) ? undefined : happening.chosen,
      };
    case 'pane':
      return { ...state, pane: happening.pane };
    case 'terminal':
      return { ...state, current: happening.id };
    case 'logs':
      return { ...state, lines: [] };
    case 'dismiss':
      return { ...state, notes: state.notes.filter(({ id }) => id !== happening.note) };
  }
}

/** The nodes on which something of the guide is typed; none where that is the reader's own machine, or it may not be. */
export function nodesFor({ lab, mayChange, pulse }: PageState, place: string): readonly string[] {
  if (!mayChange || !lab) return [];
  const names = lab.nodes.map(({ name }) => name);
  if (place === 'each') return names;
  if (place === 'leader') return pulse?.status.leader ? [pulse.status.leader] : names.slice(0, 1);
  return names.filter((name) => name === place);
}

/**
 * What is asked of the guide once its lab is told, perhaps anew: the page in sight stays until the learner turns it, and is asked for
 * once more, since its words may have changed; what stands at the end is left alone.
 */
export function pageAgain({ page }: Pick<PageState, 'page'>): readonly ClientMessage[] {
  if (page === undefined) return [{ type: 'guide' }];
  return page.step === null ? [] : [{ type: 'guide', step: page.step }];
}
