import type { LessonNode } from '../../lessons/lesson-node.js';
import type { Lab } from '../../model/lab.js';
import { resolve } from '../../model/resolve.js';
import type { PartialSpec } from '../../model/spec.js';
import type { FinishedNode } from '../../providers/contract.js';

const home = '/opt/zookeeper';

/** A lab that exists in memory alone. */
export function labOf(typed: PartialSpec = {}): Lab {
  return {
    ...resolve({ ...typed, name: typed.name ?? 'lab' }, 'x64'),
    dir: '/nowhere/lab',
    facts: {
      id: 'an-id',
      image: 'zk-lab/node:none',
      zookeeper: { version: '3.4.9', file: 'zookeeper.tar.gz', home },
      jdk: { version: '8u144', file: 'jdk.tar.gz', home: '/usr/lib/jvm' },
    },
  };
}

/** What there is on machines that are set up by hand. */
const onMachine: FinishedNode = {
  zooCfg: { file: `${home}/conf/zoo.cfg`, text: 'clientPort = 2181\n' },
  dataDir: `${home}/data`,
  dataLogDir: `${home}/logs`,
  java: { home: '/usr/lib/jvm', profile: '/etc/profile', features: [8] },
  tarballs: { jdk: '/opt/jdk.tar.gz', zookeeper: '/opt/zookeeper.tar.gz', kept: '/lab/artifacts' },
};

/** The nodes of a lab of machines, as lessons see them. @param finished what is otherwise on them */
export function lessonNodesOf(lab: Lab = labOf(), finished: Partial<FinishedNode> = {}): LessonNode[] {
  return lab.nodes.map((node) => ({
    ...{ lab, node, home, connectString: 'node1:2181' },
    machine: 'own',
    pidFile: `${home}/data/zookeeper_server.pid`,
    logFolders: [`${home}/logs`, '/root'],
    finished: { ...onMachine, ...finished },
  }));
}

/** The nodes of a lab of processes on this machine: nothing to unpack, no profile, a zoo.cfg for each. */
export function processesOf(lab: Lab = labOf(), dir = '/home/me/lab'): LessonNode[] {
  return lab.nodes.map((node) => {
    const folder = `${dir}/local/${node.name}`;
    return {
      ...{ lab, node, home: `${dir}/local/zookeeper`, connectString: '127.0.0.1:2181' },
      machine: 'shared',
      pidFile: `${folder}/zookeeper.pid`,
      logFolders: [`${folder}/logs`],
      finished: {
        zooCfg: { file: `${folder}/conf/zoo.cfg`, text: `clientPort=${node.clientPort}\n` },
        dataDir: `${folder}/data`,
        dataLogDir: `${folder}/logs`,
        java: { home: `${dir}/local/jdk`, features: [8, 11] },
      },
    };
  });
}

/** What is alike in all nodes of a lab with at least one. */
export function firstOf<T>([first]: readonly T[]): T {
  if (first === undefined) throw new Error('a lab without nodes');
  return first;
}
