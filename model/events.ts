import type { ArtifactEvent } from '../artifacts/types.js';
import type { Sentence } from '../messages/index.js';

/** What happens while something is done to a lab. Verbs and providers tell; each face shows it in its own way. */
export type LabEvent =
  /** A step has begun; the one before it is done. */
  | { readonly type: 'step'; readonly title: Sentence }
  /** What is being waited for, and of which nodes; told again whenever the nodes change. */
  | { readonly type: 'waiting'; readonly until: 'serving' | 'ssh'; readonly nodes: readonly string[] }
  /** A node does what it was waited for. */
  | { readonly type: 'ready'; readonly node: string }
  /** What the user should know beside that. */
  | { readonly type: 'note'; readonly text: Sentence }
  /** Commands that are about to be typed, and where: a node's name, each, leader or host. */
  | { readonly type: 'typed'; readonly place: string; readonly commands: string }
  /** A line that an engine printed. */
  | { readonly type: 'output'; readonly line: string }
  /** A tarball is being got. */
  | { readonly type: 'artifact'; readonly artifact: ArtifactEvent };

/** What whoever does something to a lab needs of its caller: a signal that ends it, and somebody to tell. */
export interface Context {
  readonly signal: AbortSignal;
  emit(event: LabEvent): void;
}
