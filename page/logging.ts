/** The logs of all nodes, followed once for all who look, and only while somebody does. */
import { LabError } from '../messages/errors.js';
import type { Lab } from '../model/lab.js';
import type { ProviderName } from '../providers/contract.js';
import { logs } from '../verbs/logs.js';
import { type LogLine, LogReader, merged } from './log-lines.js';

/** Lines that each node begins with, and that are kept of all together. */
const tail = 150;
const most = 1_500;
/** Milliseconds in which lines are told together. */
const bunch = 250;

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
    const options = { provider: this.provider, follow: true, tail, all: false, signal: ending.signal };
    logs(this.lab(), options, ({ node, stream, chunk }) => {
      if (stream === 'stdout') this.add(readers.get(node)?.read(chunk) ?? []);
    })
      .catch((error) => {
        if (!ending.signal.aborted && error instanceof LabError) this.failed(error.message);
      })
      .finally(() => {
        if (this.ending === ending) this.ending = undefined;
      });
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
