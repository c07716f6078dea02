import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { LabError } from '../../messages/errors.js';
import { say } from '../../messages/index.js';
import type { Lab } from '../../model/lab.js';
import { lastLines } from '../../system/last-lines.js';

/** A cause that the engine's output gives away. The first that matches is told. */
interface Cause {
  readonly pattern: RegExp;
  explain(lab: Lab, output: string): LabError;
}

const baseImage = ({ spec, system }: Lab): string =>
  typeof spec.image === 'string' ? spec.image : system.image.name;

const unreadable = /invalid mount config for type "bind": l?stat (.+): permission denied/i;

const busyNetwork = /network (\S+) (?:id \S+ )?has active endpoints/i;

/** What 20.10 to 29 and their builders say, as seen or as reported in their issue trackers. */
const causes: readonly Cause[] = [
  {
    pattern: /no match for platform|exec format error|does not match the specified platform/i,
    explain: (lab) => new LabError('docker.bad-platform', { image: baseImage(lab) }),
  },
  {
    // Whatever it was that found no room.
    pattern: /no space left on device/i,
    explain: () => new LabError('docker.disk-full'),
  },
  {
    // Before the base image's: what a package manager says of its own downloads reads much the same.
    pattern: /(?:executor failed running \[|process ")[^\]"]*os\.sh install/i,
    explain: (lab, output) =>
      new LabError('docker.no-packages', {
        os: lab.system.title,
        reason: lastLines(output, 12),
      }),
  },
  {
    pattern:
      /pull access denied|failed to (?:resolve source metadata|do request|authorize)|manifest (?:for \S+ )?(?:unknown|not found)|registry-1\.docker\.io/i,
    explain(lab, output) {
      const image = baseImage(lab);
      const source = lab.system.image.source;
      const reason =
        output
          .split('\n')
          .filter((line) => failure.test(line))
          .at(-1) ?? '';
      return new LabError('docker.no-base', {
        image,
        reason: reason.trim().slice(0, 300),
        source: source && !lab.spec.image ? say('docker.no-base.source', { image, source }) : '',
      });
    },
  },
  {
    pattern: unreadable,
    explain: (_lab, output) =>
      new LabError('docker.unreadable', { path: unreadable.exec(output)?.[1] ?? '' }),
  },
  {
    pattern: busyNetwork,
    explain: (_lab, output) =>
      new LabError('docker.network-busy', { network: busyNetwork.exec(output)?.[1] ?? '' }),
  },
  {
    pattern: /port is already allocated|address already in use/i,
    explain: (_lab, output) =>
      new LabError('docker.port-taken', { port: /127\.0\.0\.1:(\d+)/.exec(output)?.[1] ?? '?' }),
  },
];

/** Words of a line that tells why. */
const failure = /error|denied|timeout|refused|no such host|not found/i;

/** What of a lab's folder Compose reads or mounts. */
const parts = ['compose.yaml', 'Dockerfile', 'provision', 'config', 'keys/nodes', 'artifacts'];

/** What of it is missing: then nothing else has to be looked for. */
function damageOf({ dir }: Lab): LabError | undefined {
  const lost = parts.map((part) => join(dir, part)).find((path) => !existsSync(path));
  return lost === undefined ? undefined : new LabError('lab.damaged', { file: lost });
}

/** The error to show for what the engine said, where that gives a cause away. */
export function explainKnown(lab: Lab, output: string): LabError | undefined {
  return causes.find(({ pattern }) => pattern.test(output))?.explain(lab, output);
}

/** The error to show for a failed Compose command, from all that it printed. */
export function explain(lab: Lab, output: string): LabError {
  return (
    explainKnown(lab, output) ??
    damageOf(lab) ??
    new LabError('docker.failed', { reason: `\n${lastLines(output, 12)}` })
  );
}
