/** A lab in the hands of a program. */

import { rm } from 'node:fs/promises';
import { parseLasting, parseVerb } from '../faults/parse.js';
import { textOf } from '../messages/index.js';
import { type Lab, openLab } from '../model/lab.js';
import { parseFields } from '../model/parse.js';
import type { Provider, ProviderName } from '../providers/contract.js';
import { keepingOutput } from '../providers/kept-output.js';
import { parseDuration } from '../storm/duration.js';
import { parseKinds } from '../storm/kinds.js';
import { seedOf } from '../storm/seed.js';
import { check } from '../verbs/check.js';
import { destroy } from '../verbs/destroy.js';
import { down } from '../verbs/down.js';
import { exec } from '../verbs/exec.js';
import { fault, heal } from '../verbs/fault.js';
import { grow } from '../verbs/grow.js';
import type { Changed } from '../verbs/members.js';
import { replace } from '../verbs/replace.js';
import { shrink } from '../verbs/shrink.js';
import { type LabStatus, status, watchStatus } from '../verbs/status.js';
import { storm } from '../verbs/storm.js';
import { planUp, up } from '../verbs/up.js';
import { usualEndpoint } from '../verbs/usual-endpoint.js';
import { parseWhereabouts } from '../verbs/whereabouts.js';
import { contextOf } from './context.js';
import type { ZkLab } from './lab.js';

/**
 * Each method is a verb with what the program said.
 * @param engine the one that it was made for; `provider`, where only its name was said
 * @param temporary the folder around the lab that goes with it
 */
export function handleOf(
  made: Lab,
  {
    engine,
    provider = engine?.name,
    temporary,
  }: {
    readonly engine?: Provider;
    readonly provider?: ProviderName | undefined;
    readonly temporary?: string | undefined;
  },
): ZkLab {
  // Another one once it has grown or shrunk.
  let lab = made;
  const { dir } = lab;
  // Until an engine holds the nodes, where most engines put them.
  let addresses = lab.nodes.map((node) => {
    const { host, port } = engine?.node(lab, node).address ?? usualEndpoint(lab, node);
    return `${host}:${port}`;
  });
  const noted = (seen: LabStatus): LabStatus => {
    addresses = seen.nodes.map(({ clientAddress }) => clientAddress);
    return seen;
  };
  const changed = async (work: Promise<Changed>): Promise<LabStatus> => {
    try {
      const { lab: now, status: seen } = await work;
      lab = now;
      return noted(seen);
    } catch (error) {
      // Where it was interrupted its files may tell of more nodes than before.
      lab = openLab(dir);
      throw error;
    }
  };
  return {
    directory: dir,
    get spec() {
      return lab.spec;
    },
    get nodes() {
      return lab.nodes.map(({ name }) => name);
    },
    get connectString() {
      return addresses.join(',');
    },

    async up({ nodes, where: typed = {}, ...options } = {}) {
      const where = parseWhereabouts(typed, (field) => `up: where.${field}`);
      return noted(await up(lab, { provider, nodes: nodes ?? [], where }, contextOf(options)));
    },

    async plan({ nodes = [] } = {}) {
      return (await planUp(lab, { provider, nodes })).plan.map(textOf);
    },

    status: async () => noted(await status(lab, { provider })),

    async *watch({ signal = new AbortController().signal } = {}) {
      for await (const seen of watchStatus(lab, { provider, signal })) yield noted(seen.status);
    },

    async check({ nodes, until: stage, ...options } = {}) {
      const { until } = parseFields({ until: stage }, { describe: (field) => `check: ${field}` });
      return check(lab, { provider, nodes: nodes ?? [], until }, contextOf(options));
    },

    async exec(node, command, { signal } = {}) {
      const kept = keepingOutput(signal);
      const exitCode = await exec(lab, node, command, { provider, ...kept.options });
      const { stdout, stderr } = kept.said;
      return { exitCode, stdout, stderr };
    },

    async storm({ for: time = '1m', seed = Math.floor(Math.random() * 2 ** 32), faults, ...options } = {}) {
      const kinds = faults && parseKinds(faults);
      return storm(
        lab,
        { provider, length: parseDuration(time), seed: seedOf(seed), kinds },
        contextOf(options),
      );
    },

    async fault(verb, words, { for: time, ...options } = {}) {
      const lasting = time === undefined ? undefined : parseLasting(time);
      return fault(lab, { provider, verb: parseVerb(verb), words, lasting }, contextOf(options));
    },

    async heal({ nodes, ...options } = {}) {
      return (await heal(lab, { provider, nodes: nodes ?? [] }, contextOf(options))).ended;
    },

    async down({ nodes, ...options } = {}) {
      await down(lab, { provider, nodes: nodes ?? [] }, contextOf(options));
    },

    grow(voters, { observers, hosts, ...options } = {}) {
      return changed(grow(lab, voters, { provider, observers, hosts }, contextOf(options)));
    },

    shrink(voters, { observers, ...options } = {}) {
      return changed(shrink(lab, voters, { provider, observers }, contextOf(options)));
    },

    async replace(node, options = {}) {
      return noted(await replace(lab, node, { provider }, contextOf(options)));
    },

    async destroy(options = {}) {
      await destroy(lab, { provider }, contextOf(options));
      if (temporary !== undefined) await rm(temporary, { recursive: true, force: true });
    },
  };
}
