/** What the page and its server tell each other, as JSON, one message a frame. Terminals' output comes in binary frames. */
import type { FaultVerb } from '../faults/fault.js';
import type { ServerFigures } from '../software/zookeeper/server-figures.js';
import type { ServerWord } from '../verbs/ask-server.js';
import type { LabCheck } from '../verbs/check.js';
import type { ListedLab } from '../verbs/list.js';
import type { Pulse } from '../verbs/pulse.js';
import type { Fired, ZnodeStat } from '../verbs/znodes.js';
import type { Block } from './guide-blocks.js';
import type { LogLine } from './log-lines.js';
import type { Past } from './past.js';
import type { StormPicture } from './storm-picture.js';

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

/** What a page says. What changes anything is refused to who may only look on (read-message.ts). */
export type ClientMessage =
  /** The first message of each connection. */
  | { readonly type: 'hello'; readonly token: string }
  /** A page of the guide; the one that the learner is at if absent. */
  | { readonly type: 'guide'; readonly step?: string | undefined }
  /** Has a terminal shown from its beginning, as far as that is kept. */
  | { readonly type: 'view'; readonly terminal: number }
  /** So many bytes of a terminal's output were drawn: more may come. */
  | { readonly type: 'taken'; readonly terminal: number; readonly bytes: number }
  /** A znode, and to be told when it changes. */
  | { readonly type: 'look'; readonly path: string }
  /** All logs from now on. */
  | { readonly type: 'logs' }
  /** What a server says of itself. */
  | { readonly type: 'ask'; readonly node: string; readonly word: ServerWord }
  /** Data as base64; `version`: that which it had when it was seen. */
  | { readonly type: 'set'; readonly path: string; readonly data: string; readonly version: number }
  | { readonly type: 'create'; readonly path: string; readonly data: string }
  | { readonly type: 'remove'; readonly path: string; readonly version: number }
  /** A storm of so many seconds; the end of the one that goes on. */
  | { readonly type: 'storm'; readonly seconds: number }
  | { readonly type: 'calm' }
  /** The labs of this machine; another one of them instead of this. */
  | { readonly type: 'labs' }
  | { readonly type: 'lab'; readonly dir: string }
  | { readonly type: 'open'; readonly node: string; readonly size: Size }
  | { readonly type: 'type'; readonly terminal: number; readonly data: string }
  /** Commands for a shell of that node that waits for some; `terminal`: the one that is taken first if it does. */
  | {
      readonly type: 'run';
      readonly node: string;
      readonly data: string;
      readonly size: Size;
      readonly terminal?: number | undefined;
    }
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
}

/** A znode as it was found; data as base64, null where nobody may read it. */
export interface ShownZnode {
  readonly path: string;
  readonly data: string | null;
  readonly stat: ZnodeStat | null;
  readonly children: readonly string[];
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
  /** Nothing but that the server is there (see `beat`). */
  | { readonly type: 'beat' }
  | { readonly type: 'pulse'; readonly at: number; readonly pulse: Pulse }
  | { readonly type: 'check'; readonly check: LabCheck }
  | { readonly type: 'guide'; readonly page: GuidePage }
  | { readonly type: 'terminals'; readonly terminals: readonly OpenTerminal[] }
  /** A terminal that this page has asked for. */
  | { readonly type: 'opened'; readonly terminal: number }
  | { readonly type: 'znode'; readonly znode: ShownZnode }
  /** A znode that was looked at is not there any more. */
  | { readonly type: 'no-znode'; readonly path: string }
  /** What a watch has told. */
  | { readonly type: 'fired'; readonly fired: Fired; readonly at: number }
  | { readonly type: 'log'; readonly lines: readonly LogLine[] }
  | { readonly type: 'answer'; readonly node: string; readonly word: ServerWord; readonly text: string }
  | { readonly type: 'storm'; readonly storm: StormPicture }
  | { readonly type: 'labs'; readonly labs: readonly ListedLab[] }
  /** What came of something, for people. */
  | { readonly type: 'told'; readonly level: 'note' | 'failure'; readonly text: string };

export type {
  Fired,
  LabCheck,
  ListedLab,
  LogLine,
  Pulse,
  ServerFigures,
  ServerWord,
  StormPicture,
  ZnodeStat,
};

/** Milliseconds between two beats of the server: a page that hears nothing for several of them knows that it shows what was. */
export const beat = 1_000;

/** Codes with which the server closes a connection: it ends, or does not know the token. */
export const closed = { ended: 1001, refused: 4001 } as const;

/** Output of a terminal as a frame: the terminal's number in four bytes, highest first, and then what it showed. */
export const frameHead = 4;
