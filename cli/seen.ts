import { say } from '../messages/index.js';

/** What a probe saw instead of something that is not there (templates/probes), and how that is told. */
const absences: readonly (readonly [pattern: RegExp, told: (what: string) => string])[] = [
  [/^(\S+:\d+): -$/, (address) => say('check.seen.silent', { address })],
  [/^(.+): -$/, (what) => say('check.seen.absent', { what })],
  [/^(.+) = -$/, (key) => say('check.seen.unset', { key })],
  [/^- (.+)$/, (name) => say('check.seen.unresolved', { name })],
  [/^-$/, () => say('check.seen.nothing')],
];

/** What was seen in words, and what it should have been; empty where there is nothing to tell. */
export function toldSeen(seen: string | null, wanted: string | null): string {
  if (seen === null) return '';
  // What should not be there at all is wanted as -.
  if (wanted?.endsWith(': -')) return say('check.seen.surplus', { seen });
  for (const [pattern, told] of absences) {
    const found = pattern.exec(seen);
    if (!found) continue;
    const [, what = ''] = found;
    const absence = told(what);
    return wanted === null || wanted === what ? absence : say('check.wanted', { absence, wanted });
  }
  return wanted === null ? seen : say('check.instead', { seen, wanted });
}
