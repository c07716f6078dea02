import { listed, type MessageKey } from '../messages/index.js';
import type { SpecField } from '../model/spec.js';
import { stages } from '../model/stages.js';
import { providerNames } from '../providers/contract.js';
import {
  type ArchiveField,
  allSoftware,
  archiveFieldOf,
  forEachKind,
  type SoftwareName,
} from '../software/index.js';
import { stormFaults } from '../storm/faults.js';

/** The headings that help sorts options under; each has a text 'cli.group.NAME'. */
export type OptionGroup = 'ensemble' | 'software' | 'machines' | 'files' | 'how' | 'lab' | 'output';

/** One option of the command line: all that parsing, help, completion and the reference know of it. */
export interface Option {
  /** As it is typed, without its dashes: client-port. */
  readonly name: string;
  /** One letter. */
  readonly alias?: string;
  /** What its value stands for in help; an option without one is a flag. */
  readonly value?: string;
  /** The field of the specification that it sets. */
  readonly field?: SpecField;
  /** The value means a number. */
  readonly numeric?: boolean;
  /** It may be given many times. */
  readonly many?: boolean;
  /** Its value begins with a dash, so that one may follow the option as a word of its own: --jvm-option -Xss512k. */
  readonly dashed?: boolean;
  /** A flag that is on unless `--no-NAME` is typed; help shows it that way. */
  readonly on?: boolean;
  /** Its default, where help should tell it and the specification's does not. */
  readonly byDefault?: string;
  /** What completes it: words, or file names. */
  readonly complete?:
    | readonly string[]
    | 'file'
    | 'directory'
    | 'lesson'
    | 'step'
    | 'system'
    | SoftwareName
    | 'mirror';
  /** The kind of software that it is about. */
  readonly software?: SoftwareName;
  readonly group: OptionGroup;
  readonly help: MessageKey & `cli.option.${string}`;
}

const nodeNumbers = { value: 'N', numeric: true } as const;

/** A version of each kind of software. */
const versionOptions = forEachKind(
  ({ name, lines }): Option => ({
    name,
    value: 'V',
    field: name,
    group: 'software',
    help: lines ? 'cli.option.release.lines' : 'cli.option.release',
    complete: name,
    software: name,
  }),
);

/** The user's own tarball of each. */
const archiveOptions = Object.fromEntries(
  allSoftware.map(({ name }): [string, Option] => [
    archiveFieldOf(name),
    {
      name: `${name}-archive`,
      value: 'FILE',
      field: archiveFieldOf(name),
      group: 'software',
      help: 'cli.option.tarball',
      complete: 'file',
      software: name,
    },
  ]),
) as Record<ArchiveField, Option>;

/** The options of `create` and `fetch` that are about software. */
export const softwareOptions: readonly OptionName[] = [
  ...allSoftware.map(({ name }) => name),
  ...allSoftware.map(({ name }) => archiveFieldOf(name)),
  'mirror',
];

