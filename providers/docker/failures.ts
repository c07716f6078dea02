import { findSystem } from '../../labs/catalogue/index.js';
import type { Lab } from '../../labs/lab.js';
import { LabError } from '../../messages/errors.js';
import { say } from '../../messages/index.js';

/** A cause that the engine's output gives away. The first that matches is told. */
interface Cause {
  readonly pattern: RegExp;
  explain(lab: Lab, match: RegExpExecArray, output: string): LabError;
}

const baseImage = (lab: Lab): string => lab.spec.image ?? findSystem(lab.spec.os).image.name;

const lastLines = (output: string, count: number): string =>
  output
    .trim()
    .split('\n')
    .slice(-count)
    .map((line) => `    ${line}`)
    .join('\n');

/** What 20.10 to 29 and their builders say, as seen or as reported in their issue trackers. */
const causes: readonly Cause[] = [
  {
    pattern: /no match for platform|exec format error|does not match the specified platform/i,
    explain: (lab) => new LabError('docker.bad-platform', { image: baseImage(lab) }),
  },
  {
    pattern:
      /(?:load metadata for|pull(?:ing)? (?:access|from)|failed to resolve source metadata).*$|registry-1\.docker\.io.*$/im,
    explain(lab, _match, output) {
      const image = baseImage(lab);
      const source = findSystem(lab.spec.os).image.source;
      const reasons = output
        .split('\n')
        .filter((line) => /error|denied|timeout|refused|no such host|not found/i.test(line));
      return new LabError('docker.no-base', {
        image,
        reason: (reasons.at(-1) ?? '').trim().slice(0, 300),
        source: source && !lab.spec.image ? say('docker.no-base.source', { image, source }) : '',
      });
    },
  },
  {
    pattern: /no space left on device/i,
    explain: () => new LabError('docker.disk-full'),
  },
  {
    pattern: /127\.0\.0\.1:(\d+).*(?:already allocated|address already in use)|port is already allocated/i,
    explain: (_lab, match) => new LabError('docker.port-taken', { port: match[1] ?? '?' }),
  },
  {
    pattern: /os\.sh install.*(?:did not complete|exit code|failed)|process "[^"]*os\.sh install/i,
    explain: (lab, _match, output) =>
      new LabError('docker.no-packages', {
        os: findSystem(lab.spec.os).title,
        reason: lastLines(output, 12),
      }),
  },
];

/** The error to show for a failed Compose command, from all that it printed. */
export function explain(lab: Lab, output: string): LabError {
  // A build shows its metadata step also when it succeeds: only lines of failure count for the base image.
  const failed = output
    .split('\n')
    .filter((line) => !/DONE|CACHED/.test(line))
    .join('\n');
  for (const { pattern, explain } of causes) {
    const match = pattern.exec(failed);
    if (match) return explain(lab, match, failed);
  }
  return new LabError('docker.failed', { reason: `\n${lastLines(output, 12)}` });
}
