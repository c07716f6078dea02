import { userInfo } from 'node:os';
import { delimiter, join } from 'node:path';
import type { Lab } from '../../model/lab.js';
import type { LabNode } from '../../model/nodes.js';
import { lineOf } from '../../software/zookeeper/releases.js';
import { foldersOf, nodeFolders } from './layout.js';
import { readState } from './state.js';
import { utf8 } from './utf8.js';

/**
 * What zkServer.sh and zkCli.sh need to know to be those of one node.
 * @param env the user's own environment, most of which is handed on
 */
export function environmentOf(lab: Lab, node: string, env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const { zookeeper, jdk } = foldersOf(lab);
  const { root, conf, logs, pidFile } = nodeFolders(lab, node);
  const mine: NodeJS.ProcessEnv = { ...env };
  // A person's settings for some other ZooKeeper would put this one's files there.
  for (const name of Object.keys(mine)) {
    if (/^(ZOO|ZK_|JMX)|^(SERVER_|CLIENT_)?JVMFLAGS$|^CLASSPATH$/.test(name)) delete mine[name];
  }
  return {
    ...mine,
    ...utf8(env),
    // Where no shell is above it, bash takes a socket as its input for rshd's, and runs the user's ~/.bashrc first, whatever that does.
    SHLVL: String(Math.max(1, Number(env.SHLVL) || 0)),
    ZOOCFGDIR: conf,
    ZOO_LOG_DIR: logs,
    ZOOPIDFILE: pidFile,
    // JMX would listen on every address of the machine. 3.4 asks for this before it reads any file of the node's.
    JMXDISABLE: 'true',
    JAVA_HOME: jdk,
    // From 3.5 on, zkServer.sh names its log after these two.
    USER: userName(),
    HOSTNAME: node,
    // zkCli.sh of 3.8 and later unpacks a library, which stays behind where it is killed: among the lab's own files, then. The
    // script splits these words at blanks, which some folders' names have.
    ...(/\s/.test(root) ? {} : { CLIENT_JVMFLAGS: `-Djline.tmpdir=${root}` }),
    PATH: [join(zookeeper, 'bin'), join(jdk, 'bin'), env.PATH].filter(Boolean).join(delimiter),
  };
}

/** The file that takes a server's output when zkServer.sh starts it in that environment. */
export function logOf(lab: Lab, node: LabNode): string {
  const version = readState(lab).zookeeper ?? lab.spec.zookeeper;
  const name =
    lineOf(version) === '3.4' ? 'zookeeper.out' : `zookeeper-${userName()}-server-${node.name}.out`;
  return join(nodeFolders(lab, node.name).logs, name);
}

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    // A number without a name, as containers often run under.
    return 'zookeeper';
  }
}
