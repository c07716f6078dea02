/** What verbs tell while they work, as programs asked to hear it. */
import { setMaxListeners } from 'node:events';
import { listed, say, textOf } from '../messages/index.js';
import type { Context, LabEvent } from '../model/events.js';
import type { CallOptions } from './lab.js';

/** Where a call's verbs tell what they do. */
export function contextOf({ signal: wanted, onProgress, onEvent }: CallOptions): Context {
  const signal = AbortSignal.any(wanted ? [wanted] : []);
  // Each node of a large lab may listen more than once.
  setMaxListeners(0, signal);
  return {
    signal,
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
