import { faultVerbs } from '../faults/fault.js';
import type { MessageKey } from '../messages/index.js';
import { type OptionName, softwareOptions } from './options.js';
import type { Run } from './run.js';

/** A word that a command takes. */
export interface Word {
  readonly name: string;
  readonly required?: boolean;
  /** Takes all words that remain. */
  readonly many?: boolean;
  readonly help: MessageKey & `cli.word.${string}`;
  readonly complete?: 'node' | 'node-or-all' | 'step' | 'lesson' | 'directory' | readonly string[];
}

/** A command's first word, among options. */
export const firstWord = 'first word';

/** One command: all that parsing, help, completion and the reference know of it. */
export interface Command {
  readonly name: string;
  /** Another word for it. */
  readonly alias?: string;
  readonly words: readonly Word[];
  /** Everything behind the words is another program's: `exec node1 ls -l`. Its name in help. */
  readonly passes?: string;
  readonly options: readonly OptionName[];
  /** What excludes what: options, or its first word. Of each of these at most one is typed, because the others would do nothing. */
  readonly apart?: readonly (readonly (OptionName | typeof firstWord)[])[];
  readonly help: MessageKey & `cli.command.${string}`;
  /** Under the options: what is worth knowing beyond them. */
  readonly more?: MessageKey & `cli.more.${string}`;
  /** What to type, without the program's name, and what that does. */
  readonly examples: readonly (readonly [string, MessageKey & `cli.example.${string}`])[];
  /** The code behind it, loaded when it is called. */
  load(): Promise<{ readonly run: Run }>;
}

/** What a lab is made of: the options of `create`. */
const specOptions = [
  ...(['lesson', 'nodes', 'hosts', 'observers', 'until', 'clientPort'] as const),
  ...softwareOptions,
  ...(['zooCfg', 'jvmOption'] as const),
  ...([
    'os',
    'arch',
    'image',
    'box',
    'network',
    'firstIp',
    'prefix',
    'sshPort',
    'plainShell',
    'memory',
    'cpus',
  ] as const),
  ...(['spec', 'name'] as const),
];
/** What every command takes. */
export const commonOptions = ['debug', 'help'] as const satisfies readonly OptionName[];
const inLab = ['lab', 'provider'] as const;

const someNodes: Word = { name: 'node', many: true, help: 'cli.word.nodes', complete: 'node' };
const oneNode: Word = { name: 'node', required: true, help: 'cli.word.node', complete: 'node' };

const aStep: Word = { name: 'step', required: true, help: 'cli.word.step', complete: 'step' };

