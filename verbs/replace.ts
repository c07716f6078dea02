/** Replacing a node that is broken or lost: it comes back empty and gets all from the others, which serve throughout. */
import { LabError } from '../messages/errors.js';
import { sentence } from '../messages/index.js';
import type { Context } from '../model/events.js';
import { type Lab, nodeNamed } from '../model/lab.js';
import { votersOf } from '../model/nodes.js';
import type { VerbOptions } from './context.js';
import { assertMachinesAnswer, type Changing, changeMembers, revive, startAndWait } from './members.js';
import { prepareNodes } from './prepare-nodes.js';
import { assertServing } from './serving.js';
import type { LabStatus } from './status.js';
import { waitUntilReady } from './wait.js';

/**
 * Removes a node with its data, and makes it anew under its number, name and address.
 * @param name of the node, or its number
 * @throws LabError replace.alone where the others are no quorum, members.not-serving where one of them does not serve:
 * what this node has might be all that is left of a write
 */
export async function replace(
  held: Lab,
  name: string,
  options: VerbOptions,
  context: Context,
): Promise<LabStatus> {
  const typed = nodeNamed(held, name).name;
  const othersIn = ({ nodes }: Lab) => nodes.filter((node) => node.name !== typed);
  const changing: Changing<'replace'> = {
    verb: 'replace',
    typed,
    async plan(lab, provider) {
      const node = nodeNamed(lab, typed);
      const others = othersIn(lab);
      if (votersOf(others).length < lab.quorum.needed)
        throw new LabError('replace.alone', { node: node.name });
      await assertServing(lab, provider, others, context);
      await assertMachinesAnswer(lab, provider, [node]);
      return { verb: 'replace', typed };
    },
    async carryOut(lab, provider, _, begun) {
      const node = nodeNamed(lab, typed);
      const others = othersIn(lab);
      if (begun) await revive(lab, provider, others, others, context);
      context.emit({ type: 'step', title: sentence('replace.step', { node: node.name }) });
      await provider.down(lab, [node], context);
      // It may have led: the others elect another one first.
      await waitUntilReady(lab, provider, others, context);
      await provider.remove(lab, [node], context);
      await startAndWait(lab, provider, [node.name], context);
      await prepareNodes(lab, provider, [node], context);
      return lab;
    },
  };
  return (await changeMembers(held, changing, options, context)).status;
}
