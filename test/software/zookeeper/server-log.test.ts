import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  type LogPart,
  logCommand,
  logPathCommand,
  logStatus,
} from '../../../software/zookeeper/server-log.js';
import { describeUnless } from '../../needs.js';

const time = '2026-11-27 20:13:23,718 [myid:] - INFO ';
const accepted = (client: string) =>
  `${time} [main:NIOServerCnxnFactory@192] - Accepted socket connection from /${client}`;
const asked = (client: string, word = 'srvr') =>
  `${time} [main:NIOServerCnxn@827] - Processing ${word} command from /${client}`;
const closed = (client: string) =>
  `${time} [Thread-3:NIOServerCnxn@1008] - Closed socket connection for client /${client} (no session established for client)`;
const session = (client: string) =>
  `${time} [main:ZooKeeperServer@900] - Client attempting to establish new session at /${client}`;
const other = `${time} [main:QuorumPeer@124] - LEADING`;

let folder = '';
const servers: ChildProcess[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'zk-lab-log-'));
});
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.kill('SIGKILL');
    if (server.exitCode === null && server.signalCode === null) await once(server, 'exit');
  }
  rmSync(folder, { recursive: true });
});

const zooCfg = () => join(folder, 'conf', 'zoo.cfg');
const places = () => ({ zooCfg: zooCfg(), folders: [join(folder, 'logs'), folder], askers: ['10.9.8.1'] });
const start = (part: Partial<LogPart>) => {
  const [program = '', ...args] = logCommand(places(), { tail: 100, all: false, ...part });
  return execa(program, args, { reject: false, stdin: part.follow ? 'pipe' : 'ignore', detached: true });
};
/** Whether a process, or any of a group, runs. */
function isThere(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
const lines = (text: string) => text.split('\n').filter(Boolean);

/** A log that a server left. */
function left(name: string, text: string): string {
  mkdirSync(join(folder, 'logs'), { recursive: true });
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}

/**
 * A process that looks like a server's: java, its main class, and the zoo.cfg at the end. Its output goes to a file, or nowhere.
 * @param named what it calls its zoo.cfg
 */
function server(output: string | undefined, script: string, named = zooCfg()): ChildProcess {
  const words = ['org.apache.zookeeper.server.quorum.QuorumPeerMain', named];
  const sink = output === undefined ? '' : ` >${output} 2>&1`;
  // What Linux calls a process is the name of its file.
  const java = join(folder, 'java');
  const line = `ln -sf "$(command -v bash)" ${java}; exec ${java} -c '${script}' java "$@"${sink}`;
  const child = spawn('bash', ['-c', line, 'bash', ...words], { cwd: folder, stdio: 'pipe' });
  servers.push(child);
  return child;
}
const waitForever = 'while read -r line; do echo "$line"; done';

describe('the lab’s own questions', () => {
  const rest = async (text: string[], part: Partial<LogPart> = {}) => {
    left('logs/zookeeper.out', `${text.join('\n')}\n`);
    return lines((await start(part)).stdout);
  };

  test.each(['127.0.0.1:4', '0:0:0:0:0:0:0:1:4', '[0:0:0:0:0:0:0:1]:4', '10.9.8.1:4'])(
    'of %s are left out',
    async (client) => {
      expect(await rest([other, accepted(client), asked(client), closed(client), other])).toEqual([
        other,
        other,
      ]);
      // From 3.5 on they leave one line.
      expect(await rest([asked(client), other])).toEqual([other]);
      expect(await rest([asked(client), other], { all: true })).toEqual([asked(client), other]);
    },
  );

  test('and nothing else: other words, other clients, connections that were something else', async () => {
    const [mine, theirs] = ['127.0.0.1:40001', '10.9.8.7:40001'];
    for (const kept of [
      [accepted(mine), asked(mine, 'ruok'), closed(mine)],
      [accepted(theirs), asked(theirs), closed(theirs)],
      [accepted(mine), session(mine), closed(mine)],
      [accepted(mine), closed(mine)],
      [closed(mine)],
      [other, accepted(mine)],
    ]) {
      expect(await rest(kept)).toEqual(kept);
    }
  });

  test('among others’ at the same time, and when a port is used again', async () => {
    const [a, b] = ['127.0.0.1:40001', '127.0.0.1:40002'];
    const text = [
      accepted(a),
      accepted(b),
      asked(a),
      session(b),
      closed(a),
      other,
      accepted(a),
      session(a),
      closed(a),
    ];
    expect(await rest(text)).toEqual([accepted(b), session(b), other, accepted(a), session(a), closed(a)]);
  });

  test('do not count as lines', async () => {
    const client = '127.0.0.1:40001';
    const questions = Array.from({ length: 50 }, () => [
      accepted(client),
      asked(client),
      closed(client),
    ]).flat();
    expect(await rest(['first', 'second', ...questions], { tail: 1 })).toEqual(['second']);
  });
});

describeUnless(
  process.platform === 'linux' ? undefined : 'a process’s open files are looked at as on Linux',
  'the log',
  () => {
    const path = async () => {
      const [program = '', ...args] = logPathCommand(places());
      return (await execa(program, args)).stdout;
    };

    test('is where the running server writes, wherever that is; else the newest one left', async () => {
      expect(await path()).toBe('');
      expect((await start({})).exitCode).toBe(logStatus.none);
      utimesSync(left('logs/zookeeper.out', 'old\n'), 1, 1);
      const newer = left('zookeeper-root-server-node1.out', 'newer\n');
      expect(await path()).toBe(newer);
      const running = join(folder, 'anything');
      server(running, waitForever);
      await expect.poll(path).toBe(running);
    });

    test('is found whatever the server calls its zoo.cfg, and no other server’s', async () => {
      mkdirSync(join(folder, 'conf'));
      for (const name of ['zoo.cfg', 'other.cfg']) writeFileSync(join(folder, 'conf', name), '');
      server(join(folder, 'others'), waitForever, join(folder, 'conf/other.cfg'));
      server(join(folder, 'wrong'), waitForever, 'zoo.cfg');
      await expect.poll(() => existsSync(join(folder, 'wrong'))).toBe(true);
      expect(await path()).toBe('');
      const running = join(folder, 'right');
      server(running, waitForever, './conf/zoo.cfg');
      await expect.poll(path).toBe(running);
    });

    test('is the server’s own log file, where it has one', async () => {
      const own = join(folder, 'zookeeper-root-server-node1.log');
      server(join(folder, 'out'), `exec 5>>${own}; ${waitForever}`);
      await expect.poll(path).toBe(own);
    });

    test('is none where the server writes elsewhere; that is told apart', async () => {
      left('logs/zookeeper.out', 'old\n');
      server(undefined, waitForever);
      await expect.poll(async () => (await start({})).exitCode).toBe(logStatus.terminal);
    });

    test('is followed from its first line on, over a restart elsewhere, and what is asked for is told once', async () => {
      const following = start({ tail: 1, follow: { waiting: 'none yet' } });
      let [shown, told] = ['', ''];
      following.stdout.on('data', (text) => {
        shown += text;
      });
      following.stderr.on('data', (text) => {
        told += text;
      });
      await expect.poll(() => told).toBe('none yet\n');

      const first = server(join(folder, 'first'), `echo one; echo two; ${waitForever}`);
      await expect.poll(() => shown, { timeout: 10_000 }).toContain('two');
      first.stdin?.write('three\n');
      await expect.poll(() => shown, { timeout: 10_000 }).toContain('three');
      first.kill('SIGKILL');
      server(join(folder, 'second'), `echo four; ${waitForever}`);
      await expect.poll(() => shown, { timeout: 10_000 }).toContain('four');

      process.kill(-(following.pid ?? 0), 'SIGINT');
      await following;
      expect(lines(shown)).toEqual(['one', 'two', 'three', 'four']);
      expect(told).toBe('none yet\n');
    });

    test('is followed by nobody any more once the input of who follows ends', async () => {
      server(join(folder, 'out'), `echo one; ${waitForever}`);
      const following = start({ tail: 1, follow: { waiting: '' } });
      let shown = '';
      following.stdout.on('data', (text) => {
        shown += text;
      });
      await expect.poll(() => shown).toContain('one');
      const group = `-${following.pid}`;
      following.stdin?.end();
      await following;
      await expect.poll(() => isThere(Number(group))).toBe(false);
    });
  },
);
