import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { commands } from '../../cli/commands.js';
import { describeWith, useEngine } from '../testbed/use-engine.js';
import { modesOf, TestLab } from './lab.js';

/** Verbs on a lab that is there. Those that make one, `up` among them (local.test.ts), are tested where they are. */
const onLabs = [
  'status',
  'check',
  'ssh',
  'exec',
  'zkcli',
  'logs',
  'up',
  'down',
  'doctor',
  'list',
  'completion',
];

/** The words that are typed after zk-lab, from a line that names it, if they are such a verb's, on a lab that Docker has. */
function typed(line: string): string[] {
  const words = /^(?:npx )?zk-lab ((\S+).*?)(?: {2,}#.*| # .*)?$/.exec(line.trim());
  const [, text = '', verb = ''] = words ?? [];
  return onLabs.includes(verb) && !/--provider|--lab|--zookeeper|completion/.test(text) ? [text] : [];
}

const inHelp = commands.flatMap(({ examples }) => examples.flatMap(([line]) => typed(`zk-lab ${line}`)));
const readme = await readFile(new URL('../../README.md', import.meta.url), 'utf8');
const inReadme = [...readme.matchAll(/^```sh\n([\s\S]*?)^```/gm)].flatMap(([, block = '']) =>
  block.split('\n').flatMap(typed),
);

// Debian stands in for CentOS 7.3 here (test/testbed); everything else is what a learner gets by default.
await describeWith(useEngine, 'every example that is written down, typed', (engine) => {
  let lab: TestLab;
  let env: Record<string, string>;
  beforeAll(async () => {
    lab = await TestLab.create('zk-lab', ['--jdk-archive', engine.jdk8], engine.env);
    const bin = join(lab.dir, '..', 'bin');
    await mkdir(bin);
    await writeFile(join(bin, 'zk-lab'), `#!/bin/sh\nexec node ${inject('testbed').cli} "$@"\n`);
    await chmod(join(bin, 'zk-lab'), 0o755);
    env = { ...lab.env, PATH: `${bin}:${process.env.PATH}`, NO_COLOR: '1', LANG: 'C.UTF-8' };
    expect(await lab.zkLab('up', '--provider', 'docker')).toSucceed();
  });
  afterAll(() => lab?.remove());

  /** Types a line in a terminal, leaves what it opens there, and presses Ctrl-C where it goes on for ever. */
  async function type(line: string) {
    const goesOn = / (-f|--watch)\b/.test(line);
    const ended = goesOn ? `timeout --preserve-status --foreground -s INT 6 ${line}` : line;
    const leave = /^zk-lab zkcli$|zkCli\.sh/.test(line) ? 'quit\r' : 'exit\r';
    const { exitCode, stdout } = await execa('script', ['-qefc', ended, '/dev/null'], {
      cwd: lab.dir,
      env,
      input: leave,
      reject: false,
    });
    // Where nothing was told by then, a machine that is busy is still asking.
    const left = goesOn && exitCode === 130 ? 0 : exitCode;
    return { exitCode: left, stdout: stdout.replaceAll('\r\n', '\n') };
  }
  const everybodyServes = () =>
    expect.poll(async () => modesOf(await lab.status())).toEqual(['follower', 'follower', 'leader']);

  /** What is to be seen besides the exit status, of those that have something to say. */
  const shows: readonly (readonly [RegExp, RegExp])[] = [
    [/zkServer\.sh status/, /^Mode: (leader|follower)$/m],
    [/^zkcli create/, /^Created \/\S+$/m],
    [/^zkcli$/, /\[zk: node1:2181,node2:2181,node3:2181\(CONNECT/],
    [/^exec all java -version/, /^node3 \| .*version "1\.8\./m],
    [/^logs/, /\[myid:\d\] - INFO/],
    [/^status/, /quorum, leader node\d/],
    [/^check/, /Everything (is done|up to stage \w+ is done)|"passed": true/],
  ];

  async function typeAll(lines: readonly string[]): Promise<void> {
    for (const line of lines) {
      const [, made] = /^zkcli create (\S+)/.exec(line) ?? [];
      if (made !== undefined) await lab.zkLab('zkcli', 'delete', made);
      if (!/^(up|down)/.test(line)) {
        await lab.zkLab('up');
        await everybodyServes();
      }
      const { exitCode, stdout } = await type(`zk-lab ${line}`);
      expect({ line, exitCode, stdout: exitCode === 0 ? '' : stdout }).toEqual({
        line,
        exitCode: 0,
        stdout: '',
      });
      const told = shows.filter(([examples]) => examples.test(line) && !stdout.includes('Interrupted'));
      for (const [, seen] of told) expect(stdout).toMatch(seen);
    }
  }

  test('in help', { timeout: 400_000 }, async () => {
    for (const verb of ['ssh', 'exec', 'zkcli', 'logs', 'down', 'status --watch']) {
      expect(inHelp).toEqual(expect.arrayContaining([expect.stringMatching(new RegExp(`^${verb}\\b`))]));
    }
    await typeAll(inHelp);
  });

  test('in README.md', { timeout: 400_000 }, async () => {
    expect(inReadme).toEqual(
      expect.arrayContaining([
        'ssh node1',
        'check',
        'zkcli create /greeting hi',
        'down node2',
        'status --watch',
      ]),
    );
    await typeAll(inReadme);
  });

  describe('in the lab’s README.md', () => {
    const lines = async (matching: RegExp) => {
      const text = await readFile(join(lab.dir, 'README.md'), 'utf8');
      const found = [...text.matchAll(/^ {4}(\S.*?)(?: +#.*)?$/gm)].map(([, line = '']) => line);
      return found.filter((line) => matching.test(line));
    };
    test('for this machine', async () => {
      const found = await lines(/^(docker|ssh) /);
      expect(found.length).toBeGreaterThanOrEqual(3);
      for (const line of found) expect({ line, ...(await type(line)) }).toMatchObject({ line, exitCode: 0 });
    });

    test('for a node', async () => {
      await lab.zkLab('up');
      await everybodyServes();
      const found = await lines(/^(for|\/opt\/)/);
      expect(found.length).toBeGreaterThanOrEqual(4);
      const server = /zkServer\.sh (\w+)/;
      for (const line of found) {
        if (server.exec(line)?.[1] === 'status') await everybodyServes();
        if (/zkCli/.test(line)) await everybodyServes();
        const { exitCode, stdout } = await type(`docker compose exec node2 bash -c '${line}'`);
        const [, verb = 'zkCli'] = server.exec(line) ?? [];
        const seen = {
          start: /already running as process/g,
          status: /^Mode: (leader|follower)$/gm,
          stop: /STOPPED$/gm,
          zkCli: /\(CONNECT\w+\) 0\] /g,
        }[verb];
        expect({
          line,
          exitCode,
          seen: seen && (stdout.match(seen)?.length ?? 0) >= (verb === 'zkCli' ? 1 : 3),
        }).toEqual({
          line,
          exitCode: verb === 'start' ? expect.any(Number) : 0,
          seen: true,
        });
      }
    });
  });
});
