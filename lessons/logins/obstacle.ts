import type { LabNode } from '../../model/nodes.js';

/**
 * What can keep a node from logging in on another, the first to be mended first. Those of `sshd` to `owner` and `give` are
 * mended on the node that is logged in on, the others on the one that logs in.
 */
export const kinds = [
  'sshd',
  'blocked',
  'settings',
  'outdated',
  'modes',
  'owner',
  'none',
  'private',
  'passphrase',
  'public',
  'changed',
  'changed-file',
  'address',
  'give',
  'copy',
  'copy-file',
  'confirm',
  'other',
] as const;

/** One thing that keeps a node from logging in on another. */
export interface Obstacle {
  readonly kind: (typeof kinds)[number];
  /** Where it is mended. */
  readonly at: LabNode;
  /** The other of the two; none where it is the same with all. */
  readonly other?: LabNode;
  /** What else is to be known: files, addresses, settings, what ssh said. */
  readonly which: readonly string[];
}

/** ssh did not get to an sshd. */
export const unreachable =
  /^(?!.*banner).*(Connection (refused|timed out)|No route to host|Network is unreachable)/;
/** sshd hung up before anything was tried, or did not come to it in time: too many were at the door. */
export const turnedAway =
  /^-$|exchange_identification|banner exchange|Exceeded MaxStartups|Not allowed at this time/;
