import type { Fault, InForce } from '../faults/fault.js';
import type { Context } from '../model/events.js';
import type { Lab } from '../model/lab.js';
import type { Provider } from '../providers/contract.js';
import { type Faults, type PlannedFault, stormFaults } from '../storm/faults.js';

/** Milliseconds after which a fault ends by itself although it was to be undone long ago: whoever did it was killed. */
const forgotten = 60_000;

/** A planned fault in the words of the lab's engine: one for each node, a cut once. */
function faultsOf(lab: Lab, { kind, nodes }: PlannedFault): Fault[] {
  if (kind !== 'cut') return nodes.map((node) => ({ verb: kind, node }));
  const others = lab.nodes.map(({ name }) => name).filter((name) => !nodes.includes(name));
  return [{ verb: 'cut', sides: [nodes, others] }];
}

/**
 * Faults on a lab's nodes, as its engine puts them in force and undoes them.
 * @param context that of healing, which goes on when the storm was interrupted
 */
export function faultsOn(lab: Lab, provider: Provider, context: Context): Faults {
  const able = stormFaults.filter((kind) => provider.capabilities.faults[kind] === true);
  /** Those that the storm has put in force, by their place in the plan. */
  const inForce = new Map<number, InForce[]>();

  return {
    able,
    async do(fault) {
      const put: InForce[] = [];
      inForce.set(fault.id, put);
      const lasting = fault.lasts + forgotten;
      for (const each of faultsOf(lab, fault))
        put.push(await provider.faults.put(lab, each, lasting, context));
    },
    async heal(fault) {
      const ids = fault ? [fault.id] : [...inForce.keys()];
      const failures: unknown[] = [];
      for (const id of ids) {
        await provider.faults.end(lab, inForce.get(id) ?? [], context).then(
          () => inForce.delete(id),
          (error) => failures.push(error),
        );
      }
      if (failures.length > 0) throw failures[0];
    },
  };
}
