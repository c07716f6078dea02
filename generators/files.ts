/** A file of the lab and the template it comes from: templates/lab/PATH.mustache, or templates/lab/PATH if copied. */
export interface LabFile {
  readonly path: string;
  readonly mode?: number;
  readonly copied?: boolean;
  /** Only labs with another ZooKeeper have it. */
  readonly other?: boolean;
}

const script = (name: string): LabFile => ({ path: `provision/${name}`, mode: 0o755, copied: true });

/** Every file of a lab but its keys. */
export const labFiles: readonly LabFile[] = [
  { path: 'README.md' },
  { path: 'zk-lab.yaml' },
  { path: 'zk-lab.schema.json', copied: true },
  { path: 'Vagrantfile' },
  { path: 'vagrant/host.rb', copied: true },
  { path: 'vagrant/Dockerfile' },
  { path: 'compose.yaml' },
  { path: 'Dockerfile' },
  { path: '.dockerignore' },
  { path: '.gitignore' },
  { path: '.gitattributes' },
  { path: 'ssh_config' },
  { path: 'inventory.ini' },
  { path: 'keys/.gitignore' },
  { path: 'artifacts/.gitignore' },
  { path: 'config/hosts' },
  { path: 'config/nodes' },
  { path: 'config/zoo.cfg' },
  { path: 'config/java.env' },
  { path: 'config/zookeeper-env.sh' },
  { path: 'config/shell.sh' },
  // Not below provision/, by which images are told apart: it is handed over at a node's start.
  { path: 'config/other.env', other: true },
  { path: 'provision/os.env' },
  { path: 'provision/jdk.env' },
  { path: 'provision/zookeeper.env' },
  script('jdk-profile.sh'),
  script('utf8.sh'),
  script('lib.sh'),
  script('os.sh'),
  script('packages.sh'),
  script('ssh.sh'),
  script('jdk.sh'),
  script('zookeeper.sh'),
  script('cluster.sh'),
  script('run.sh'),
  script('ensemble.sh'),
  script('node.sh'),
  script('server-log.sh'),
  script('keep.sh'),
  script('health.sh'),
  script('no-systemd.sh'),
];

/** The files whose content makes the container image, and so its name. */
export const imageContent: readonly string[] = [
  'Dockerfile',
  ...labFiles.map(({ path }) => path).filter((path) => path.startsWith('provision/')),
];
