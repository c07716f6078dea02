/** Nodes as machines that are there already, over SSH. They are somebody's: what is not the lab's stays as it is. */

import { LabError } from '../../messages/errors.js';
import { type Sentence, say, sentence, textOf } from '../../messages/index.js';
import type { Context } from '../../model/events.js';
import type { Lab } from '../../model/lab.js';
import type { LabNode } from '../../model/nodes.js';
import { stagesFrom } from '../../model/stages.js';
import { lastLines } from '../../system/last-lines.js';
import { isInPath } from '../../system/programs.js';
import { ownDisks, preparedAsTyped, settledAlready, unhindered } from '../common/machine.js';
import { endFaultsOn } from '../common/machine-faults.js';
import type { Availability, Diagnosis, NodeState, Provider } from '../contract.js';
import { about } from './failures.js';
import { possible } from './faults.js';
import { lookAt, type Seen, wasSeen } from './look.js';
import { forgetMade, isMade, machinesOf, madeOf, noteMade } from './made.js';
import { faults, node } from './node.js';
import { planFor, unmetRequirements, warnings } from './requirements.js';
import { runThere } from './run-there.js';
import { knownHosts, sendTo, sizeOf, tarballsFor } from './send.js';
import { assertTakenBack, remnantsOf, removeRemnants, takeBack } from './take-back.js';
import { unreached } from './unreached.js';
import { hostOf } from './way.js';

/** Milliseconds without progress: somebody's machine may be slow. */
const patience = 120_000;

function available(): Availability {
  if (isInPath('ssh')) return { ok: true, detail: say('machines.detail') };
  return { ok: false, reason: say('machines.no-ssh'), remedy: say('machines.no-ssh.remedy') };
}

/** What of these was seen, if all of it was, and fits. @throws LabError machines.unfit with every reason */
function assertFit(lab: Lab, looked: Awaited<ReturnType<typeof lookAt>>): Seen[] {
  const reasons = looked.flatMap((each) => {
    const { name } = each.node;
    return wasSeen(each)
      ? unmetRequirements(lab, each).map((why) => about(name, why))
      : [about(name, each.why)];
  });
  if (reasons.length === 0) return looked.filter(wasSeen);
  throw new LabError('machines.unfit', { reasons: reasons.map((reason) => `\n  ${reason}`).join('') });
}

/** What would be done to machines, as sentences: one for each, and what their owner should know. */
function planOn(lab: Lab, seen: readonly Seen[]): Sentence[] {
  return [
    ...seen.map((each) => planFor(lab, each, sizeOf(lab, tarballsFor(lab, each)))),
    ...seen.flatMap((each) => warnings(each, seen)),
  ];
}

async function plan(lab: Lab, nodes: readonly LabNode[]): Promise<Sentence[]> {
  return planOn(lab, assertFit(lab, await lookAt(lab, nodes)));
}

async function up(lab: Lab, nodes: readonly LabNode[], context: Context): Promise<void> {
  const { emit, signal } = context;
  emit({ type: 'step', title: sentence('machines.look', { count: nodes.length }) });
  const seen = assertFit(lab, await lookAt(lab, nodes, signal));
  for (const text of planOn(lab, seen)) emit({ type: 'note', text });
  // Those that are not brought up now are known by name all the same.
  const others = lab.nodes.filter((node) => !nodes.includes(node) && isMade(lab, node));
  const known = knownHosts([...seen, ...(await lookAt(lab, others, signal)).filter(wasSeen)]);
  signal.throwIfAborted();
  emit({ type: 'step', title: sentence('machines.start', { count: nodes.length }) });
  noteMade(lab, nodes);
  const done = await Promise.allSettled(seen.map((each) => sendTo(lab, each, known, context)));
  const failed = done.flatMap((each) => (each.status === 'rejected' ? [each.reason] : []));
  if (failed.length === 0) return;
  if (failed.length === 1 || failed.some((error) => !(error instanceof LabError))) throw failed[0];
  throw new LabError('machines.some-failed', {
    reasons: failed.map(({ message }) => `\n  ${message}`).join(''),
  });
}

