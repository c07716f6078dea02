/**
 * The distributions that are assembled through Maven, for real: the user's own mvn gets the jars, and the scripts start,
 * question and stop a standalone server of them with the machine's own Java.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { execa } from 'execa';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { obtain } from '../../../artifacts/index.js';
import { findMirror } from '../../../artifacts/mirrors.js';
import { zookeeper } from '../../../software/zookeeper/index.js';
import { describeUnless } from '../../needs.js';

const missing = ['mvn', 'java', 'tar'].filter((program) => {
  try {
    execFileSync('sh', ['-c', `command -v ${program}`]);
    return false;
  } catch {
    return true;
  }
});
const why =
  missing.length > 0
    ? `not installed: ${missing.join(', ')}; npm test installs them as root on Debian`
    : undefined;

/** What differs between the two generations of scripts. */
const lines = [
  {
    version: '3.4.9',
    again: 0,
    portLine: '',
    outOf: (home: string) => join(home, 'zookeeper.out'),
    usage: '{start|start-foreground|stop|restart|status|print-cmd}',
  },
  {
    version: '3.9.5',
    again: 1,
    portLine: 'Client port found: PORT. Client address: localhost. Client SSL: false.\n',
    outOf: (_home: string, dist: string) => join(dist, 'logs/zookeeper-learner-server-host.out'),
    usage: '[--config <conf-dir>] {start|start-foreground|stop|version|restart|status|print-cmd}',
  },
];

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((listening) => server.once('listening', listening));
  const { port } = server.address() as AddressInfo;
  await new Promise((closed) => server.close(closed));
  return port;
}

