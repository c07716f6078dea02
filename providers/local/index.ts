/** The ensemble as processes of the user on this machine, all on 127.0.0.1: for machines without any engine. */
import { existsSync } from 'node:fs';
import { isDiskTrouble } from '../../artifacts/index.js';
import { LabError } from '../../messages/errors.js';
import { listed, say, sentence } from '../../messages/index.js';
import type { Context } from '../../model/events.js';
import { type Lab, namesOf } from '../../model/lab.js';
import { reaches } from '../../model/stages.js';
import { jdksAtHand } from '../../software/jdk/installed.js';
import { type JdkSearch, thisMachine } from '../../software/jdk/search.js';
import { releaseFor } from '../../software/zookeeper/index.js';
import { makeFolder } from '../../system/folder.js';
import { withLock } from '../../system/lock.js';
import { loopback } from '../../system/ports.js';
import { isInPath } from '../../system/programs.js';
import { askByPort } from '../common/asking.js';
import { configurationOf } from '../common/configuration.js';
import { nothingPlanned, settledAlready, unhindered } from '../common/machine.js';
import { enginesMachine } from '../common/unreached.js';
import type { Availability, NodeHandle, Provider } from '../contract.js';
import { chooseZooKeeper } from './choose-zookeeper.js';
import { runsOnIn, zooCfgFor } from './configuration.js';
import { diagnoseLocal } from './diagnose.js';
import { labTroubleOr, lackOfRoom, removeIfEmpty } from './disk.js';
import { destroy, down, namesEver, remove } from './down.js';
import { execOn, terminalOn } from './exec.js';
import { inForce, lift, possible, put } from './faults.js';
import { serversIn } from './found.js';
import { foldersOf, nodeFolders } from './layout.js';
import { allPorts } from './ports.js';
import { configurationHere, reconfigure } from './reconfigure.js';
import { remnantsOf, removeRemnants } from './remnants.js';
import { linkedRuntime } from './runtime.js';
import { fatesIn, isDisplaced, noteOn, untilStarted } from './servers.js';
import { readState } from './state.js';
import { up } from './up.js';

/** Milliseconds without progress: servers that run agree within seconds. */
const patience = 17_000;
/** For what nobody watches or ends. */
const quiet: Context = { signal: new AbortController().signal, emit: () => {} };

