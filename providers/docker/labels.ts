import { labelOfId } from '../../model/facts.js';
/** Labels of what the engine holds of a lab: ours, and those that Compose puts on what it makes. */
export const labels = {
  /** The lab's id. What 0.1.0 made has none. */
  id: labelOfId,
  /** Of what holds a fault: the lab's id, the node's name, and what it holds (InForce[]) as JSON. */
  fault: 'zk-lab.fault',
  faultNode: 'zk-lab.fault.node',
  faultHolds: 'zk-lab.fault.holds',
  project: 'com.docker.compose.project',
  service: 'com.docker.compose.service',
  directory: 'com.docker.compose.project.working_dir',
  volume: 'com.docker.compose.volume',
  /** What podman-compose puts on its own, beside Compose's: these are then not all that Compose asks for. */
  podmanCompose: 'io.podman.compose.version',
} as const;

/** Filter for everything with a label of that value. */
export const withLabel = (label: string, value: string): { label: string[] } => ({
  label: [`${label}=${value}`],
});

/** Filter for everything of a Compose project, whoever's it is. */
export const ofProject = (name: string): { label: string[] } => withLabel(labels.project, name);
