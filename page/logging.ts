/** The logs of all nodes, followed once for all who look, and only while somebody does. */
import { setTimeout as pause } from 'node:timers/promises';
import { reasonOf } from '../messages/errors.js';
import type { Lab } from '../model/lab.js';
import type { ProviderName } from '../providers/contract.js';
import { type LogsOptions, logs } from '../verbs/logs.js';
import { type LogLine, LogReader, merged } from './log-lines.js';

/** Lines that each node begins with, and that are kept of all together. */
const tail = 150;
const most = 1_500;
/** Milliseconds in which lines are told together. */
const bunch = 250;
/** Milliseconds after which is tried again what failed. */
const again = 2_000;

export class Logging {
  private lines: readonly LogLine[] = [];
  private fresh: LogLine[] = [];
  private ending: AbortController | undefined;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly lab: () => Lab,
    private readonly provider: ProviderName | undefined,
    private readonly tell: (lines: readonly LogLine[]) => void,
    private readonly failed: (text: string) => void,
  ) {}

  /** What there is, for whoever comes later. */
  get told(): readonly LogLine[] {
    return this.lines;
  }

  start(): void {
    if (this.ending) return;
    const ending = new AbortController();
    this.ending = ending;
    this.lines = [];
    const readers = new Map(this.lab().nodes.map(({ name }) => [name, new LogReader(name)]));
    const { signal } = ending;
    const onFollow = (node: string): void => readers.get(node)?.again(tail);
    const options = { provider: this.provider, follow: true, tail, all: false, signal, onFollow };
    this.follow(options, ({ node, stream, chunk }) => {
      if (stream === 'stdout') this.add(readers.get(node)?.read(chunk) ?? []);
    });
  }

  /** A lab that is not up just now is followed once it is. */
  private async follow(options: LogsOptions, onOutput: Parameters<typeof logs>[2]): Promise<void> {
    const { signal } = options;
    for (let told = ''; !signal.aborted; ) {
      try {
        await logs(this.lab(), options, onOutput);
      } catch (error) {
        const text = reasonOf(error);
        if (!signal.aborted && text !== told) this.failed(text);
        told = text;
      }
      await pause(again, undefined, { signal }).catch(() => {});
    }
  }

  private add(lines: readonly LogLine[]): void {
    if (lines.length === 0) return;
    this.fresh.push(...lines);
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      const fresh = this.fresh;
      this.fresh = [];
      this.lines = merged(this.lines, fresh, most);
      this.tell(fresh);
    }, bunch);
  }

  stop(): void {
    this.ending?.abort();
    this.ending = undefined;
    clearTimeout(this.timer);
    this.timer = undefined;
    this.fresh = [];
    this.lines = [];
  }
}
