/** Terminals on nodes that outlive the page that opened them for a while, so that a reload finds them as they were. */
import { type Lab, nodeNamed } from '../model/lab.js';
import type { Provider, Terminal } from '../providers/contract.js';
import { Bunch } from './bunch.js';
import { isContinued, isPrompt, lastLine } from './prompt.js';
import { frameHead, type OpenTerminal, type Size } from './protocol.js';

/** Bytes of a terminal's output that are kept for whoever comes later. */
const keptBytes = 256 * 1024;
/** Milliseconds that a terminal lives without anybody who looks at it. */
const patience = 30_000;
/** Milliseconds without a word after which a shell whose prompt is like no other is taken to wait for a command. */
const quiet = 2_000;
/** Bytes at the end of what was shown in which a prompt is looked for. */
const promptBytes = 4_096;
/** As many as one lab may have at a time: each is a process on a node. */
const most = 100;

/** Somebody who looks at terminals. */
export interface Viewer {
  /** @param frame as protocol.ts has it */
  show(terminal: number, frame: Buffer): void;
  /** Resolves when so much of that terminal was taken that more may come; undefined: it may at once. */
  ready(terminal: number): Promise<void> | undefined;
}

interface Held extends Omit<OpenTerminal, 'size'> {
  size: Size;
  readonly terminal: Terminal;
  readonly viewers: Set<Viewer>;
  chunks: Buffer[];
  length: number;
  /** What is on its way to viewers. */
  readonly bunch: Bunch;
  /** The line that the cursor is on. */
  line: string;
  /** That line holds what was typed: whatever it ends with, it is no prompt. */
  typed: boolean;
  /** Lines that are typed one by one, each as soon as there is a prompt. */
  waiting: string[];
  /** A prompt was seen, and so those that come will be. */
  prompted: boolean;
  patience: NodeJS.Timeout | undefined;
  ending: NodeJS.Timeout | undefined;
}

/** Ctrl-C. */
const interrupt = '\x03';

/** Whether a shell waits for a command there. */
const waits = ({ line, typed }: Held): boolean => !typed && isPrompt(line);

/** What a terminal has shown, for a page. */
function frameOf(id: number, pieces: readonly Buffer[]): Buffer {
  const head = Buffer.alloc(frameHead);
  head.writeUInt32BE(id);
  return Buffer.concat([head, ...pieces]);
}

export class Terminals {
  private readonly held = new Map<number, Held>();
  private next = 1;
  /** Those that are being opened. */
  private opening = 0;

  /** @param changed is told whenever one has come or gone */
  constructor(
    private readonly lab: () => Lab,
    private readonly changed: () => void,
    private readonly life = patience,
  ) {}

  list(): OpenTerminal[] {
    return [...this.held.values()].map(({ id, node, title, size }) => ({ id, node, title, size }));
  }

  /** A login shell on a node. @returns its number; undefined where there are too many @throws as terminal() of a node does */
  async open(provider: Provider, name: string, size: Size): Promise<number | undefined> {
    const node = nodeNamed(this.lab(), name);
    if (this.held.size + this.opening >= most) return undefined;
    const id = this.next++;
    this.opening++;
    const terminal = await provider
      .node(this.lab(), node)
      .terminal([], size)
      .finally(() => this.opening--);
    const ofNode = this.list().filter((each) => each.node === node.name);
    const taken = new Set(ofNode.map(({ title }) => title));
    const titles = [node.name, ...ofNode.map((_, index) => `${node.name} · ${index + 2}`)];
    const title = titles.find((each) => !taken.has(each)) ?? node.name;
    const held: Held = {
      ...{ id, node: node.name, title, size, terminal },
      ...{ viewers: new Set<Viewer>(), chunks: [], length: 0, ending: undefined },
      ...{ line: '', typed: false, waiting: [], prompted: false, patience: undefined },
      bunch: new Bunch((pieces) => this.pass(held, pieces)),
    };
    this.held.set(id, held);
    terminal.stream.on('data', (bytes: Buffer) => this.shown(held, bytes));
    terminal.stream.on('error', () => {});
    const gone = (): void => {
      held.bunch.flush();
      clearTimeout(held.ending);
      clearTimeout(held.patience);
      if (this.held.delete(id)) this.changed();
    };
    terminal.stream.once('close', gone);
    terminal.stream.once('end', gone);
    this.letGo(held);
    this.changed();
    return id;
  }

