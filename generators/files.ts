import { installedSoftware, type SoftwareName } from '../software/index.js';

/** The template that a file comes from, below templates/lab/ and without .mustache. */
export function templateOf({ path, template = path, folder }: LabFile): string {
  return folder === undefined ? template : `${folder}/${template}`;
}

/** A file of the lab and the template it comes from: templates/lab/PATH.mustache, or templates/lab/PATH if copied. */
export interface LabFile {
  readonly path: string;
  readonly mode?: number;
  readonly copied?: boolean;
  /** Another's template, that serves for several files. */
  readonly template?: string;
  /** Only labs with that kind of software have it, which its template is about. */
  readonly software?: SoftwareName;
  /** Only labs with another ZooKeeper have it. */
  readonly other?: boolean;
  /** Names an image, which is named after what goes into it: so it is written after all others. */
  readonly image?: boolean;
  /** The folder below templates/lab/ that has its template, where labs differ. */
  readonly folder?: string;
}

const script = (name: string): LabFile => ({ path: `provision/${name}`, mode: 0o755, copied: true });

/** What installs a kind of software: the parameters and files of its script, and the script. */
const partsOf = ({ name, files }: (typeof installedSoftware)[number]): LabFile[] => [
  { path: `provision/${name}.env`, template: 'provision/package.env', software: name },
  ...[...files, `${name}.sh`].map((file) => ({ ...script(file), software: name })),
];

/** Every file of a lab but its keys. */
export const labFiles: readonly LabFile[] = [
  { path: 'README.md' },
  { path: 'README.zh-CN.md' },
  { path: 'zk-lab.yaml' },
  { path: 'zk-lab.schema.json', copied: true },
  { path: 'Vagrantfile' },
  { path: 'vagrant/host.rb', copied: true },
  { path: 'vagrant/Dockerfile' },
  { path: 'compose.yaml', image: true },
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
  { path: 'provision/software.env' },
  script('utf8.sh'),
  script('lib.sh'),
  script('os.sh'),
  script('packages.sh'),
  script('ssh.sh'),
  ...installedSoftware.flatMap(partsOf),
  script('cluster.sh'),
  script('run.sh'),
  script('ensemble.sh'),
  script('node.sh'),
  script('server-log.sh'),
  script('keep.sh'),
  script('health.sh'),
  script('no-systemd.sh'),
  script('pod.sh'),
  { path: 'kustomization.yaml', image: true },
  { path: 'kubernetes/nodes.yaml', image: true },
  { path: 'kubernetes/lab.yaml', image: true },
];

/** The recipe of the image for pods: the Dockerfile's lines, and these. */
export const podRecipe: LabFile = { path: 'kubernetes/Dockerfile' };

/** What runs nodes on engines: a lab on machines that are there already has none of it. */
const engineFiles =
  /^(Vagrantfile|vagrant\/.*|compose\.yaml|Dockerfile|\.dockerignore|ssh_config|kustomization\.yaml|kubernetes\/.*|provision\/pod\.sh)$/;

/** Every file of a lab on machines that are there already, but its keys. */
export const givenFiles: readonly LabFile[] = [
  ...labFiles
    .filter(({ path }) => !engineFiles.test(path))
    .map((file) =>
      /^(README(\.zh-CN)?\.md|inventory\.ini)$/.test(file.path) ? { ...file, folder: 'given' } : file,
    ),
  { path: 'playbook.yaml', copied: true },
  script('firewall.sh'),
  script('receive.sh'),
  script('take-back.sh'),
];

/** The files whose content makes the container image, and so its name. */
export const imageContent: readonly string[] = [
  'Dockerfile',
  ...labFiles.map(({ path }) => path).filter((path) => path.startsWith('provision/')),
];
