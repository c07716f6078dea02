import * as z from 'zod/mini';
import { stages } from './stages.js';

/**
 * The specification's fields, as zk-lab.yaml and the command line know them.
 * Only what concerns one field alone is checked here; what fits together is checked in resolve.ts.
 */

/** A host name's label has 63 characters at most; a node's number takes three of them. */
const prefixPattern = /^[a-z][a-z0-9-]{0,49}$/;
/** What Compose takes as a project name. */
const namePattern = /^[a-z0-9][a-z0-9_-]{0,59}$/;
/** Names, references and URLs that go into Ruby, YAML and shell: no blanks, quotes or shell syntax. */
const referencePattern = /^[A-Za-z0-9][\w.:/@%+~=?&,#-]*$/;

const whole = (min: number, max: number) => z.number().check(z.int(), z.minimum(min), z.maximum(max));
const described = <T extends z.ZodMiniType>(schema: T, description: string): T =>
  schema.check(z.describe(description)) as T;

/** ZooKeeper's myid goes to 255 and a /24 holds 253 nodes; 50 voters is far beyond what anyone elects with. */
export const limits = {
  nodes: { min: 1, max: 50 },
  observers: { min: 0, max: 50 },
  memory: { min: 256, max: 65536 },
  cpus: { min: 1, max: 64 },
  port: { min: 1024, max: 65535 },
} as const;

/**
 * What a person may write; every field is optional. Each makes its schema when asked: a `create` checks only what was
 * typed, and making all of them takes longer than the rest of its checking.
 */
export const specFields = {
  name: () =>
    described(
      z.string().check(z.regex(namePattern)),
      'Name of the lab: Compose project, prefix of its containers and machines',
    ),
  nodes: () =>
    described(whole(limits.nodes.min, limits.nodes.max), 'Voting members of the ensemble, 1 to 50'),
  observers: () =>
    described(whole(limits.observers.min, limits.observers.max), 'Further nodes that follow without a vote'),
  until: () => described(z.enum(stages), 'The last stage that is built; the rest is left to the learner'),
  os: () =>
    described(
      z.string().check(z.regex(referencePattern)),
      'Operating system of the nodes, from the catalogue',
    ),
  arch: () => described(z.enum(['x64', 'aarch64']), 'Processor architecture of the nodes'),
  zookeeper: () =>
    described(
      z.string().check(z.regex(referencePattern)),
      'ZooKeeper version, from the catalogue, e.g. 3.4.9',
    ),
  jdk: () =>
    described(z.string().check(z.regex(/^\d{1,2}$/)), 'Feature release of the JDK: "8", "11", "17" or "21"'),
  zookeeperArchive: () => described(z.string().check(z.minLength(1)), 'Path of your own ZooKeeper tarball'),
  jdkArchive: () => described(z.string().check(z.minLength(1)), 'Path of your own JDK tarball'),
  mirror: () =>
    described(
      z.string().check(z.regex(referencePattern)),
      'Where downloads come from: auto, official, tuna, aliyun, huawei, ustc or a base URL',
    ),
  image: () =>
    described(
      z.string().check(z.minLength(1)),
      'Base container image instead of the one of the OS: a name, or a root file system tarball',
    ),
  box: () =>
    described(
      z.string().check(z.minLength(1)),
      'Vagrant box instead of the one of the OS: a name, a URL or a .box file',
    ),
  network: () => described(z.string(), 'Network of the nodes in CIDR notation'),
  firstIp: () => described(z.string(), 'Address of the first node; the others follow'),
  prefix: () => described(z.string().check(z.regex(prefixPattern)), 'Nodes are called PREFIX1, PREFIX2, …'),
  clientPort: () =>
    described(
      whole(limits.port.min, limits.port.max),
      'Node i answers ZooKeeper clients on 127.0.0.1, this port + i - 1',
    ),
  sshPort: () =>
    described(whole(limits.port.min, limits.port.max), 'Node i answers SSH on 127.0.0.1, this port + i - 1'),
  memory: () => described(whole(limits.memory.min, limits.memory.max), 'Memory of a node in MiB'),
  cpus: () => described(whole(limits.cpus.min, limits.cpus.max), 'Processors of a node'),
} as const;

export type SpecField = keyof typeof specFields;

type Schema<K extends SpecField> = ReturnType<(typeof specFields)[K]>;

/** Schema of zk-lab.yaml. */
export const specSchema = () => {
  const optional = Object.entries(specFields).map(([name, schema]) => [name, z.optional(schema())]);
  return z.strictObject(Object.fromEntries(optional) as { [K in SpecField]: z.ZodMiniOptional<Schema<K>> });
};

type Fields = { [K in SpecField]: z.infer<Schema<K>> };

/** What was typed or stood in a file: any part of a specification. */
export type PartialSpec = { [K in SpecField]?: Fields[K] | undefined };

/** Fields that stay absent unless the user names something of their own. */
type OwnFields = 'zookeeperArchive' | 'jdkArchive' | 'image' | 'box';

/** A lab's specification with every default filled in; the single source of truth behind the edge. */
export type LabSpec = Readonly<Omit<Fields, OwnFields> & Partial<Pick<Fields, OwnFields>>>;
