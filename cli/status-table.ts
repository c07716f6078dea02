import { say } from '../messages/index.js';
import type { LabStatus, NodeStatus } from '../verbs/status.js';
import { faultLines } from './fault-lines.js';
import type { Output } from './output.js';
import { fitting, table } from './table.js';

/** What a node is doing, in one word: its part in the ensemble, or why it has none. */
function stateOf({ running, mode, condition }: NodeStatus): string {
  if (mode !== null) return say(`status.mode.${mode}`);
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
    { heading: say('status.state'), text: (node) => stateOf(node) },
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
    if (node.mode === 'leader') return bold(green(cell));
    return node.serving ? green(cell) : node.running ? yellow(cell) : red(cell);
  });
  const clients =
    status.connectString === '' ? [] : [dim(say('status.clients', { connectString: status.connectString }))];
  const [heading, ...faults] = faultLines(status.faults);
  const broken = heading === undefined ? [] : [yellow(heading), ...faults];
  return [bold(title), ...lines, ...clients, ...broken];
}
