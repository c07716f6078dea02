import { say } from '../messages/index.js';
import type { LabStatus, NodeStatus } from '../verbs/status.js';
import { faultLines } from './fault-lines.js';
import type { Output } from './output.js';
import { fitting, table } from './table.js';

/** What a server that has lost its leader, or its followers, says of itself until it notices, seconds later. */
function lostPart({ name, mode }: NodeStatus, { quorum, leader }: LabStatus): string | undefined {
  if (mode === null || mode === 'standalone') return undefined;
  // One voter alone has no leader.
  if (quorum)
    return mode === 'leader' && leader !== null && leader !== name ? say('status.former') : undefined;
  if (mode === 'leader') return say('status.alone');
  return leader === null ? say('status.left', { mode: say(`status.mode.${mode}`) }) : undefined;
}

/** What a node is doing, in one word: its part in the ensemble, or why it has none. */
function stateOf(node: NodeStatus, status: LabStatus): string {
  const { running, mode, condition } = node;
  if (mode !== null) return lostPart(node, status) ?? say(`status.mode.${mode}`);
  return running ? say(`status.state.${condition}`) : say('status.state.stopped');
}

function summary({ nodes, quorum, leader, voters }: LabStatus): string {
  if (quorum) return leader ? say('status.quorum', { leader }) : say('status.serving');
  const running = nodes.filter((node) => node.running).length;
  if (running === 0) return say('status.stopped');
  const { answering, count, needed } = voters;
  // Nobody has started ZooKeeper anywhere: on a lab that leaves it to the learner there is nothing wrong with that.
  if (nodes.every(({ condition }) => condition === 'none')) {
    return say('status.no-servers', { running, count: nodes.length });
  }
  // Whoever follows has had a leader just now.
  if (leader === null && nodes.some(({ mode }) => mode === 'follower')) return say('status.leader-lost');
  // Enough of them are there, and an election takes its time, or they do not reach each other.
  return say(answering < needed ? 'status.no-quorum' : 'status.electing', { answering, count, needed });
}

interface Column {
  readonly heading: string;
  text(node: NodeStatus): string;
}

/** The status of a lab as lines that fit the terminal: where it is narrow or names are long, the last columns go. */
export function statusLines(status: LabStatus, { colors, columns: width }: Output): string[] {
  const { bold, dim, green, yellow, red } = colors;
  const { lab, provider, nodes } = status;
  const title =
    provider === null
      ? say('status.title.not-up', { lab })
      : say('status.title', { lab, provider, state: summary(status) });
  const columns: readonly Column[] = [
    { heading: say('status.node'), text: ({ name }) => name },
    { heading: say('status.state'), text: (node) => stateOf(node, status) },
    { heading: say('status.client'), text: ({ clientAddress }) => clientAddress },
    { heading: say('status.ip'), text: ({ ip }) => ip },
    { heading: say('status.version'), text: ({ version }) => version ?? '-' },
    { heading: say('status.zxid'), text: ({ zxid }) => zxid ?? '-' },
  ];
  const rows = [
    columns.map(({ heading }) => heading),
    ...nodes.map((node) => columns.map(({ text }) => text(node))),
  ];
  const lines = table(fitting(rows, width), (cell, row, column) => {
    const node = nodes[row - 1];
    if (!node) return dim(cell);
    if (column !== 1) return cell;
    if (lostPart(node, status) !== undefined) return yellow(cell);
    if (node.mode === 'leader') return bold(green(cell));
    return node.serving ? green(cell) : node.running ? yellow(cell) : red(cell);
  });
  const clients =
    status.connectString === '' ? [] : [dim(say('status.clients', { connectString: status.connectString }))];
  const [heading, ...faults] = faultLines(status.faults);
  const broken = heading === undefined ? [] : [yellow(heading), ...faults];
  return [bold(title), ...lines, ...clients, ...broken];
}
