import type { Arch, OwnFile } from '../artifacts/types.js';
import type { ArchiveField, OptionalName, SoftwareName } from '../software/index.js';
import type { Stage } from './stages.js';

/** Name of the file in a lab that holds its specification. */
export const specFileName = 'zk-lab.yaml';

/** One member of the ensemble, spelled out. */
export interface NodeSpec {
  /** ZooKeeper's myid and the N of server.N, 1 to 255. */
  readonly id: number;
  /** Its host name. */
  readonly name: string;
  /** Its address in the lab's network. */
  readonly address: string;
  /** A participant votes, and a node is one unless told otherwise; an observer follows without a vote. */
  readonly role?: 'participant' | 'observer';
  /** The machine that it is, if that is there already, as ssh knows it: [USER@]NAME[:PORT]. */
  readonly host?: string | undefined;
}

/** A version of each kind of software, from the catalogue: ZooKeeper 3.4.9, JDK "8". */
type SoftwareFields = Record<SoftwareName, string>;

/** The user's own tarball of each: its path, or in a lab that was made, its name and checksum. */
type ArchiveFields = Record<ArchiveField, string | OwnFile>;

/** The fields of a specification, as zk-lab.yaml and the programmatic interface know them (checked in spec-schema.ts). */
export interface SpecFields extends SoftwareFields, ArchiveFields {
  /** Name of the lab: Compose project, prefix of its containers and machines. */
  name: string;
  /** Voting members of the ensemble, 1 to 50; or every node, spelled out. */
  nodes: number | readonly NodeSpec[];
  /** Machines that are there already, as ssh knows them, to be the nodes: [USER@]NAME[:PORT][=ADDRESS]. Kept with the nodes. */
  hosts: readonly string[];
  /** Further nodes that follow without a vote. */
  observers: number;
  /** The lesson that the lab is for, by its name among the ready-made ones or in the lab's own folder. */
  lesson: string;
  /** The last stage that is built; the rest is left to the learner. */
  until: Stage;
  /** Operating system of the nodes, from the catalogue. */
  os: string;
  /** Processor architecture of the nodes. */
  arch: Arch;
  /** Further settings of zoo.cfg, by name; those that the lab decides by itself (servers, folders, client port) aside. */
  zooCfg: Readonly<Record<string, string | number | boolean>>;
  /** Further options of the servers' and zkCli's JVMs, e.g. -Djute.maxbuffer=4194304. */
  jvmOptions: readonly string[];
  /** Where downloads come from: auto, official, tuna, aliyun, huawei, ustc or a base URL. */
  mirror: string;
  /** Base container image instead of the one of the OS: a name, or a root file system tarball. */
  image: string | OwnFile;
  /** Vagrant box instead of the one of the OS: a name, a URL or a .box file. */
  box: string | OwnFile;
  /** Network of the nodes in CIDR notation. */
  network: string;
  /** Address of the first node; the others follow. */
  firstIp: string;
  /** Nodes are called PREFIX1, PREFIX2, …. */
  prefix: string;
  /** Node i answers ZooKeeper clients on 127.0.0.1, this port + i - 1. */
  clientPort: number;
  /** Node i answers SSH on 127.0.0.1, this port + i - 1. */
  sshPort: number;
  /** Leave prompt, completion and greeting of the nodes' shells as their system has them. */
  plainShell: boolean;
  /** Memory of a node in MiB. */
  memory: number;
  /** Processors of a node. */
  cpus: number;
}

export type SpecField = keyof SpecFields;

/** What was typed or stood in a file: any part of a specification. */
export type PartialSpec = { [K in SpecField]?: SpecFields[K] | undefined };

/** Fields that stay absent unless the user names something of their own. */
type OwnFields = 'hosts' | 'lesson' | OptionalName | ArchiveField | 'zooCfg' | 'jvmOptions' | 'image' | 'box';

/** A lab's specification with every default filled in; the single source of truth behind the edge. */
export type LabSpec = Readonly<Omit<SpecFields, OwnFields> & Partial<Pick<SpecFields, OwnFields>>>;

/** ZooKeeper's myid goes to 255 and a /24 holds 253 nodes; 50 voters is far beyond what anyone elects with. */
export const limits = {
  nodes: { min: 1, max: 50 },
  observers: { min: 0, max: 50 },
  id: { min: 1, max: 255 },
  memory: { min: 256, max: 65536 },
  cpus: { min: 1, max: 64 },
  port: { min: 1024, max: 65535 },
} as const;
