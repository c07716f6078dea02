import type { Lab } from '../model/lab.js';
import type { LabNode } from '../model/nodes.js';
import type { Capabilities, FinishedNode, Provider } from '../providers/contract.js';

/** A node that a lesson is about, and what there is on it in the end. */
export interface LessonNode {
  readonly lab: Lab;
  readonly node: LabNode;
  readonly machine: Capabilities['machine'];
  /** ZooKeeper's folder. */
  readonly home: string;
  /** How a client on the node names the whole ensemble. */
  readonly connectString: string;
  /** The file that zkServer.sh writes the server's process number into. */
  readonly pidFile: string;
  /** Where a server may have left its log. */
  readonly logFolders: readonly string[];
  readonly finished: FinishedNode;
  /** Whether a fault is in force in the lab that keeps back, or holds up, what nodes send each other; absent where nobody has asked. */
  readonly networkFault?: boolean;
}

/** All nodes of a lab, as the provider that holds them sees them. @throws LabError lab.damaged */
export function lessonNodes(lab: Lab, provider: Provider): LessonNode[] {
  return lab.nodes.map((node) => {
    const handle = provider.node(lab, node);
    const { machine } = provider.capabilities;
    const { home, connectString, pidFile, log } = handle.layout;
    return {
      ...{ lab, node, machine, home, connectString, pidFile },
      logFolders: log.folders,
      finished: handle.finished(),
    };
  });
}
