/** The ensemble as processes of the user on this machine, all on 127.0.0.1: for machines without any engine. */
import { existsSync, mkdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { withLock } from '../../artifacts/lock.js';
import { releaseFor } from '../../labs/catalogue/index.js';
import type { Lab } from '../../labs/lab.js';
import { reaches } from '../../labs/stages.js';
import { LabError } from '../../messages/errors.js';
import { say } from '../../messages/index.js';
import type { Context, Provider } from '../provider.js';
import { nodeFiles } from './configuration.js';
import { destroy, down, namesEver } from './down.js';
import { logOf } from './environment.js';
import { equipped } from './equipment.js';
import { execOn } from './exec.js';
import { fitToThisMachine } from './fit.js';
import { jdksAtHand } from './jdk-search.js';
import { foldersOf, loopback, nodeFolders } from './layout.js';
import { fateOf, noteOn } from './servers.js';
import { readState } from './state.js';
import { type Surroundings, thisMachine } from './surroundings.js';
import { up } from './up.js';

/** The local provider on a machine that is like that. */
export function localOn(surroundings: Surroundings): Provider {
  const { env } = surroundings;

  /** Two commands at once on one lab would start everything twice. */
  const locked = <T>(lab: Lab, { signal, report }: Context, work: () => Promise<T>): Promise<T> => {
    const { root, lock } = foldersOf(lab);
    mkdirSync(root, { recursive: true });
    return withLock(lock, { signal, waiting: () => report.step(say('local.locked')) }, work);
  };

  return {
    name: 'local',
    needs: { ssh: false, network: false },

    // Names, addresses, a firewall and SSH are this machine's own.
    stages: ['jdk', 'zookeeper', 'cluster'],

    prepare: (typed, context) => fitToThisMachine(typed, context, surroundings),

    async available() {
      if (surroundings.platform === 'win32') {
        return { ok: false, reason: say('local.windows'), remedy: say('local.windows.remedy') };
      }
      if (!(env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, 'bash')))) {
        return { ok: false, reason: say('local.no-bash'), remedy: say('local.no-bash.remedy') };
      }
      const found = jdksAtHand(surroundings).map(({ feature }) => feature);
      const jdks = [...new Set(found)].sort((a, b) => a - b).join(', ');
      return { ok: true, detail: jdks ? say('local.available', { jdks }) : say('local.available.no-jdk') };
    },

    holds: async (lab) => existsSync(foldersOf(lab).state),

    up: (lab, nodes, context) => locked(lab, context, () => up(lab, nodes, surroundings, context)),

    async down(lab, nodes, context) {
      if (!existsSync(foldersOf(lab).root)) return;
      const all = nodes.length === lab.nodes.length;
      const names = all ? namesEver(lab) : nodes.map(({ name }) => name);
      await locked(lab, context, () => down(lab, names, env, context.report));
    },

    async destroy(lab, context) {
      if (!existsSync(foldersOf(lab).root)) return;
      await locked(lab, context, () => destroy(lab, env, context.report));
    },

    async states(lab) {
      const { nodes } = readState(lab);
      // A lab that ends before its servers run has no process that could tell: it is up once it was brought up.
      const withServers = reaches(lab.spec.until, 'cluster');
      return lab.nodes.map((node) => {
        const record = nodes[node.name];
        const fate = fateOf(lab, node.name, record);
        const running = fate.is === 'running' || (!withServers && record?.ready === true);
        const note = noteOn(lab, node, fate);
        return { name: node.name, running, ...(note !== undefined && { note }) };
      });
    },

    exec: async (lab, node, command, options) => execOn(lab, node, command, options, env),

    clientAddress: (_lab, node) => ({ host: loopback, port: node.clientPort }),

    connectString: (lab) => lab.nodes.map(({ clientPort }) => `${loopback}:${clientPort}`).join(','),

    async ssh(_lab, node) {
      throw new LabError('local.ssh', { node: node.name });
    },

    paths(lab, node) {
      const { zookeeper, jdk } = foldersOf(lab);
      return { home: zookeeper, log: logOf(lab, node), ...(equipped(lab) && { javaHome: jdk }) };
    },

    finished(lab, node) {
      const { data, logs, zooCfg } = nodeFolders(lab, node.name);
      const { zookeeper = lab.spec.zookeeper } = readState(lab);
      const text = nodeFiles(lab, node, zookeeper)['conf/zoo.cfg'] ?? '';
      return {
        zooCfg: { file: zooCfg, text },
        dataDir: data,
        dataLogDir: logs,
        // Whichever of this machine's runs the ZooKeeper was taken.
        java: { home: foldersOf(lab).jdk, features: releaseFor(zookeeper).jdks },
      };
    },
  };
}

export const local: Provider = localOn(thisMachine());
