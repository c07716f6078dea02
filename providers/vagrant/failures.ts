import { LabError } from '../../messages/errors.js';
import { lastLines } from '../../system/last-lines.js';

/** A cause that Vagrant's output gives away. The first that matches is told. */
interface Cause {
  readonly pattern: RegExp;
  explain(match: RegExpExecArray, output: string): LabError;
}

/** What Vagrant and its providers print, as seen or as reported in their issue trackers. */
const causes: readonly Cause[] = [
  {
    pattern: /cannot forward the specified ports|The forwarded port to (\d+) is already in use/i,
    explain(_match, output) {
      const port =
        /forwarded port to (\d+)/i.exec(output)?.[1] ?? /^\s*(\d{4,5})\s*$/m.exec(output)?.[1] ?? '?';
      return new LabError('vagrant.port-taken', { port });
    },
  },
  {
    pattern:
      /box '([^']+)' could not be found|error occurred while downloading the remote file|couldn't be accessed in the remote/i,
    explain: (match, output) =>
      new LabError('vagrant.no-box', { box: match[1] ?? 'centos/7', reason: lastLines(output, 4) }),
  },
  {
    pattern:
      /VT-x is not available|VT-x is disabled|AMD-V is (?:not available|disabled)|VERR_VMX_NO_VMX|VERR_SVM/i,
    explain: () => new LabError('vagrant.no-virtualization'),
  },
  {
    pattern: /No usable default provider could be found/i,
    explain: () => new LabError('vagrant.no-provider-usable'),
  },
];

/** The error to show for a failed Vagrant command, from all that it printed. */
export function explain(output: string): LabError {
  for (const { pattern, explain } of causes) {
    const match = pattern.exec(output);
    if (match) return explain(match, output);
  }
  return new LabError('vagrant.failed', { reason: lastLines(output, 10) });
}