/** The local provider on a machine that is like that. */
export function localOn(search: JdkSearch): Provider {
  const { env } = search;

  /**
   * Two commands at once on one lab would start everything twice.
   * @param full whether to go on where the disk does not even take a lock: what makes room must not need any
   * @throws LabError local.disk-full, local.unwritable
   */
  async function locked<T>(
    lab: Lab,
    { signal, emit }: Context,
    work: () => Promise<T>,
    full: 'go on' | 'fail' = 'fail',
  ): Promise<T> {
    const { root, lock } = foldersOf(lab);
    const waiting = (): void => emit({ type: 'step', title: sentence('local.locked') });
    let begun = false;
    try {
      makeFolder(root);
      return await withLock(lock, { signal, waiting }, () => {
        begun = true;
        return work();
      });
    } catch (error) {
      if (!begun && full === 'go on' && isDiskTrouble(error)) {
        return await work().catch((refused) => {
          throw labTroubleOr(refused, lab);
        });
      }
      removeIfEmpty(lab);
      throw labTroubleOr(error, lab);
    }
  }

  async function available(): Promise<Availability> {
    if (search.platform === 'win32') {
      return { ok: false, reason: say('local.windows'), remedy: say('local.windows.remedy') };
    }
    if (!isInPath('bash', search)) {
      return { ok: false, reason: say('local.no-bash'), remedy: say('local.no-bash.remedy') };
    }
    const found = jdksAtHand(search).map(({ feature }) => feature);
    const jdks = listed([...new Set(found)].sort((a, b) => a - b));
    return { ok: true, detail: jdks ? say('local.available', { jdks }) : say('local.available.no-jdk') };
  }

  function node(lab: Lab, node: Lab['nodes'][number]): NodeHandle {
    const address = { host: loopback, port: node.clientPort };
    return {
      node,
      address,
      get layout() {
        const { zookeeper, jdk } = foldersOf(lab);
        const { root, logs, zooCfg } = nodeFolders(lab, node.name);
        return {
          home: zookeeper,
          log: { zooCfg, folders: [logs, root], askers: [] },
          pidFile: nodeFolders(lab, node.name).pidFile,
          connectString: lab.nodes.map(({ clientPort }) => `${loopback}:${clientPort}`).join(','),
          ...(linkedRuntime(lab) && { javaHome: jdk }),
        };
      },
      finished() {
        const { data, logs, zooCfg } = nodeFolders(lab, node.name);
        const runsOn = runsOnIn(lab);
        const text = zooCfgFor(lab, node, runsOn, configurationOf(lab, 'zoo.cfg'));
        return {
          zooCfg: { file: zooCfg, text },
          dataDir: data,
          dataLogDir: logs,
          // Whichever of this machine's runs the ZooKeeper was taken.
          java: { home: foldersOf(lab).jdk, features: releaseFor(runsOn.version).jdks },
        };
      },
      ask: (word) => askByPort(word, address),
      greets: async () => true,
      stopServer: (context) => locked(lab, context, () => down(lab, [node.name], env, context)),
      startServer: (context) => locked(lab, context, () => up(lab, [node], search, context)),
      configuration: async () => configurationHere(lab, node),
      reconfigure: () => locked(lab, quiet, () => reconfigure(lab, node, env)),
      exec: (command, options) => execOn(lab, node, command, options, env),
      terminal: (command, size) => terminalOn(lab, node, command, size, env),
      login: () => Promise.reject(new LabError('local.ssh', { node: node.name })),
    };
  }

  return {
    name: 'local',
    hindrance: unhindered,
    // Names, addresses, a firewall and SSH are this machine's own.
    capabilities: {
      ssh: false,
      network: false,
      machine: 'shared',
      given: false,
      byName: false,
      severalClusters: false,
      stages: ['jdk', 'zookeeper', 'cluster'],
      patience,
      faults: possible,
    },
    settle: settledAlready,
    plan: nothingPlanned,
    lackOfRoom,
    faults: {
      inForce,
      put: (lab, fault, lasting) => put(lab, fault, lasting, env),
      async end(lab, faults, context) {
        const silenced = await lift(lab, faults, 'start');
        const nodes = lab.nodes.filter(({ name }) => silenced.includes(name));
        if (nodes.length === 0) return;
        await locked(lab, context, async () => {
          context.emit({ type: 'step', title: sentence('local.starting', { nodes: namesOf(nodes) }) });
          await untilStarted(lab, nodes, context.signal);
          // Takes down who runs now, and starts what did not stay.
          await up(lab, nodes, search, context);
        });
      },
      // All that there is of a fault is in the process that holds it, and ends with that.
      left: async () => ({ found: [], unseen: [] }),
      sweep: async () => {},
    },
    available,
    diagnose: async (lab) => diagnoseLocal(lab, await available(), search),
    prepare: (typed, context) => chooseZooKeeper(typed, context, search),
    node,
    ports: allPorts,
    unreached: () => enginesMachine('local', ''),
    endpoint: () => '',
    pointTo: () => '',
    remnants: remnantsOf,
    removeRemnants,
    // Servers are known by the folder that their command lines name.
    machines: () => ({}),

    async holds(lab) {
      return { holds: existsSync(foldersOf(lab).state) || serversIn(lab.dir).length > 0 };
    },

    up: (lab, nodes, context) => locked(lab, context, () => up(lab, nodes, search, context)),

    async down(lab, nodes, context) {
      const all = nodes.length === lab.nodes.length;
      const names = all ? namesEver(lab) : nodes.map(({ name }) => name);
      await locked(lab, context, () => down(lab, names, env, context), 'go on');
    },

    async destroy(lab, context) {
      await locked(lab, context, () => destroy(lab, env, context), 'go on');
    },

    async remove(lab, nodes, context) {
      const names = nodes.map(({ name }) => name);
      await locked(lab, context, () => remove(lab, names, env, context), 'go on');
    },

    async states(lab) {
      const { nodes } = readState(lab);
      const fateOf = fatesIn(lab);
      // A lab that ends before its servers run has no process that could tell: it is up once it was brought up.
      const withServers = reaches(lab.spec.until, 'cluster');
      return lab.nodes.map((node) => {
        const record = nodes[node.name];
        const fate = fateOf(node.name, record);
        const running = fate.is === 'running' || (!withServers && record?.ready === true);
        if (isDisplaced(lab, fate)) {
          const note = sentence('local.node.displaced', { node: node.name });
          return { name: node.name, running, displaced: true, note };
        }
        const note = noteOn(lab, node, fate);
        return { name: node.name, running, ...(note !== undefined && { note }) };
      });
    },
  };
}

export const local: Provider = localOn(thisMachine());
