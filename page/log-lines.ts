/** Lines of servers' logs as data, so that those of several nodes can be put in the order of their times. Pure. */

export interface LogLine {
  readonly node: string;
  /** As the server wrote it: 2026-11-28 11:45:34,123. Sorts as text. */
  readonly at: string;
  readonly level: string;
  /** Lines without a time of their own, such as those of a stack trace, stand in the text of the one before. */
  readonly text: string;
}

const head = /^(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3}) (.*)$/;
const level = /\b(TRACE|DEBUG|INFO|WARN|ERROR|FATAL)\b/;

/** Takes one node's output apart, piece by piece. */
export class LogReader {
  private rest = '';
  private last = '';
  /** Lines that may still be such as were read before. */
  private repeated = 0;

  constructor(private readonly node: string) {}

  /** The log is read anew, from so many lines before its end: those that were read before come once more. */
  again(lines: number): void {
    this.rest = '';
    this.repeated = this.last === '' ? 0 : lines;
  }

  /** The lines that are whole by now. */
  read(chunk: string): LogLine[] {
    const lines = (this.rest + chunk).split('\n');
    this.rest = lines.pop() ?? '';
    return lines.flatMap((line) => {
      const [, at, text = ''] = head.exec(line) ?? [];
      if (this.repeated > 0) {
        this.repeated = at !== undefined && at > this.last ? 0 : this.repeated - 1;
        if (this.repeated > 0) return [];
      }
      if (at !== undefined) {
        this.last = at;
        return [{ node: this.node, at, level: level.exec(text)?.[1] ?? '', text }];
      }
      return line === '' ? [] : [{ node: this.node, at: this.last, level: '', text: line }];
    });
  }
}

/** Lines of all nodes, one after the other by time, the newest of them. */
export function merged(before: readonly LogLine[], more: readonly LogLine[], most: number): LogLine[] {
  const all = [...before, ...more];
  // Stable: what one server wrote in one millisecond stays as it wrote it.
  return all.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0)).slice(-most);
}
