/** zkCli.sh: running it on a node, and telling from what it prints what came of a command. */
import { readTemplate } from '../../system/package-files.js';

/** What the script exits with where a node has no zkCli.sh, or no Java that could run it. */
export const noClient = 66;

/** Where a node has its client, and how that names the ensemble. */
export interface ClientPlace {
  readonly home: string;
  readonly javaHome?: string;
  readonly connectString: string;
}

/**
 * zkCli.sh as a command for a node.
 * @param args its options, and the command that it is to run instead of its prompt
 * @param quiet without its log
 */
export function clientCommand(place: ClientPlace, args: readonly string[], quiet: boolean): string[] {
  const { home, javaHome = '', connectString } = place;
  const first = quiet ? ['--quiet'] : [];
  return [
    'bash',
    '-c',
    readTemplate('zkcli/run.sh'),
    'bash',
    ...first,
    home,
    javaHome,
    connectString,
    ...args,
  ];
}

/** A command for a node that ends with 0 or noClient. */
export function clientCheck({ home }: ClientPlace): string[] {
  return ['sh', '-c', `[ -x "$1" ] || exit ${noClient}`, 'sh', `${home}/bin/zkCli.sh`];
}

/** zkCli.sh's options, and how many words follow each. */
const options: Readonly<Record<string, number>> = {
  '-server': 1,
  '-timeout': 1,
  '-client-configuration': 1,
  '-r': 0,
  '-readonly': 0,
  '-waitforconnection': 0,
};

/** The command that zkCli.sh is given to run, with its words; none where there are only options for its prompt. */
export function commandIn(args: readonly string[]): readonly string[] {
  for (let at = 0; at < args.length; at++) {
    const words = options[args[at] ?? ''];
    if (words === undefined) return args.slice(at);
    at += words;
  }
  return [];
}

/** What a program printed and how it ended. */
export interface Printed {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** What came of one command. */
export interface ClientAnswer {
  /** The answer alone. */
  readonly answer: string;
  /** What else zkCli.sh has to say: why it failed, or what belongs to the answer but is no part of it. */
  readonly aside: string;
  readonly failed: boolean;
  /** It failed because no server could be spoken to. */
  readonly unconnected: boolean;
  /** It failed without a word, since the command takes more words. */
  readonly incomplete: boolean;
}

/** Those of which later lines, too, exit with 0, as 3.9.5 says them. */
const laterFailures = [
  'Failed to delete some node(s) in the subtree!',
  'the num quota must be greater than ',
  'the bytes quota must be greater than ',
  'cannot set a quota under the path: ',
];

/**
 * How 3.4 begins to say that a command failed: it exits with 0 for all but a lost connection. 3.4.9 was seen to say these
 * of a node that is not there or is there already, a wrong version, path or number of words; the rest are its source's.
 */
const failures = [
  'ZooKeeper -server host:port cmd args',
  'Command failed: ',
  'Node does not exist: ',
  'Node already exists: ',
  'Node not empty: ',
  'Ephemerals cannot have children: ',
  'Not a read-only call: ',
  'Acl is not valid : ',
  'Authentication is not valid : ',
  'Arguments are not valid : ',
  'version No is not valid : ',
  ...laterFailures,
];

/** What 3.4.9 and 3.9.5 say on stdout, as if it were an answer; that of sync is 3.9.5's program's. */
const failedAnswers: Readonly<Record<string, RegExp>> = {
  delquota: /^Quota does not exist for /m,
  sync: /^Sync has failed\./m,
};

/**
 * The fewest words of each command of 3.4, itself included, which with fewer does nothing and says nothing of it: seen with
 * 3.4.9. Later lines print how the command is called and exit with 1.
 */
const fewestWords: Readonly<Record<string, number>> = {
  ...{ ls: 2, ls2: 2, get: 2, stat: 2, create: 3, set: 3, delete: 2, rmr: 2, sync: 2, addauth: 2 },
  ...{ getAcl: 2, setAcl: 3, setquota: 4, listquota: 2, delquota: 2, connect: 2, redo: 2 },
};

/** What the JVM and its libraries say on stderr of themselves. */
const chatter = /^(SLF4J: |Picked up |(OpenJDK|Java HotSpot\(TM\)).* warning: ).*\n/gm;
/** The session's own events, as zkCli.sh prints them among everything else; each with an empty line before it. */
const sessionEvents = /^\n(WATCHER::|WatchedEvent state:\w+ type:None path:null( zxid: -?\d+)?)\n/gm;

/** Whether zkCli.sh has got as far as looking for a server, by what it has printed on stdout. */
export const looksForServer = (stdout: string): boolean => /^Connecting to /m.test(stdout);
/** Whether it has found one. */
export const foundServer = (stdout: string): boolean => /^WatchedEvent state:SyncConnected /m.test(stdout);

/** Reads what a quiet zkCli.sh, 3.4 to 3.9, printed for one command. */
export function clientAnswer(command: readonly string[], { status, stdout, stderr }: Printed): ClientAnswer {
  const said = stderr.replace(chatter, '');
  // Whatever the JVM has to say of itself on stdout comes before this.
  const answer = stdout.replace(/^[\s\S]*?^Connecting to .*\n/m, '').replace(sessionEvents, '');
  const [name = ''] = command;
  const incomplete = answer + said === '' && command.length < (fewestWords[name] ?? 0);
  // Before it there may be what words it was given, or which of them it takes for no ACL.
  const complained = failures.some((failure) => `\n${said}`.includes(`\n${failure}`));
  const answeredSo = failedAnswers[name]?.test(answer) ?? false;
  const failed = status !== 0 || incomplete || complained || answeredSo;
  const unconnected = failed && /\bConnectionLoss\b|ConnectionLossException/.test(said);
  if (answeredSo) return { answer: '', aside: said + answer, failed, unconnected, incomplete };
  // "Created /x" always, and in 3.4 what stat and others answer, go to stderr.
  if (!failed && answer === '') return { answer: said, aside: '', failed, unconnected, incomplete };
  return { answer, aside: said, failed, unconnected, incomplete };
}
