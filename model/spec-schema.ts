import * as z from 'zod/mini';
import type { OwnFile } from '../artifacts/types.js';
import { type ArchiveField, allSoftware, archiveFieldOf, forEachKind } from '../software/index.js';
import { hostPattern, keptHostPattern } from './hosts.js';
import { limits, type SpecField, type SpecFields } from './spec.js';

import { stages } from './stages.js';

/*
 * What each field may hold. Only what concerns one field alone is checked here; what fits together is checked in
 * resolve.ts.
 */

/** A host name's label has 63 characters at most; a node's number takes three of them. */
const prefixPattern = /^[a-z][a-z0-9-]{0,49}$/;
/** A node's name. */
export const hostNamePattern = /^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/;
/** What Compose takes as a project name. */
const namePattern = /^[a-z0-9][a-z0-9_-]{0,59}$/;
/** Names, references and URLs that go into Ruby, YAML and shell: no blanks, quotes or shell syntax. */
const referencePattern = /^[A-Za-z0-9][\w.:/@%+~=?&,#-]*$/;

/** A name in a file of Java properties that needs no escapes. */
const settingPattern = /^[A-Za-z0-9][\w.-]*$/;
/** No line ends or other control characters, which would begin another setting. */
const printable = /^\P{Cc}+$/u;
/** ZooKeeper's scripts take their options apart at blanks. */
const jvmOptionPattern = /^-[^\s\p{Cc}]+$/u;

const whole = ({ min, max }: { min: number; max: number }) =>
  z.number().check(z.int(), z.minimum(min), z.maximum(max));
const text = (pattern?: RegExp) => z.string().check(pattern ? z.regex(pattern) : z.minLength(1));

/** A file's own name, without folders. */
const fileNamePattern = /^(?!\.{1,2}$)[^/\\\p{Cc}]+$/u;
const ownFile = () => z.strictObject({ file: text(fileNamePattern), sha256: text(/^[0-9a-f]{64}$/) });

const node = () =>
  z.strictObject({
    id: whole(limits.id),
    name: text(hostNamePattern),
    address: z.string(),
    role: z._default(z.enum(['participant', 'observer']), 'participant'),
    host: z.optional(text(keptHostPattern)),
  });

/** What a field takes, and a description for editors. */
interface FieldSchema<T> {
  readonly description: string;
  /** Made when it is asked for: a `create` checks only what was typed, and making all takes longer than the rest of it. */
  schema(): z.ZodMiniType<T, unknown>;
}

/** A version of each kind of software. */
const versions = forEachKind(({ field: { description, pattern = referencePattern } }) => ({
  description,
  schema: () => text(pattern),
}));

const archives = Object.fromEntries(
  allSoftware.map(({ name, title }): [string, FieldSchema<string | OwnFile>] => [
    archiveFieldOf(name),
    {
      description: `Your own ${title} tarball: its path, or its name and checksum`,
      schema: () => z.union([text(), ownFile()]),
    },
  ]),
) as Record<ArchiveField, FieldSchema<string | OwnFile>>;

export const specSchemas: { readonly [K in SpecField]: FieldSchema<SpecFields[K]> } = {
  name: {
    description: 'Name of the lab: Compose project, prefix of its containers and machines',
    schema: () => text(namePattern),
  },
  nodes: {
    description: 'Voting members of the ensemble, 1 to 50; or every node, spelled out',
    schema: () =>
      z.union([
        whole(limits.nodes),
        z.array(node()).check(z.minLength(1), z.maxLength(limits.nodes.max + limits.observers.max)),
      ]),
  },
  hosts: {
    description:
      'Machines that are there already, to be the nodes, as ssh knows them: [admin@10.0.0.11, lab2=10.0.0.12]',
    schema: () => z.array(text(hostPattern)).check(z.minLength(1), z.maxLength(limits.nodes.max)),
  },
  observers: {
    description: 'Further nodes that follow without a vote',
    schema: () => whole(limits.observers),
  },
  lesson: {
    description:
      'The lesson that the lab is for: one of those that zk-lab labs lists, or a folder with a lab.yaml',
    schema: () => text(),
  },
  until: {
    description: 'The last stage that is built; the rest is left to the learner',
    schema: () => z.enum(stages),
  },
  os: {
    description: 'Operating system of the nodes, from the catalogue',
    schema: () => text(referencePattern),
  },
  arch: { description: 'Processor architecture of the nodes', schema: () => z.enum(['x64', 'aarch64']) },
  ...versions,
  ...archives,
  zooCfg: {
    description: 'Further settings of zoo.cfg: { autopurge.purgeInterval: 24 }',
    schema: () => z.record(text(settingPattern), z.union([text(printable), z.number(), z.boolean()])),
  },
  jvmOptions: {
    description: 'Further options of the JVMs of ZooKeeper and zkCli: [-Djute.maxbuffer=4194304]',
    schema: () => z.array(text(jvmOptionPattern)),
  },
  mirror: {
    description: 'Where downloads come from: auto, official, tuna, aliyun, huawei, ustc or a base URL',
    schema: () => text(referencePattern),
  },
  image: {
    description: 'Base container image instead of the one of the OS: a name, or a root file system tarball',
    schema: () => z.union([text(), ownFile()]),
  },
  box: {
    description: 'Vagrant box instead of the one of the OS: a name, a URL or a .box file',
    schema: () => z.union([text(), ownFile()]),
  },
  network: { description: 'Network of the nodes in CIDR notation', schema: () => z.string() },
  firstIp: { description: 'Address of the first node; the others follow', schema: () => z.string() },
  prefix: { description: 'Nodes are called PREFIX1, PREFIX2, …', schema: () => text(prefixPattern) },
  clientPort: {
    description: 'Node i answers ZooKeeper clients on 127.0.0.1, this port + i - 1',
    schema: () => whole(limits.port),
  },
  sshPort: {
    description: 'Node i answers SSH on 127.0.0.1, this port + i - 1',
    schema: () => whole(limits.port),
  },
  plainShell: {
    description: 'Leave prompt, completion and greeting of the nodes’ shells as their system has them',
    schema: () => z.boolean(),
  },
  memory: { description: 'Memory of a node in MiB', schema: () => whole(limits.memory) },
  cpus: { description: 'Processors of a node', schema: () => whole(limits.cpus) },
};

/** The fields in the order in which zk-lab.yaml has them. */
export const fieldNames = Object.keys(specSchemas) as SpecField[];

/** Schema of zk-lab.yaml as a whole. @param without fields that it may not have here */
export function specSchema(without: readonly SpecField[] = []): z.ZodMiniType {
  const allowed = fieldNames.filter((name) => !without.includes(name));
  const fields = allowed.map((name) => {
    const { description, schema } = specSchemas[name];
    return [name, z.optional((schema() as z.ZodMiniType).check(z.describe(description)))];
  });
  return z.strictObject(Object.fromEntries(fields));
}
