/** Looking at machines before anything is changed on any of them. */
import { type Sentence, sentence } from '../../messages/index.js';
import { tarballNames } from '../../model/facts.js';
import type { Lab } from '../../model/lab.js';
import type { LabNode } from '../../model/nodes.js';
import { runThere } from './run-there.js';

/** What was seen of a machine. */
export interface Seen {
  readonly node: LabNode;
  readonly host: string;
  readonly system: string;
  /** As uname has it. */
  readonly arch: string;
  readonly kernel: string;
  /** bash's: 4.1. */
  readonly bash: string;
  /** MiB that programs can get. */
  readonly memory: number;
  /** MiB that are free where the lab would put things: the least. */
  readonly disk: number;
  /** Seconds that its clock is ahead of this machine's. */
  readonly ahead: number;
  readonly addresses: readonly string[];
  /** Commands that it lacks. */
  readonly lacks: readonly string[];
  /** The lab has been there before. */
  readonly ours: boolean;
  /** The name of another lab that is there. */
  readonly lab?: string;
  /** Ports of ZooKeeper's that somebody listens on, and who: 2181 ZooKeeper. */
  readonly ports: readonly string[];
  /** Paths that the lab would have and somebody else has. */
  readonly taken: readonly string[];
  /** ZooKeepers of others' beside it. */
  readonly others: readonly string[];
  /** Names of nodes that stand for something else in its /etc/hosts: node1 127.0.1.1. */
  readonly names: readonly string[];
  readonly firewall?: string;
  /** The port at which its sshd listens, which is not the one that leads there from here behind a router. */
  readonly sshd: number;
  /** Whether root may log in there over SSH. */
  readonly rootLogin: boolean;
  /** Its host keys: type and key. */
  readonly hostKeys: readonly string[];
  /** Tarballs that are there: size in bytes by name. */
  readonly artifacts: ReadonlyMap<string, number>;
}

/** One that was not seen, and why. */
export interface Unseen {
  readonly node: LabNode;
  readonly why: Sentence;
}

export type SeenOrNot = Seen | Unseen;
export const wasSeen = (looked: SeenOrNot): looked is Seen => !('why' in looked);

function seenIn(node: LabNode, output: string, middle: number): Seen {
  const pairs = output.split('\n').map((line) => line.split('\t'));
  const all = (key: string): string[] => pairs.flatMap(([name, value = '']) => (name === key ? [value] : []));
  const one = (key: string): string => all(key)[0] ?? '';
  const number = (key: string): number => Number(one(key)) || 0;
  const [lab, firewall] = [one('lab'), one('firewall')];
  return {
    node,
    host: node.host ?? '',
    system: one('system'),
    arch: one('arch'),
    kernel: one('kernel'),
    bash: one('bash'),
    memory: number('memory'),
    disk: Math.min(...all('disk').map((text) => Number(text.split(' ')[1]) || 0)),
    ahead: number('time') - Math.round(middle / 1_000),
    addresses: all('address'),
    lacks: all('lacks'),
    ours: one('ours') === 'yes',
    ...(lab !== '' && { lab }),
    ports: all('port'),
    taken: all('taken'),
    others: all('other'),
    names: all('name'),
    ...(firewall !== '' && { firewall }),
    sshd: number('sshd') || 22,
    rootLogin: one('root-login') !== 'no',
    hostKeys: all('hostkey'),
    artifacts: new Map(
      all('artifact').map((text) => {
        const [size = '', ...name] = text.split(' ');
        return [name.join(' '), Number(size)];
      }),
    ),
  };
}

/** Looks at all of these machines at the same time. Changes nothing. @throws LabError ssh.missing */
export function lookAt(lab: Lab, nodes: readonly LabNode[], signal?: AbortSignal): Promise<SeenOrNot[]> {
  const { zookeeper, id } = lab.facts;
  const names = lab.nodes.map(({ name }) => name).join(' ');
  const words = [id, zookeeper.home, names, ...tarballNames(lab.facts)];
  return Promise.all(
    nodes.map(async (node): Promise<SeenOrNot> => {
      const host = node.host ?? '';
      let told = Date.now();
      const ran = await runThere(host, ['machines/look.sh'], {
        words,
        ...(signal && { signal }),
        // Its clock is read when it begins.
        onLine: (line) => {
          if (line.startsWith('time\t')) told = Date.now();
        },
      });
      if (ran.unreached) return { node, why: ran.unreached };
      if (!/^looked\tyes$/m.test(ran.stdout)) {
        return { node, why: sentence('machines.failed', { host, said: ran.stderr.trim() }) };
      }
      return seenIn(node, ran.stdout, told);
    }),
  );
}
