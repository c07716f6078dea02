import type { Socket } from 'node:net';

/** How data fares on its way. */
export interface Conditions {
  /** Milliseconds that so many bytes come later; infinite: never, as long as it stays so. */
  delay(bytes: number): number;
}

/** One direction of a connection: data from one socket to another, in order, under conditions that may change. */
export class Stream {
  private conditions: Conditions = { delay: () => 0 };
  private held = false;
  private source: Socket | undefined;
  private sink: Socket | undefined;
  /** What is on its way, and when it comes, by a clock that nobody sets. null: the sender has said all. */
  private queue: { at: number; readonly data: Buffer | null }[] = [];
  private timer: NodeJS.Timeout | undefined;

  /** Begins to carry data. @param first what comes before all that is read */
  join(source: Socket, sink: Socket, first?: Buffer): void {
    this.source = source;
    this.sink = sink;
    if (first !== undefined) this.carry(first);
    source.on('data', (data: Buffer) => this.carry(data));
    source.once('end', () => this.carry(null));
    source.once('close', () => this.hangUp());
    sink.on('drain', () => this.flow());
    this.flow();
  }

  /** Changes the conditions. @param held nothing gets through, and nobody hears of it, as when a network is cut */
  under(conditions: Conditions, held: boolean): void {
    const before = this.held;
    this.conditions = conditions;
    this.held = held;
    const now = performance.now();
    if (before && !held) for (const each of this.queue) each.at = Math.min(each.at, now);
    // What would never have come comes now, if it may.
    for (const each of this.queue)
      if (each.at === Number.POSITIVE_INFINITY) each.at = now + conditions.delay(each.data?.length ?? 0);
    if (this.source?.destroyed && !held) this.hangUp();
    this.flow();
  }

  private carry(data: Buffer | null): void {
    const delay = this.conditions.delay(data?.length ?? 0);
    const { sink } = this;
    // As it is as a rule: what comes goes.
    if (sink && data && delay === 0 && !this.held && this.queue.length === 0) {
      if (!sink.write(data)) this.source?.pause();
      return;
    }
    const last = this.queue.at(-1)?.at ?? 0;
    const at = Math.max(last, performance.now() + delay);
    this.queue.push({ at, data });
    this.flow();
  }

  /** Whoever hung up, or broke off, is gone for the other as well once it can hear of it. */
  private hangUp(): void {
    if (this.held || this.queue.length > 0) return;
    this.sink?.destroy();
  }

  private flow(): void {
    clearTimeout(this.timer);
    const { source, sink } = this;
    if (!source || !sink) return;
    if (this.held) {
      source.pause();
      return;
    }
    for (let next = this.queue[0]; next !== undefined; next = this.queue[0]) {
      const left = next.at - performance.now();
      if (left > 0) {
        if (left !== Number.POSITIVE_INFINITY) {
          this.timer = setTimeout(() => this.flow(), left);
          break;
        }
        source.pause();
        return;
      }
      this.queue.shift();
      if (next.data === null) sink.end();
      else sink.write(next.data);
    }
    if (this.queue.length === 0 && source.destroyed) this.hangUp();
    else if (sink.writableNeedDrain) source.pause();
    else source.resume();
  }
}
