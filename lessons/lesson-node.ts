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
  readonly finished: FinishedNode;
}

/** All nodes of a lab, as the provider that holds them sees them. @throws LabError lab.damaged */
export function lessonNodes(lab: Lab, provider: Provider): LessonNode[] {
  return lab.nodes.map((node) => {
    const handle = provider.node(lab, node);
    const { machine } = provider.capabilities;
    return { lab, node, machine, home: handle.layout.home, finished: handle.finished() };
  });
}
