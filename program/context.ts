/** What verbs tell while they work, as programs asked to hear it. */
import { listed, say, textOf } from '../messages/index.js';
import type { Context, LabEvent } from '../model/events.js';
import type { CallOptions } from './lab.js';

/** Where a call's verbs tell what they do. */
export function contextOf({ signal, onProgress, onEvent }: CallOptions): Context {
  return {
    signal: signal ?? new AbortController().signal,
    emit(event) {
      onEvent?.(event);
      const line = lineOf(event);
      if (line !== undefined) onProgress?.(line);
    },
  };
}

/** An event as a line of text; undefined where there is nothing to say. */
function lineOf(event: LabEvent): string | undefined {
  switch (event.type) {
    case 'step':
      return textOf(event.title);
    case 'waiting':
      return say(event.until === 'serving' ? 'up.waiting' : 'up.waiting-ssh', {
        nodes: listed(event.nodes),
      });
    case 'note':
      return textOf(event.text);
    case 'typed':
      return event.commands;
    case 'output':
      return event.line;
    case 'artifact':
      return [event.artifact.phase, event.artifact.reason ?? event.artifact.file].join(' ');
    case 'ready':
      return undefined;
  }
}
