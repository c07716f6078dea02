import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { parseDocument } from 'yaml';
import { LabError } from '../messages/errors.js';
import { type ForEachSoftware, type SoftwareName, softwareOf } from '../software/index.js';
import { javaHome } from '../software/jdk/home.js';
import { contentName } from '../system/content-name.js';

/** A piece of software as the nodes of a lab have it. */
export interface Installed {
  readonly version: string;
  /** The tarball's name below artifacts/. */
  readonly file: string;
  /** Its folder on the nodes. */
  readonly home: string;
}

/** Their tarballs' names below artifacts/, and that of the other ZooKeeper. */
export function tarballNames(facts: Pick<LabFacts, SoftwareName | 'other'>): string[] {
  const { other } = facts;
  return [...softwareOf(facts).map(({ name }) => facts[name]), other].flatMap((it) => (it ? [it.file] : []));
}

/** The name and the nodes with which a lab was written: what engines and servers know it by. */
export interface MadeNodes {
  readonly name: string;
  readonly nodes: readonly {
    readonly id: number;
    readonly name: string;
    readonly address: string;
    readonly role: 'participant' | 'observer';
  }[];
}

/** What is known of a written lab beside its specification: decided when it was made, never worked out again. */
export interface LabFacts extends ForEachSoftware<Installed> {
  /** Tells this lab from every other, wherever it is moved to. */
  readonly id: string;
  /** The container image that its nodes start from. */
  readonly image: string;
  /** Another ZooKeeper whose tarball lies in artifacts/, for a lesson that is about both. */
  readonly other?: Installed;
  /** Absent in labs of 0.1.0. */
  readonly made?: MadeNodes;
}

/** Label by which engines know what is a lab's: its id. */
export const labelOfId = 'zk-lab.id';

/** The file in a lab that holds its facts, and by SHA-256 what was written, so that edited files can be told. */
export const factsFileName = '.zk-lab.json';

/** The content of that file. */
export interface FactsFile {
  /** 0.1.0 wrote none, and no facts. */
  readonly format: 2;
  readonly facts: LabFacts;
  /** Path → SHA-256 of the file as it was written. */
  readonly files: Readonly<Record<string, string>>;
}

/** How a lab's facts are kept. */
export function factsText(facts: LabFacts, files: Readonly<Record<string, string>>): string {
  const content: FactsFile = { format: 2, facts, files };
  return `${JSON.stringify(content, null, 1)}\n`;
}

/** What the file says; undefined where there is none, or none that this version understands. */
export function readFactsFile(directory: string): Partial<FactsFile> | undefined {
  try {
    return JSON.parse(readFileSync(join(directory, factsFileName), 'utf8'));
  } catch {
    return undefined;
  }
}

/** The id that compose.yaml tells. */
function labelledId(directory: string): string | undefined {
  try {
    const text = readFileSync(join(directory, 'compose.yaml'), 'utf8');
    const id: unknown = parseDocument(text).getIn(['x-node', 'labels', labelOfId]);
    return typeof id === 'string' ? id : undefined;
  } catch {
    return undefined;
  }
}

/** The id of the lab that was written in a directory, also where its facts are lost; undefined where there is none. */
export function idIn(directory: string): string | undefined {
  return readFactsFile(directory)?.facts?.id ?? labelledId(directory);
}

/** The facts of the lab in a directory. @throws LabError lab.damaged where they are neither kept nor to be found */
export function factsOf(directory: string): LabFacts {
  const file = readFactsFile(directory);
  return file?.format === 2 && file.facts ? file.facts : adopted(directory);
}

/**
 * The facts of a lab that has lost them, or that 0.1.0 made, from what was written for the nodes. compose.yaml tells its
 * id; 0.1.0 gave none, but a lab's keys are its own and move with it, so they name it.
 */
function adopted(directory: string): LabFacts {
  const damaged = (path: string) => new LabError('lab.damaged', { file: join(directory, path) });
  const read = (path: string): string => {
    try {
      return readFileSync(join(directory, path), 'utf8');
    } catch {
      throw damaged(path);
    }
  };
  const environment = (name: 'jdk' | 'zookeeper') => (variable: string) => {
    const path = `provision/${name}.env`;
    const value = parseEnv(read(path))[variable];
    if (value === undefined) throw damaged(path);
    return value;
  };
  const compose = parseDocument(read('compose.yaml'));
  const image: unknown = compose.getIn(['x-node', 'image']);
  if (typeof image !== 'string') throw damaged('compose.yaml');
  const [zookeeper, jdk] = [environment('zookeeper'), environment('jdk')];
  return {
    id: labelledId(directory) ?? contentName([read('keys/id_ed25519.pub')]),
    image,
    zookeeper: {
      version: zookeeper('ZOOKEEPER_VERSION'),
      file: zookeeper('ZOOKEEPER_FILE'),
      home: zookeeper('ZOOKEEPER_HOME'),
    },
    jdk: { version: jdk('JDK_VERSION'), file: jdk('JDK_FILE'), home: javaHome },
  };
}
