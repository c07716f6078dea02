import { textOf } from '../../messages/index.js';
import type { Context, LabEvent } from '../../model/events.js';

/** A context that keeps what a verb tells. */
export function hearing(): {
  readonly context: Context;
  /** The sentences of steps and notes so far. */
  told(): string[];
  forget(): void;
} {
  let events: LabEvent[] = [];
  return {
    context: { signal: new AbortController().signal, emit: (event) => void events.push(event) },
    told: () =>
      events.flatMap((event) =>
        event.type === 'note' ? [textOf(event.text)] : event.type === 'step' ? [textOf(event.title)] : [],
      ),
    forget: () => {
      events = [];
    },
  };
}