/** Runs a script on the machines of these nodes. @throws LabError machines.unreached, machines.script-failed for the first that fails */
async function onEach(
  lab: Lab,
  nodes: readonly LabNode[],
  scripts: readonly string[],
  words: readonly string[],
): Promise<void> {
  const ran = await Promise.all(
    nodes
      .filter((node) => isMade(lab, node))
      .map(async (node) => ({ node, ...(await runThere(hostOf(node), scripts, { words })) })),
  );
  for (const { node, status, stderr, stdout, unreached } of ran) {
    if (unreached) throw new LabError('machines.unreached', { node: node.name, why: textOf(unreached) });
    if (status !== 0) {
      throw new LabError('machines.not-made', { node: node.name, said: lastLines(stderr || stdout, 6) });
    }
  }
}

async function down(lab: Lab, nodes: readonly LabNode[], context: Context): Promise<void> {
  context.emit({ type: 'step', title: sentence('machines.stop') });
  await endFaultsOn(faults, lab, nodes, context);
  const scripts = ['configure/server.sh', 'machines/down.sh'];
  await onEach(lab, nodes, scripts, [lab.facts.zookeeper.home]);
}

async function takeBackFrom(lab: Lab, names: readonly string[], context: Context): Promise<void> {
  context.emit({ type: 'step', title: sentence('machines.remove') });
  const made = Object.fromEntries(Object.entries(madeOf(lab)).filter(([name]) => names.includes(name)));
  const nodes = lab.nodes.filter(({ name }) => made[name] !== undefined);
  await endFaultsOn(faults, lab, nodes, context);
  const { done, failures } = await takeBack(lab.facts.id, made, context);
  forgetMade(lab, done);
  assertTakenBack(failures);
}

/** How each machine stands to the lab. */
async function states(lab: Lab): Promise<NodeState[]> {
  return Promise.all(
    lab.nodes.map(async (node): Promise<NodeState> => {
      const { name } = node;
      if (!isMade(lab, node)) return { name, running: false };
      const ran = await runThere(hostOf(node), ['machines/state.sh'], { words: [lab.facts.id] });
      if (ran.unreached)
        return {
          name,
          running: false,
          unreached: true,
          note: sentence('told.about', { what: name, text: textOf(ran.unreached) }),
        };
      const state = ran.stdout.trim();
      if (state === 'up' || state === 'down') return { name, running: state === 'up' };
      return { name, running: false, note: sentence('machines.gone', { node: name, host: hostOf(node) }) };
    }),
  );
}

async function diagnose(lab: Lab): Promise<Diagnosis[]> {
  const title = say('machines.title');
  const usable = available();
  if (!usable.ok) return [{ title, level: 'failure', detail: usable.reason, remedy: usable.remedy }];
  const first: Diagnosis = { title, level: 'ok', detail: usable.detail };
  const nodes = lab.nodes.filter(({ host }) => host !== undefined);
  const looked = await lookAt(lab, nodes);
  return [
    first,
    ...looked.map((each): Diagnosis => {
      const title = `${each.node.name} ${hostOf(each.node)}`;
      const wrong = wasSeen(each) ? unmetRequirements(lab, each) : [each.why];
      const [why] = wrong;
      if (why) return { title, level: 'failure', detail: textOf(why), remedy: say('machines.again') };
      return { title, level: 'ok', detail: wasSeen(each) ? each.system : '' };
    }),
  ];
}

/** Nodes as machines that are there already. */
export const machines: Provider = {
  hindrance: unhindered,
  name: 'machines',
  capabilities: {
    ssh: true,
    network: true,
    machine: 'own',
    given: true,
    byName: false,
    severalClusters: false,
    // Their system is their owner's.
    stages: stagesFrom('ssh'),
    patience,
    faults: possible,
  },
  faults,
  available: async () => available(),
  diagnose,
  prepare: preparedAsTyped,
  holds: async (lab) => ({ holds: Object.keys(madeOf(lab)).length > 0 }),
  settle: settledAlready,
  plan,
  lackOfRoom: ownDisks,
  up,
  down,
  destroy: (lab, context) => takeBackFrom(lab, Object.keys(madeOf(lab)), context),
  remove: (lab, nodes, context) =>
    takeBackFrom(
      lab,
      nodes.map(({ name }) => name),
      context,
    ),
  states,
  node,
  // They have ports of their own.
  ports: () => [],
  unreached,
  endpoint: () => '',
  pointTo: () => '',
  remnants: remnantsOf,
  removeRemnants,
  machines: machinesOf,
};
