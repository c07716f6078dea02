/** What the page and its server tell each other, as JSON, one message a frame. Terminals' output comes in binary frames. */
import type { FaultVerb } from '../faults/fault.js';
import type { LabCheck } from '../verbs/check.js';
import type { Pulse } from '../verbs/pulse.js';
import type { Block } from './guide-blocks.js';
import type { Past } from './past.js';

export interface Size {
  readonly rows: number;
  readonly columns: number;
}

/** A terminal that is open on a node. */
export interface OpenTerminal {
  readonly id: number;
  readonly node: string;
  /** Its name among the node's, as it is shown. */
  readonly title: string;
  /** As whoever types there has it; those who look on see it so. */
  readonly size: Size;
}

/** What a page says. All but the first three are refused to who may only look on. */
export type ClientMessage =
  /** The first message of each connection. */
  | { readonly type: 'hello'; readonly token: string }
  /** A page of the guide; the one that the learner is at if absent. */
  | { readonly type: 'guide'; readonly step?: string | undefined }
  /** Has a terminal shown from its beginning, as far as that is kept. */
  | { readonly type: 'view'; readonly terminal: number }
  | { readonly type: 'open'; readonly node: string; readonly size: Size }
  | { readonly type: 'type'; readonly terminal: number; readonly data: string }
  | { readonly type: 'resize'; readonly terminal: number; readonly size: Size }
  | { readonly type: 'close'; readonly terminal: number }
  | { readonly type: 'fault'; readonly verb: FaultVerb; readonly words: readonly string[] }
  /** All faults if no node is named. */
  | { readonly type: 'heal'; readonly nodes: readonly string[] };

/** What is known of a lab without asking anybody. */
export interface LabFacts {
  readonly name: string;
  readonly dir: string;
  /** In the lab's order. */
  readonly nodes: readonly { readonly name: string; readonly votes: boolean }[];
  /** Voters that a quorum needs. */
  readonly needed: number;
  /** Faults that its nodes can have. */
  readonly faults: readonly FaultVerb[];
}

export interface GuidePage {
  readonly step: string | null;
  readonly number: number;
  readonly count: number;
  readonly blocks: readonly Block[];
}

/** What the server says. */
export type ServerMessage =
  | {
      readonly type: 'welcome';
      readonly token: string;
      readonly mayChange: boolean;
      /** A tag (BCP 47): the language of whoever started it. */
      readonly language: 'en' | 'zh-CN';
      readonly lab: LabFacts;
      readonly past: Past;
    }
  | { readonly type: 'pulse'; readonly at: number; readonly pulse: Pulse }
  | { readonly type: 'check'; readonly check: LabCheck }
  | { readonly type: 'guide'; readonly page: GuidePage }
  | { readonly type: 'terminals'; readonly terminals: readonly OpenTerminal[] }
  /** A terminal that this page has asked for. */
  | { readonly type: 'opened'; readonly terminal: number }
  /** What came of something, for people. */
  | { readonly type: 'told'; readonly level: 'note' | 'failure'; readonly text: string };

export type { LabCheck, Pulse };

/** Output of a terminal as a frame: the terminal's number in four bytes, highest first, and then what it showed. */
export const frameHead = 4;