/** Every option there is; commands name the ones they take (commands.ts). */
export const options = {
  nodes: {
    name: 'nodes',
    alias: 'n',
    ...nodeNumbers,
    field: 'nodes',
    group: 'ensemble',
    help: 'cli.option.nodes',
  },
  hosts: {
    name: 'hosts',
    value: 'HOST,…',
    field: 'hosts',
    group: 'ensemble',
    help: 'cli.option.hosts',
  },
  joiningHosts: { name: 'hosts', value: 'HOST,…', group: 'how', help: 'cli.option.joining-hosts' },
  observers: {
    name: 'observers',
    ...nodeNumbers,
    field: 'observers',
    group: 'ensemble',
    help: 'cli.option.observers',
  },
  memberObservers: {
    name: 'observers',
    ...nodeNumbers,
    group: 'ensemble',
    help: 'cli.option.member-observers',
  },
  until: {
    name: 'until',
    value: 'STAGE',
    field: 'until',
    group: 'ensemble',
    help: 'cli.option.until',
    complete: stages,
  },
  checkedUntil: {
    name: 'until',
    value: 'STAGE',
    byDefault: 'cluster',
    group: 'how',
    help: 'cli.option.checked-until',
    complete: stages,
  },
  clientPort: {
    name: 'client-port',
    value: 'P',
    numeric: true,
    field: 'clientPort',
    group: 'ensemble',
    help: 'cli.option.client-port',
  },

  ...versionOptions,
  ...archiveOptions,
  zooCfg: {
    name: 'zoo-cfg',
    value: 'KEY=VALUE',
    many: true,
    field: 'zooCfg',
    group: 'software',
    help: 'cli.option.zoo-cfg',
  },
  jvmOption: {
    name: 'jvm-option',
    value: 'X',
    many: true,
    dashed: true,
    field: 'jvmOptions',
    group: 'software',
    help: 'cli.option.jvm-option',
  },
  mirror: {
    name: 'mirror',
    value: 'NAME|URL',
    field: 'mirror',
    group: 'software',
    help: 'cli.option.mirror',
    complete: 'mirror',
  },

  os: {
    name: 'os',
    value: 'NAME',
    field: 'os',
    group: 'machines',
    help: 'cli.option.os',
    complete: 'system',
  },
  arch: {
    name: 'arch',
    value: 'ARCH',
    field: 'arch',
    group: 'machines',
    help: 'cli.option.arch',
    complete: ['x64', 'aarch64'],
  },
  image: {
    name: 'image',
    value: 'NAME|FILE',
    field: 'image',
    group: 'machines',
    help: 'cli.option.image',
    complete: 'file',
  },
  box: {
    name: 'box',
    value: 'NAME|URL',
    field: 'box',
    group: 'machines',
    help: 'cli.option.box',
    complete: 'file',
  },
  network: {
    name: 'network',
    value: 'CIDR',
    field: 'network',
    group: 'machines',
    help: 'cli.option.network',
  },
  firstIp: {
    name: 'first-ip',
    value: 'IP',
    field: 'firstIp',
    group: 'machines',
    help: 'cli.option.first-ip',
  },
  prefix: { name: 'prefix', value: 'NAME', field: 'prefix', group: 'machines', help: 'cli.option.prefix' },
  sshPort: {
    name: 'ssh-port',
    value: 'P',
    numeric: true,
    field: 'sshPort',
    group: 'machines',
    help: 'cli.option.ssh-port',
    byDefault: '12181',
  },
  plainShell: { name: 'plain-shell', field: 'plainShell', group: 'machines', help: 'cli.option.plain-shell' },
  memory: {
    name: 'memory',
    value: 'MIB',
    numeric: true,
    field: 'memory',
    group: 'machines',
    help: 'cli.option.memory',
  },
  cpus: { name: 'cpus', ...nodeNumbers, field: 'cpus', group: 'machines', help: 'cli.option.cpus' },

  spec: { name: 'spec', value: 'FILE', group: 'files', help: 'cli.option.spec', complete: 'file' },
  name: { name: 'name', value: 'NAME', field: 'name', group: 'files', help: 'cli.option.name' },
  fetch: { name: 'fetch', on: true, group: 'files', help: 'cli.option.no-fetch' },
  force: { name: 'force', group: 'files', help: 'cli.option.force' },
  dryRun: { name: 'dry-run', group: 'files', help: 'cli.option.dry-run' },
  dryUp: { name: 'dry-run', group: 'how', help: 'cli.option.dry-up' },

  lesson: {
    name: 'lab',
    value: 'NAME|DIR',
    field: 'lesson',
    group: 'ensemble',
    help: 'cli.option.lesson',
    complete: 'lesson',
  },
  checkedLab: {
    name: 'check',
    value: 'DIR',
    group: 'files',
    help: 'cli.option.checked-lab',
    complete: 'directory',
  },
  tryOut: { name: 'try', group: 'files', help: 'cli.option.try' },
  to: { name: 'to', value: 'STEP', group: 'how', help: 'cli.option.to', complete: 'step' },
  hint: { name: 'hint', group: 'output', help: 'cli.option.hint' },
  solution: { name: 'solution', group: 'output', help: 'cli.option.solution' },
  trust: { name: 'trust', group: 'how', help: 'cli.option.trust' },
  csv: { name: 'csv', group: 'output', help: 'cli.option.csv' },
  stormTime: { name: 'for', value: 'TIME', byDefault: '1m', group: 'how', help: 'cli.option.storm-time' },
  seed: { name: 'seed', value: 'N', group: 'how', help: 'cli.option.seed' },
  stormFaults: {
    name: 'faults',
    value: 'KIND,KIND',
    group: 'how',
    help: 'cli.option.storm-faults',
    complete: stormFaults,
  },
  judge: { name: 'judge', value: 'FILE', group: 'how', help: 'cli.option.judge', complete: 'file' },
  lab: { name: 'lab', value: 'DIR', group: 'lab', help: 'cli.option.lab', complete: 'directory' },
  provider: {
    name: 'provider',
    value: 'NAME',
    group: 'lab',
    help: 'cli.option.provider',
    complete: providerNames,
  },
  context: { name: 'context', value: 'NAME', group: 'lab', help: 'cli.option.context' },
  namespace: { name: 'namespace', value: 'NAME', group: 'lab', help: 'cli.option.namespace' },
  registry: { name: 'registry', value: 'ADDRESS', group: 'lab', help: 'cli.option.registry' },
  lasting: { name: 'for', value: 'TIME', group: 'how', help: 'cli.option.lasting' },
  yes: { name: 'yes', alias: 'y', group: 'how', help: 'cli.option.yes' },
  follow: { name: 'follow', alias: 'f', group: 'output', help: 'cli.option.follow' },
  tail: {
    name: 'tail',
    value: 'N',
    numeric: true,
    byDefault: '100',
    group: 'output',
    help: 'cli.option.tail',
  },
  all: { name: 'all', alias: 'a', group: 'output', help: 'cli.option.all' },
  open: { name: 'open', on: true, group: 'output', help: 'cli.option.no-open' },
  share: { name: 'share', group: 'output', help: 'cli.option.share' },
  present: { name: 'present', group: 'output', help: 'cli.option.present' },
  watch: { name: 'watch', alias: 'w', group: 'output', help: 'cli.option.watch' },
  json: { name: 'json', group: 'output', help: 'cli.option.json' },
  debug: { name: 'debug', group: 'output', help: 'cli.option.debug' },
  help: { name: 'help', alias: 'h', group: 'output', help: 'cli.option.help' },
  version: { name: 'version', group: 'output', help: 'cli.option.version' },
} as const satisfies Record<string, Option>;

export type OptionName = keyof typeof options;
/** An option's definition in its general shape. */
export const optionNamed = (name: OptionName): Option => options[name];

/** What the text of an option about software says of it. */
export function softwareWords({ software }: Option): { title: string; versions: string; example: string } {
  const kind = allSoftware.find(({ name }) => name === software);
  const versions = listed(kind?.lines ?? kind?.versions ?? []);
  return { title: kind?.title ?? '', versions, example: kind?.example ?? '' };
}
