/** What all viewers of a lab see, watched once for all of them, and only while somebody looks. */
import { setTimeout as pause } from 'node:timers/promises';
import { LabError, reasonOf } from '../messages/errors.js';
import type { Lab } from '../model/lab.js';
import type { ProviderName } from '../providers/contract.js';
import { watchPulse } from '../verbs/pulse.js';
import { progressChanged, watchCheck } from '../verbs/watch-check.js';
import { leaveOff, noPast, type Past, remember, until } from './past.js';
import type { ServerMessage } from './protocol.js';

/** Milliseconds after which is tried again what failed: a lab that is not up, an engine that does not answer. */
const again = 2_000;

type Kept = Extract<ServerMessage, { type: 'pulse' | 'check' }>;

export class Watching {
  private known: Past = noPast;
  private readonly latest = new Map<Kept['type'], Kept>();
  /** Why there is none of one kind, as long as that is so. */
  private readonly failures = new Map<Kept['type'], ServerMessage>();
  private ending: AbortController | undefined;
  /** Lets begin what waits until somebody is there, and until the picture is drawn. */
  private attended = (): void => {};

  constructor(
    private readonly lab: () => Lab,
    private readonly provider: ProviderName | undefined,
    private readonly tell: (message: ServerMessage) => void,
  ) {}

  /** Who led when, as far as somebody looked. */
  get past(): Past {
    return this.ending ? until(this.known, Date.now()) : this.known;
  }

  /** What was told last, for whoever comes later. */
  get told(): readonly ServerMessage[] {
    return [...this.latest.values(), ...this.failures.values()];
  }

  /** Asks servers how they are. */
  begin(): void {
    if (this.ending) return;
    const ending = new AbortController();
    this.ending = ending;
    // The picture first: a check has programs run on every node.
    const attended = new Promise<void>((resolve) => {
      this.attended = resolve;
    });
    let drawn = (): void => {};
    const first = new Promise<void>((resolve) => {
      drawn = resolve;
    });
    this.repeat('pulse', ending.signal, (signal) => this.pulse(signal, drawn).finally(drawn));
    Promise.all([first, attended]).then(() =>
      this.repeat('check', ending.signal, (signal) => this.check(signal)),
    );
  }

  /** Somebody is there: from now on it is also looked how far the learner is. */
  attend(): void {
    this.attended();
  }

  stop(): void {
    if (!this.ending) return;
    this.ending.abort();
    this.ending = undefined;
    this.known = leaveOff(this.known, Date.now());
    this.latest.clear();
    this.failures.clear();
  }

  private send(message: Kept): void {
    this.latest.set(message.type, message);
    this.failures.delete(message.type);
    this.tell(message);
  }

  private async pulse(signal: AbortSignal, drawn: () => void): Promise<void> {
    for await (const pulse of watchPulse(this.lab(), { provider: this.provider }, signal)) {
      if (signal.aborted) return;
      const at = Date.now();
      this.known = remember(this.known, at, pulse);
      this.send({ type: 'pulse', at, pulse });
      drawn();
    }
  }

  private async check(signal: AbortSignal): Promise<void> {
    for await (const check of watchCheck(this.lab(), { provider: this.provider }, signal)) {
      if (!signal.aborted) this.send({ type: 'check', check });
    }
    // What was done stays done, and nobody has to look at it again and again.
    await progressChanged(this.lab(), signal);
  }

  private async repeat(
    type: Kept['type'],
    signal: AbortSignal,
    work: (signal: AbortSignal) => Promise<void>,
  ): Promise<void> {
    for (let told = ''; !signal.aborted; ) {
      try {
        await work(signal);
      } catch (error) {
        const text = reasonOf(error);
        if (!signal.aborted && text !== told && !(error instanceof LabError && error.code === 'lab.not-up')) {
          const failure = { type: 'told', level: 'failure', text } as const;
          this.failures.set(type, failure);
          this.tell(failure);
        }
        told = text;
      }
      await pause(again, undefined, { signal }).catch(() => {});
    }
  }
}
