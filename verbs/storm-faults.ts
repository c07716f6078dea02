import { LabError } from '../messages/errors.js';
import { listed } from '../messages/index.js';
import type { Context } from '../model/events.js';
import type { Lab } from '../model/lab.js';
import { nodeNamed } from '../model/lab.js';
import type { Provider } from '../providers/contract.js';
import type { Faults, PlannedFault, StormFault } from '../storm/faults.js';

const signals = { kill: 'KILL', pause: 'STOP' } as const;

/** A server that was ended is only then started again when its process is gone. */
const untilGone = `
for i in 1 2 3 4 5 6 7 8 9 10; do kill -0 "$pid" 2>/dev/null || break; sleep 0.1; done`;

/** What can be done through a node's handle alone. */
const able: readonly StormFault[] = ['kill', 'pause'];

/**
 * Faults on a lab's nodes, through their handles: signals to the server that the node's pid file names.
 * @param context that of healing, which goes on when the storm was interrupted
 */
export function faultsOn(lab: Lab, provider: Provider, context: Context): Faults {
  /** Those in force, by node. */
  const inForce = new Map<string, PlannedFault>();
  const handleOf = (name: string) => provider.node(lab, nodeNamed(lab, name));

  async function send(name: string, signal: string): Promise<void> {
    const handle = handleOf(name);
    let said = '';
    const onStderr = (chunk: string): void => {
      said += chunk;
    };
    const line = `pid=$(cat "$0") && kill -${signal} "$pid" || exit${signal === 'KILL' ? untilGone : ''}`;
    const options = { interactive: false, onStderr } as const;
    const status = await handle.exec(['sh', '-c', line, handle.layout.pidFile], options);
    if (status !== 0) throw new LabError('storm.no-server', { node: name, reason: said.trim() });
  }

  async function undo(name: string, { kind }: PlannedFault): Promise<void> {
    if (kind === 'pause') await send(name, 'CONT');
    else await handleOf(name).startServer(context);
    inForce.delete(name);
  }

  return {
    able,
    async do(fault) {
      const { kind, nodes } = fault;
      if (kind === 'cut')
        throw new LabError('storm.cannot', { fault: kind, provider: provider.name, able: listed(able) });
      await Promise.all(
        nodes.map(async (name) => {
          // Whatever comes of it, it is to be undone.
          inForce.set(name, fault);
          await send(name, signals[kind]);
        }),
      );
    },
    async heal(fault) {
      const names = fault ? fault.nodes : [...inForce.keys()];
      const failures: unknown[] = [];
      // One after another: they share an engine's lock, or a machine's processors.
      for (const name of names) {
        const present = inForce.get(name);
        if (present) await undo(name, present).catch((error) => failures.push(error));
      }
      if (failures.length > 0) throw failures[0];
    },
  };
}
