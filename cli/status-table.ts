import { say } from '../messages/index.js';
import type { LabStatus, NodeStatus } from '../verbs/status.js';
import type { Output } from './output.js';
import { table } from './table.js';

function stateOf({ running, serving }: NodeStatus): string {
  if (!running) return say('status.state.stopped');
  return serving ? say('status.state.serving') : say('status.state.running');
}

function summary({ nodes, quorum, leader }: LabStatus): string {
  if (quorum) return leader ? say('status.quorum', { leader }) : say('status.serving');
  if (nodes.some(({ serving }) => serving)) return say('status.no-quorum');
  return say('status.stage', { running: nodes.filter(({ running }) => running).length, count: nodes.length });
}

/** The status of a lab as lines that fit 80 columns. */
export function statusLines(status: LabStatus, { colors }: Output): string[] {
  const { bold, dim, green, yellow, red } = colors;
  const { lab, provider, nodes } = status;
  const title =
    provider === null
      ? say('status.title.not-up', { lab })
      : say('status.title', { lab, provider, state: summary(status) });
  const headings = [
    say('status.node'),
    say('status.ip'),
    say('status.client'),
    say('status.state'),
    say('status.mode'),
    say('status.zxid'),
    say('status.version'),
  ];
  const rows = nodes.map((node) => [
    node.name,
    node.ip,
    node.clientAddress,
    stateOf(node),
    node.mode === null ? '-' : say(`status.mode.${node.mode}`),
    node.zxid ?? '-',
    node.version ?? '-',
  ]);
  const lines = table([headings, ...rows], (cell, row, column) => {
    const node = nodes[row - 1];
    if (!node) return dim(cell);
    if (column === 3) return node.serving ? green(cell) : node.running ? yellow(cell) : red(cell);
    return node.mode === 'leader' && column === 4 ? bold(cell) : cell;
  });
  return [bold(title), ...lines];
}