/** All commands, in the order in which somebody needs them. */
export const commands: readonly Command[] = [
  {
    name: 'create',
    words: [{ name: 'dir', help: 'cli.word.dir', complete: 'directory' }],
    options: [...specOptions, 'fetch', 'force', 'dryRun', 'json'],
    help: 'cli.command.create',
    more: 'cli.more.create',
    examples: [
      ['create', 'cli.example.create'],
      ['create big -n 5 --observers 2', 'cli.example.create.observers'],
      ['create --zookeeper 3.9 --jdk 17', 'cli.example.create.newer'],
      ['create --until jdk', 'cli.example.create.until'],
      ['create --hosts admin@10.0.0.11,admin@10.0.0.12,admin@10.0.0.13', 'cli.example.create.hosts'],
      ['create --lab zookeeper-cluster', 'cli.example.create.lesson'],
      ['create --jdk-archive jdk-8u144-linux-x64.tar.gz', 'cli.example.create.archive'],
      ['create --zoo-cfg autopurge.purgeInterval=1 --jvm-option -Xss512k', 'cli.example.create.settings'],
    ],
    load: () => import('./create.js'),
  },
  {
    name: 'up',
    words: [someNodes],
    // A lab that it makes first may be told what `create` may.
    options: [
      ...inLab,
      'context',
      'namespace',
      'registry',
      'dryUp',
      'json',
      ...specOptions.filter((name) => name !== 'lesson'),
    ],
    help: 'cli.command.up',
    more: 'cli.more.up',
    examples: [
      ['up', 'cli.example.up'],
      ['up --provider local', 'cli.example.up.local'],
      ['up --provider kubernetes', 'cli.example.up.kubernetes'],
      ['up node2', 'cli.example.up.node'],
      ['up --zookeeper 3.9 --jdk 17', 'cli.example.up.new'],
    ],
    load: () => import('./up.js'),
  },
  {
    name: 'status',
    words: [],
    options: [...inLab, 'watch', 'json'],
    help: 'cli.command.status',
    more: 'cli.more.status',
    examples: [
      ['status', 'cli.example.status'],
      ['status --watch', 'cli.example.status.watch'],
    ],
    load: () => import('./status.js'),
  },
  {
    name: 'page',
    alias: 'open',
    words: [],
    options: [...inLab, 'open', 'share', 'present'],
    help: 'cli.command.page',
    more: 'cli.more.page',
    examples: [
      ['page', 'cli.example.page'],
      ['page --share', 'cli.example.page.share'],
    ],
    load: () => import('./page.js'),
  },
  {
    name: 'check',
    words: [someNodes],
    options: ['checkedUntil', 'hint', 'solution', 'watch', ...inLab, 'json'],
    help: 'cli.command.check',
    more: 'cli.more.check',
    examples: [
      ['check', 'cli.example.check'],
      ['check node2 --until jdk', 'cli.example.check.until'],
      ['check --hint', 'cli.example.check.hint'],
      ['check --watch', 'cli.example.check.watch'],
      ['check --json', 'cli.example.check.json'],
    ],
    load: () => import('./check.js'),
  },
  {
    name: 'storm',
    words: [],
    options: ['stormTime', 'seed', 'stormFaults', 'judge', ...inLab, 'json'],
    // A history says by itself what it is of.
    apart: (['stormTime', 'seed', 'stormFaults', 'lab', 'provider'] as const).map((name) => ['judge', name]),
    help: 'cli.command.storm',
    more: 'cli.more.storm',
    examples: [
      ['storm', 'cli.example.storm'],
      ['storm --for 2m --seed 7', 'cli.example.storm.seed'],
      ['storm --faults kill', 'cli.example.storm.faults'],
      ['storm --judge history.jsonl', 'cli.example.storm.judge'],
    ],
    load: () => import('./storm.js'),
  },
  {
    name: 'labs',
    words: [{ name: 'name', help: 'cli.word.lesson', complete: 'lesson' }],
    options: ['checkedLab', 'tryOut', 'trust', 'provider', 'json'],
    apart: [
      ['checkedLab', firstWord],
      ['trust', firstWord],
    ],
    help: 'cli.command.labs',
    examples: [
      ['labs', 'cli.example.labs'],
      ['labs leader-election', 'cli.example.labs.one'],
      ['labs --check my-lab --try', 'cli.example.labs.try'],
    ],
    load: () => import('./labs.js'),
  },
  {
    name: 'guide',
    words: [{ ...aStep, required: false }],
    options: [...inLab, 'json'],
    help: 'cli.command.guide',
    more: 'cli.more.guide',
    examples: [
      ['guide', 'cli.example.guide'],
      ['guide myid', 'cli.example.guide.step'],
    ],
    load: () => import('./guide.js'),
  },
  {
    name: 'answer',
    words: [aStep, { name: 'value', required: true, many: true, help: 'cli.word.value' }],
    options: inLab,
    help: 'cli.command.answer',
    examples: [],
    load: () => import('./answer.js'),
  },
  {
    name: 'solve',
    words: [],
    options: ['to', ...inLab],
    help: 'cli.command.solve',
    more: 'cli.more.solve',
    examples: [
      ['solve --to java', 'cli.example.solve.to'],
      ['solve', 'cli.example.solve'],
    ],
    load: () => import('./solve.js'),
  },
  {
    name: 'reset',
    words: [],
    options: ['to', 'yes', ...inLab],
    help: 'cli.command.reset',
    more: 'cli.more.reset',
    examples: [['reset --to zoo-cfg -y', 'cli.example.reset']],
    load: () => import('./reset.js'),
  },
  {
    name: 'grade',
    words: [{ name: 'lab', required: true, many: true, help: 'cli.word.graded', complete: 'directory' }],
    options: ['csv', 'json'],
    apart: [['csv', 'json']],
    help: 'cli.command.grade',
    more: 'cli.more.grade',
    examples: [['grade . --csv', 'cli.example.grade']],
    load: () => import('./grade.js'),
  },
  {
    name: 'ssh',
    words: [oneNode],
    passes: 'command',
    options: inLab,
    help: 'cli.command.ssh',
    more: 'cli.more.ssh',
    examples: [
      ['ssh node1', 'cli.example.ssh'],
      ["ssh node1 'source /etc/profile; zkServer.sh status'", 'cli.example.ssh.command'],
    ],
    load: () => import('./ssh.js'),
  },
  {
    name: 'exec',
    words: [{ name: 'node|all', required: true, help: 'cli.word.node-or-all', complete: 'node-or-all' }],
    passes: 'command',
    options: inLab,
    help: 'cli.command.exec',
    more: 'cli.more.exec',
    examples: [
      ['exec node1 bash', 'cli.example.exec'],
      ['exec all java -version', 'cli.example.exec.all'],
    ],
    load: () => import('./exec.js'),
  },
  {
    name: 'zkcli',
    words: [],
    passes: 'args',
    options: inLab,
    help: 'cli.command.zkcli',
    more: 'cli.more.zkcli',
    examples: [
      ['zkcli', 'cli.example.zkcli'],
      ['zkcli create /greeting hello', 'cli.example.zkcli.command'],
    ],
    load: () => import('./zkcli.js'),
  },
  {
    name: 'logs',
    words: [{ name: 'node', help: 'cli.word.node-or-none', complete: 'node' }],
    options: ['follow', 'tail', 'all', ...inLab],
    help: 'cli.command.logs',
    more: 'cli.more.logs',
    examples: [
      ['logs node1', 'cli.example.logs'],
      ['logs -f', 'cli.example.logs.follow'],
    ],
    load: () => import('./logs.js'),
  },
  {
    name: 'fault',
    words: [
      { name: 'verb', help: 'cli.word.fault-verb', complete: [...faultVerbs, 'heal'] },
      { name: 'what', many: true, help: 'cli.word.fault-what', complete: 'node' },
    ],
    options: ['lasting', ...inLab, 'json'],
    help: 'cli.command.fault',
    more: 'cli.more.fault',
    examples: [
      ['fault kill node1', 'cli.example.fault.kill'],
      ['fault cut node1', 'cli.example.fault.cut'],
      ['fault cut node1/node2 --for 30s', 'cli.example.fault.sides'],
      ['fault slow node2 200ms', 'cli.example.fault.slow'],
      ['fault lose node3 10%', 'cli.example.fault.lose'],
      ['fault', 'cli.example.fault'],
      ['fault heal', 'cli.example.fault.heal'],
    ],
    load: () => import('./fault.js'),
  },
  {
    name: 'down',
    words: [someNodes],
    options: inLab,
    help: 'cli.command.down',
    examples: [
      ['down', 'cli.example.down'],
      ['down node3', 'cli.example.down.node'],
    ],
    load: () => import('./down.js'),
  },
  {
    name: 'grow',
    words: [{ name: 'voters', required: true, help: 'cli.word.voters' }],
    options: ['memberObservers', 'joiningHosts', 'json', ...inLab],
    help: 'cli.command.grow',
    more: 'cli.more.grow',
    examples: [
      ['grow 5', 'cli.example.grow'],
      ['grow 5 --observers 1', 'cli.example.grow.observers'],
      ['grow 5 --hosts admin@10.0.0.14,admin@10.0.0.15', 'cli.example.grow.hosts'],
    ],
    load: () => import('./grow.js'),
  },
  {
    name: 'shrink',
    words: [{ name: 'voters', required: true, help: 'cli.word.voters' }],
    options: ['memberObservers', 'yes', 'json', ...inLab],
    help: 'cli.command.shrink',
    more: 'cli.more.shrink',
    examples: [['shrink 3', 'cli.example.shrink']],
    load: () => import('./shrink.js'),
  },
  {
    name: 'replace',
    words: [oneNode],
    options: ['yes', 'json', ...inLab],
    help: 'cli.command.replace',
    more: 'cli.more.replace',
    examples: [['replace node2', 'cli.example.replace']],
    load: () => import('./replace.js'),
  },
  {
    name: 'destroy',
    words: [{ name: 'lab', help: 'cli.word.lab' }],
    options: ['yes', ...inLab],
    apart: [[firstWord, 'lab']],
    help: 'cli.command.destroy',
    more: 'cli.more.destroy',
    examples: [
      ['destroy', 'cli.example.destroy'],
      ['destroy -y', 'cli.example.destroy.yes'],
      ['destroy zk-lab', 'cli.example.destroy.name'],
    ],
    load: () => import('./destroy.js'),
  },
  {
    name: 'doctor',
    words: [],
    options: ['lab', 'provider', 'json'],
    help: 'cli.command.doctor',
    examples: [
      ['doctor', 'cli.example.doctor'],
      ['doctor --provider docker', 'cli.example.doctor.provider'],
    ],
    load: () => import('./doctor.js'),
  },
  {
    name: 'fetch',
    words: [],
    options: [...softwareOptions, 'arch', 'lab', 'json'],
    help: 'cli.command.fetch',
    more: 'cli.more.fetch',
    examples: [
      ['fetch', 'cli.example.fetch'],
      ['fetch --zookeeper 3.8 --jdk 17 --mirror tuna', 'cli.example.fetch.versions'],
    ],
    load: () => import('./fetch.js'),
  },
  {
    name: 'list',
    words: [],
    options: ['json'],
    help: 'cli.command.list',
    examples: [['list', 'cli.example.list']],
    load: () => import('./list.js'),
  },
  {
    name: 'completion',
    words: [{ name: 'shell', help: 'cli.word.shell', complete: ['bash', 'zsh'] }],
    options: [],
    help: 'cli.command.completion',
    examples: [
      ['completion bash >> ~/.bashrc', 'cli.example.completion.bash'],
      ['completion zsh >> ~/.zshrc', 'cli.example.completion.zsh'],
    ],
    load: () => import('./completion.js'),
  },
];

/** The options that a command takes, its own and everybody's. */
export function optionsOf(command: Command): readonly OptionName[] {
  return [...command.options, ...commonOptions];
}
