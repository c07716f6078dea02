/** Taking back what a lab has put on somebody's machines, also where its folder is gone. */
import { LabError } from '../../messages/errors.js';
import { listed, say, sentence } from '../../messages/index.js';
import type { Context } from '../../model/events.js';
import type { RegisteredLab } from '../../model/registry.js';
import { lastLines } from '../../system/last-lines.js';
import type { Remnants } from '../contract.js';
import { about } from './failures.js';
import { runThere } from './run-there.js';

/** Takes back what is on these machines. @param made each by its node's name @returns the names of those that are done */
export async function takeBack(
  id: string,
  made: Readonly<Record<string, string>>,
  { emit, signal }: Context,
) {
  const done: string[] = [];
  const failures: string[] = [];
  await Promise.all(
    Object.entries(made).map(async ([name, host]) => {
      const ran = await runThere(host, ['machines/take-back.sh'], { words: [id], signal });
      if (ran.unreached || ran.status !== 0) {
        const why = ran.unreached ?? sentence('machines.failed', { host, said: lastLines(ran.stderr, 4) });
        failures.push(about(name, why));
        return;
      }
      done.push(name);
      const left = Array.from(ran.stdout.matchAll(/^left (.*)$/gm), ([, path = '']) => path);
      if (left.length > 0) {
        emit({ type: 'note', text: sentence('machines.left', { node: name, paths: listed(left) }) });
      }
    }),
  );
  return { done, failures };
}

/** @throws LabError machines.not-taken-back with every reason */
export function assertTakenBack(failures: readonly string[]): void {
  if (failures.length === 0) return;
  throw new LabError('machines.not-taken-back', { reasons: failures.map((text) => `\n  ${text}`).join('') });
}

/** Those that still have something of the lab; one without an id, of 0.1.0, never was on such machines. */
export async function remnantsOf({ id = '', machines: made = {} }: RegisteredLab): Promise<Remnants> {
  const seen = await Promise.all(
    Object.entries(made).map(async ([name, host]) => ({
      name,
      ...(await runThere(host, ['machines/state.sh'], { words: [id] })),
    })),
  );
  const silent = seen.find(({ unreached }) => unreached);
  if (silent?.unreached) {
    return { found: 'unknown', reason: about(silent.name, silent.unreached), remedy: say('machines.again') };
  }
  const found = seen.filter(({ stdout }) => ['up', 'down'].includes(stdout.trim()));
  return {
    found: found.map(({ name }) => name),
    running: found.filter(({ stdout }) => stdout.trim() === 'up').length,
  };
}

export async function removeRemnants(
  { id = '', machines: made = {} }: RegisteredLab,
  context: Context,
): Promise<void> {
  context.emit({ type: 'step', title: sentence('machines.remove') });
  const { failures } = await takeBack(id, made, context);
  assertTakenBack(failures);
}