  private shown(held: Held, bytes: Buffer): void {
    held.chunks.push(bytes);
    held.length += bytes.length;
    held.line = lastLine(held.line, bytes.toString('latin1', Math.max(0, bytes.length - promptBytes)));
    if (bytes.includes('\n')) held.typed = false;
    held.prompted ||= waits(held);
    if (held.waiting.length > 0) this.typeWaiting(held);
    while (held.length > keptBytes && held.chunks.length > 1) {
      held.length -= held.chunks.shift()?.length ?? 0;
    }
    if (held.viewers.size > 0) held.bunch.add(bytes);
  }

  private pass(held: Held, pieces: readonly Buffer[]): void {
    if (held.viewers.size === 0) return;
    const frame = frameOf(held.id, pieces);
    const slow = [...held.viewers].flatMap((viewer) => {
      viewer.show(held.id, frame);
      return viewer.ready(held.id) ?? [];
    });
    if (slow.length === 0) return;
    // The program waits for whoever takes longest, as it would for a slow terminal.
    held.terminal.stream.pause();
    Promise.all(slow).then(() => held.terminal.stream.resume());
  }

  /** Has somebody shown what the terminal has shown so far, and all that comes. */
  view(id: number, viewer: Viewer): void {
    const held = this.held.get(id);
    if (!held || held.viewers.has(viewer)) return;
    clearTimeout(held.ending);
    // What the others are told in a moment is in what this one is shown now.
    held.bunch.flush();
    held.viewers.add(viewer);
    if (held.length > 0) viewer.show(id, frameOf(id, held.chunks));
  }

  /** Somebody has gone. */
  leave(viewer: Viewer): void {
    for (const held of this.held.values()) {
      if (held.viewers.delete(viewer)) this.letGo(held);
    }
  }

  private letGo(held: Held): void {
    if (held.viewers.size > 0) return;
    clearTimeout(held.ending);
    held.ending = setTimeout(() => this.close(held.id), this.life);
    held.ending.unref();
  }

  type(id: number, data: string): void {
    const held = this.held.get(id);
    if (!held) return;
    // Whatever comes of it, that prompt is answered.
    held.line = '';
    held.typed = true;
    // Whoever interrupts what was begun for them does not want the rest of it either.
    if (data.includes(interrupt)) held.waiting = [];
    held.terminal.stream.write(data);
  }

  /** Types the next of the lines that wait, if the shell does. */
  private typeWaiting(held: Held): void {
    clearTimeout(held.patience);
    if (waits(held) || (!held.typed && isContinued(held.line))) {
      const line = held.waiting.shift();
      if (line !== undefined) this.type(held.id, line);
    } else if (!held.prompted) {
      // Its prompt is like no other: all at once, then, for it will not be known when it comes back.
      held.patience = setTimeout(() => this.type(held.id, held.waiting.splice(0).join('')), quiet);
    }
  }

  /**
   * Types commands where a shell of that node waits for some: in one of its terminals, that one first; where there is none, in a
   * new one as soon as its prompt is there. Line by line, for a program such as ssh takes for its own what is typed while it runs.
   * @returns the terminal's number; undefined where there are too many @throws as terminal() of a node does
   */
  async typeAtPrompt(
    provider: Provider,
    name: string,
    { data, size, first }: { data: string; size: Size; first: number | undefined },
  ): Promise<number | undefined> {
    const node = nodeNamed(this.lab(), name);
    const free = [...this.held.values()]
      .filter((held) => held.node === node.name && held.waiting.length === 0 && waits(held))
      .sort((one, other) => Number(other.id === first) - Number(one.id === first))[0];
    const id = free?.id ?? (await this.open(provider, node.name, size));
    const held = id === undefined ? undefined : this.held.get(id);
    held?.waiting.push(...(data.match(/.*\n|.+$/g) ?? []));
    if (held) this.typeWaiting(held);
    return id;
  }

  async resize(id: number, size: Size): Promise<void> {
    const held = this.held.get(id);
    if (!held) return;
    held.size = size;
    this.changed();
    // A program that has just ended has no size any more.
    await held.terminal.resize(size).catch(() => {});
  }

  close(id: number): void {
    this.held.get(id)?.terminal.stream.destroy();
  }

  closeAll(): void {
    for (const id of this.held.keys()) this.close(id);
  }
}
