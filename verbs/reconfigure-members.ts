/**
 * Who belongs to an ensemble that keeps its configuration itself (3.5 and later, reconfigEnabled=true) changes while it serves,
 * by ZooKeeper's own reconfig: one server at a time, since several empty newcomers could be a quorum by themselves.
 */

import { setTimeout as pause } from 'node:timers/promises';
import { LabError } from '../messages/errors.js';
import { sentence } from '../messages/index.js';
import type { Context } from '../model/events.js';
import type { Lab } from '../model/lab.js';
import type { LabNode } from '../model/nodes.js';
import type { NodeHandle, Provider } from '../providers/contract.js';
import { keepingOutput } from '../providers/kept-output.js';
import { clientCommand } from '../software/zookeeper/client.js';
import { memberIn } from '../software/zookeeper/dynamic-config.js';
import { zooCfgSettings } from '../software/zookeeper/zoo-cfg.js';

/** Milliseconds for the ensemble to commit a configuration: whoever led may have left, and another one be elected first. */
const patience = 60_000;
const tryEvery = 500;

/** What zkCli.sh says once a configuration is in force. */
const committed = /Committed new configuration/;
/** What it says to somebody who may not; nothing helps then. */
const forbidden = /NoAuth|Insufficient permission|not enabled/i;

/** Whether an ensemble keeps its configuration itself: one server alone never does. */
export const isSelfKept = ({ spec, quorum }: Lab): boolean =>
  String(spec.zooCfg?.reconfigEnabled) === 'true' && quorum.voters > 1;

/** What zkCli.sh says to a command on a node that serves. */
async function said(handle: NodeHandle, words: readonly string[], { signal }: Context): Promise<string> {
  const kept = keepingOutput(signal);
  await handle.exec(clientCommand(handle.layout, words, true), kept.options);
  return kept.said.all;
}

/** The ids of the servers in the configuration that is in force. */
async function idsIn(handle: NodeHandle, context: Context): Promise<Set<number>> {
  const found = (await said(handle, ['config'], context)).matchAll(/^server\.(\d+)=/gm);
  return new Set([...found].map(([, id]) => Number(id)));
}

/**
 * Has the ensemble take a change, until what is wanted is so.
 * @param asked a node that stays
 * @throws LabError members.reconfig
 */
async function reconfigure(
  asked: NodeHandle,
  words: readonly string[],
  isSo: (ids: ReadonlySet<number>) => boolean,
  context: Context,
): Promise<void> {
  const deadline = Date.now() + patience;
  for (;;) {
    const answer = await said(asked, ['reconfig', ...words], context);
    if (committed.test(answer) || isSo(await idsIn(asked, context))) return;
    if (forbidden.test(answer) || Date.now() > deadline) {
      const reason = answer.trim().split('\n').at(-1) ?? '';
      throw new LabError('members.reconfig', { node: asked.node.name, reason });
    }
    await pause(tryEvery, undefined, { signal: context.signal });
  }
}

/** Makes a node that serves a member. @param asked one that is @throws LabError members.reconfig */
export async function addMember(
  lab: Lab,
  provider: Provider,
  asked: LabNode,
  node: LabNode,
  context: Context,
): Promise<void> {
  const [askedNode, added] = [provider.node(lab, asked), provider.node(lab, node)];
  context.emit({ type: 'step', title: sentence('members.adding', { node: node.name }) });
  const settings = zooCfgSettings(added.finished().zooCfg.text);
  await reconfigure(askedNode, ['-add', memberIn(settings, node)], (ids) => ids.has(node.id), context);
}

/** Has nodes be members no more. @param asked one that stays @throws LabError members.reconfig */
export async function removeMembers(
  lab: Lab,
  provider: Provider,
  asked: LabNode,
  nodes: readonly LabNode[],
  context: Context,
): Promise<void> {
  const handle = provider.node(lab, asked);
  const ids = await idsIn(handle, context);
  const leaving = nodes.filter(({ id }) => ids.has(id));
  if (leaving.length === 0) return;
  const words = ['-remove', leaving.map(({ id }) => id).join(',')];
  await reconfigure(handle, words, (now) => leaving.every(({ id }) => !now.has(id)), context);
}