for (const line of lines) {
  const { version } = line;
  describeUnless(why, `ZooKeeper ${version} assembled through Maven`, () => {
    let base: string;
    let tarball: string;
    let root: string;
    /** Where the learner stands; 3.4 writes zookeeper.out there. */
    let home: string;
    let dist: string;
    let data: string;
    let port: number;

    beforeAll(async () => {
      // A blank and a quote in the path: the scripts must not trip over them.
      base = mkdtempSync(join(tmpdir(), "zk-lab it's "));
      process.env.ZK_LAB_CACHE = join(base, 'cache');
      // An address where nothing listens: only Maven is left, and no outside host is asked.
      const request = zookeeper.request(zookeeper.find(version), 'x64', findMirror('http://127.0.0.1:1'));
      const artifact = await obtain({
        ...request,
        urls: request.urls.slice(0, 1),
        checksumUrl: 'http://127.0.0.1:1',
      });
      expect(artifact.source).toBe('maven');
      tarball = artifact.path;
      root = artifact.root;
    });
    afterAll(() => {
      delete process.env.ZK_LAB_CACHE;
      rmSync(base, { recursive: true, force: true });
    });

    beforeEach(async () => {
      home = mkdtempSync(join(base, 'home-'));
      execFileSync('tar', ['-xzf', tarball, '-C', home]);
      dist = join(home, root);
      data = join(dist, 'data');
      port = await freePort();
      // Written as in the tutorial, with blanks around the equals sign.
      writeFileSync(
        join(dist, 'conf/zoo.cfg'),
        `tickTime = 2000\ndataDir = ${data}\nclientPort = ${port}\nadmin.enableServer = false\n`,
      );
    });
    afterEach(async () => {
      await zk('stop');
      rmSync(home, { recursive: true, force: true });
    });

    const run = (script: string, args: string[], env: Record<string, string> = {}) =>
      execa(join(dist, 'bin', script), args, {
        cwd: home,
        reject: false,
        stdin: 'ignore',
        timeout: 60_000,
        stripFinalNewline: false,
        env: { USER: 'learner', HOSTNAME: 'host', ...env },
      });
    const zk = (command: string, env: Record<string, string> = {}) =>
      run('zkServer.sh', command.split(' '), env);
    const said = (config = `${dist}/bin/../conf/zoo.cfg`) =>
      `ZooKeeper JMX enabled by default\nUsing config: ${config}\n`;

    async function serving(env: Record<string, string> = {}): Promise<string> {
      for (let tries = 0; tries < 100; tries += 1) {
        const { exitCode, stdout } = await zk('status', env);
        if (exitCode === 0) return stdout;
        await delay(200);
      }
      throw new Error('it never answered');
    }

    const pid = (file = join(data, 'zookeeper_server.pid')) => Number(readFileSync(file, 'utf8'));
    /** Dead also when nobody has asked for its exit status yet, which is the business of process 1. */
    const alive = (process_: number) => {
      try {
        return !/^State:\s+Z/m.test(readFileSync(`/proc/${process_}/status`, 'utf8'));
      } catch {
        return false;
      }
    };

    it('starts, answers, serves a client, and stops, in the official words and exit codes', async () => {
      expect(await zk('status')).toMatchObject({
        exitCode: 1,
        stdout: `${line.portLine.replace('PORT', String(port))}Error contacting service. It is probably not running.\n`,
        stderr: said(),
      });
      expect(await zk('stop')).toMatchObject({
        exitCode: 0,
        stdout: `Stopping zookeeper ... no zookeeper to stop (could not find file ${data}/zookeeper_server.pid)\n`,
      });

      expect(await zk('start')).toMatchObject({
        exitCode: 0,
        stdout: 'Starting zookeeper ... STARTED\n',
        stderr: said(),
      });
      expect(await serving()).toBe(`${line.portLine.replace('PORT', String(port))}Mode: standalone\n`);
      expect(readFileSync(line.outOf(home, dist), 'utf8')).toMatch(/ - INFO {2}\[main:/);
      const server = pid();
      expect(await zk('start')).toMatchObject({
        exitCode: line.again,
        stdout: `Starting zookeeper ... already running as process ${server}.\n`,
      });

      const connect = `localhost:${port},127.0.0.1:${port}`;
      const created = await run('zkCli.sh', ['-server', connect, 'create', '/greeting', 'hello']);
      expect(`${created.stdout}${created.stderr}`).toContain('Created /greeting');
      expect((await run('zkCli.sh', ['-server', connect, 'get', '/greeting'])).stdout).toMatch(/^hello$/m);

      expect(await zk('stop')).toMatchObject({
        exitCode: 0,
        stdout: 'Stopping zookeeper ... STOPPED\n',
        stderr: said(),
      });
      await expect.poll(() => alive(server), { timeout: 10_000 }).toBe(false);
      expect(existsSync(join(data, 'zookeeper_server.pid'))).toBe(false);
    });

    it('restarts as another process that keeps the data', async () => {
      await zk('start');
      await serving();
      const first = pid();
      await run('zkCli.sh', ['-server', `localhost:${port}`, 'create', '/kept', 'yes']);
      const { exitCode, stdout } = await zk('restart');
      expect([exitCode, stdout]).toEqual([
        0,
        'Stopping zookeeper ... STOPPED\nStarting zookeeper ... STARTED\n',
      ]);
      await serving();
      expect(pid()).not.toBe(first);
      expect((await run('zkCli.sh', ['-server', `localhost:${port}`, 'get', '/kept'])).stdout).toMatch(
        /^yes$/m,
      );
    });

    it('reads its settings where the official scripts do', async () => {
      const run_ = join(home, 'run');
      mkdirSync(run_);
      writeFileSync(join(dist, 'conf/java.env'), 'export JVMFLAGS="-Dfrom.java.env=yes $JVMFLAGS"\n');
      writeFileSync(
        join(dist, 'conf/zookeeper-env.sh'),
        'FROM_ENV=1\nSERVER_JVMFLAGS="-Dfrom.env.sh=$FROM_ENV"\n',
      );
      writeFileSync(join(dist, 'conf/other.cfg'), readFileSync(join(dist, 'conf/zoo.cfg')));
      const env = {
        ZOOPIDFILE: join(run_, 'zk.pid'),
        ZOO_LOG_DIR: join(home, 'log'),
        JVMFLAGS: '-Dfrom.shell=yes',
      };
      expect((await zk('start other.cfg', env)).stderr).toBe(said(`${dist}/bin/../conf/other.cfg`));
      const command = readFileSync(`/proc/${pid(env.ZOOPIDFILE)}/cmdline`, 'utf8').split('\0');
      expect(command).toEqual(
        expect.arrayContaining([
          '-Dfrom.java.env=yes',
          '-Dfrom.env.sh=1',
          '-Dfrom.shell=yes',
          `-Dzookeeper.log.dir=${env.ZOO_LOG_DIR}`,
          'org.apache.zookeeper.server.quorum.QuorumPeerMain',
          `${dist}/bin/../conf/other.cfg`,
        ]),
      );
      expect(existsSync(env.ZOO_LOG_DIR)).toBe(true);
      expect((await zk('stop other.cfg', env)).stdout).toBe('Stopping zookeeper ... STOPPED\n');
    });

    it('runs in the foreground as the very process that was started', async () => {
      const foreground = run('zkServer.sh', ['start-foreground']);
      await serving();
      const command = readFileSync(`/proc/${foreground.pid}/cmdline`, 'utf8');
      expect(command).toContain('QuorumPeerMain');
      foreground.kill('SIGTERM');
      await foreground;
    });

    it('shows its command, and how it is used', async () => {
      const { stdout } = await zk('print-cmd');
      expect(stdout).toContain('QuorumPeerMain');
      expect(stdout).toMatch(/> ".*\.out" 2>&1 < \/dev\/null$/m);
      expect(await zk('begin')).toMatchObject({
        exitCode: 0,
        stdout: '',
        stderr: `${said()}Usage: ${join(dist, 'bin/zkServer.sh')} ${line.usage}\n`,
      });
    });

    it('without zoo.cfg says what to do and starts nothing', async () => {
      rmSync(join(dist, 'conf/zoo.cfg'));
      const { exitCode, stdout, stderr } = await zk('start');
      expect([exitCode, stdout]).toEqual([1, '']);
      expect(stderr).toContain('copy zoo_sample.cfg');
    });

    it('that dies at once is told by the later lines; 3.4 leaves that to status', async () => {
      const { exitCode, stdout } = await zk('start', { JVMFLAGS: '-XX:+NoSuchFlag' });
      const expected =
        version === '3.4.9'
          ? [0, 'Starting zookeeper ... STARTED\n']
          : [1, 'Starting zookeeper ... FAILED TO START\n'];
      expect([exitCode, stdout]).toEqual(expected);
      expect(readFileSync(line.outOf(home, dist), 'utf8')).toContain('NoSuchFlag');
    });

    it('with its sample configuration needs only a place for its data', async () => {
      const sample = readFileSync(join(dist, 'conf/zoo_sample.cfg'), 'utf8');
      const edited = sample.replace('/tmp/zookeeper', data).replace('2181', String(port));
      writeFileSync(join(dist, 'conf/zoo.cfg'), `${edited}admin.enableServer=false\n`);
      expect((await zk('start')).stdout).toBe('Starting zookeeper ... STARTED\n');
      expect(await serving()).toContain('Mode: standalone');
    });

    // 3.4 knows neither of the two.
    if (version === '3.4.9') return;
    it('finds the client port of a server line and the configuration of another folder', async () => {
      const other = join(home, 'conf 2');
      mkdirSync(other);
      mkdirSync(data);
      writeFileSync(join(data, 'myid'), '1\n');
      const [election, quorum] = [await freePort(), await freePort()];
      writeFileSync(
        join(other, 'zoo.cfg'),
        `tickTime=2000\ninitLimit=5\nsyncLimit=2\ndataDir=${data}\nadmin.enableServer=false\n` +
          `server.1=127.0.0.1:${quorum}:${election};127.0.0.1:${port}\nstandaloneEnabled=true\n`,
      );
      const zk2 = (command: string) => run('zkServer.sh', ['--config', other, command]);
      expect(await zk2('start')).toMatchObject({ exitCode: 0, stderr: said(join(other, 'zoo.cfg')) });
      await expect
        .poll(async () => (await zk2('status')).stdout, { timeout: 20_000 })
        .toBe(
          `Client port found: ${port}. Client address: 127.0.0.1. Client SSL: false.\nMode: standalone\n`,
        );
      expect((await zk2('stop')).stdout).toBe('Stopping zookeeper ... STOPPED\n');
      expect((await zk('version')).stdout).toContain('3.9.5');
    });
  });
}
