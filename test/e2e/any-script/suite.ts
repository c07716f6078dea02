import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Client, CreateMode, createClient } from 'node-zookeeper-client';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Lab } from '../../../model/lab.js';
import type { PartialSpec } from '../../../model/spec.js';
import type { NodeHandle, Provider } from '../../../providers/contract.js';
import { keepingOutput } from '../../../providers/kept-output.js';
import { serverState } from '../../../software/zookeeper/server-state.js';
import { create } from '../../../verbs/create.js';
import { TerminalScreen } from '../conformance/terminal-screen.js';

/** A lab of one provider that is up, and the ways into its nodes. */
export interface Speaking {
  readonly lab: Lab;
  handle(index: number): NodeHandle;
  /** A program on a node; both of its outputs. */
  say(index: number, ...command: string[]): Promise<string>;
  /** Makes a znode, as another client. */
  write(path: string, data: string): Promise<string>;
}

/** A shell line that prints 2 where UTF-8 is spoken, and 6 where it is not. */
export const count = 'printf 你好 | wc -m';

/**
 * What is written in Chinese arrives as it was written, whoever writes and whoever reads.
 * @param more tests of ways in that only this provider has
 */
export function anyScript(
  provider: Provider,
  env: Readonly<Record<string, string>>,
  spec: PartialSpec,
  more: (speaking: Speaking) => void = () => {},
): void {
  describe(`Chinese on nodes of ${provider.name}`, () => {
    const context = { signal: new AbortController().signal, emit: () => {} };
    const before = { ...process.env };
    let parent = '';
    let lab: Lab;
    let client: Client;
    const handle = (index: number): NodeHandle => {
      const node = lab.nodes[index];
      if (!node) throw new Error(`no node ${index}`);
      return provider.node(lab, node);
    };
    async function say(index: number, ...command: string[]): Promise<string> {
      const { options, said } = keepingOutput();
      await handle(index).exec(command, options);
      return said.all;
    }
    const zkCli = (index: number, ...words: string[]): Promise<string> => {
      const { home, javaHome, connectString } = handle(index).layout;
      return say(
        index,
        'env',
        `JAVA_HOME=${javaHome}`,
        `${home}/bin/zkCli.sh`,
        ...['-server', connectString, ...words],
      );
    };
    const written = (path: string, data: string): Promise<string> =>
      new Promise((resolve, reject) =>
        client.create(path, Buffer.from(data), CreateMode.PERSISTENT, (error, made) =>
          error ? reject(error) : resolve(made),
        ),
      );
    const read = (path: string): Promise<string> =>
      new Promise((resolve, reject) =>
        client.getData(path, (error, data) => (error ? reject(error) : resolve(data.toString('utf8')))),
      );

    beforeAll(async () => {
      Object.assign(process.env, env);
      parent = await mkdtemp(join(tmpdir(), 'zk-lab-chinese-'));
      process.env.XDG_STATE_HOME = join(parent, 'state');
      const directory = join(parent, 'zk-lab');
      const input = { directory, fetch: provider.name !== 'local', force: false, dryRun: false };
      ({ lab } = await create({ ...input, typed: spec }, context));
      await provider.up(lab, lab.nodes, context);
      for (const index of lab.nodes.keys()) {
        await vi.waitFor(async () => expect((await serverState(handle(index).address)).serving).toBe(true), {
          timeout: 60_000,
          interval: 200,
        });
      }
      const { host, port } = handle(0).address;
      client = createClient(`${host}:${port}`);
      await new Promise<void>((resolve) => {
        client.once('connected', resolve);
        client.connect();
      });
    }, 300_000);
    afterAll(async () => {
      client?.close();
      await provider.destroy(lab, context);
      await rm(parent, { recursive: true, force: true });
      process.env = before;
    });

    test('what zkCli writes, another client reads: path and data', async () => {
      expect(await zkCli(0, 'create', '/你好', '世界，𠀀')).toContain('Created /你好');
      expect(await read('/你好')).toBe('世界，𠀀');
    });

    test('what another client writes, zkCli lists and reads', async () => {
      await written('/再见', '明天');
      expect(await zkCli(1, 'ls', '/')).toContain('再见');
      expect(await zkCli(1, 'get', '/再见')).toContain('明天');
    });

    test('a shell counts characters and not bytes', async () => {
      expect(await say(0, 'bash', '-c', count)).toBe('2\n');
      expect(await say(0, 'bash', '-l', '-c', count)).toBe('2\n');
    });

    test('in a terminal: a comment is shown as it was typed, and files under their names', async () => {
      const screen = await TerminalScreen.open(handle(0), [], { rows: 24, columns: 80 });
      screen.type('cd $(mktemp -d) && touch 名字 # 一个注释\r');
      await screen.shows(/touch 名字 # 一个注释$/m);
      screen.type('ls; rm 名字\r');
      await screen.shows(/^名字$/m);
      screen.type('exit\r');
      expect(await screen.exit).toBe(0);
    });

    test('in a terminal: zkCli’s prompt takes what is typed', async () => {
      const { home, javaHome, connectString } = handle(0).layout;
      const command = ['env', `JAVA_HOME=${javaHome}`, `${home}/bin/zkCli.sh`, '-server', connectString];
      const screen = await TerminalScreen.open(handle(0), command, { rows: 40, columns: 160 });
      await screen.shows(/SyncConnected/);
      // The prompt tells the state of the moment it was printed: Enter brings a new one.
      screen.type('\r');
      await screen.shows(/\(CONNECTED\) \d+\]/);
      screen.type('create /手打 数据\r');
      await screen.shows(/^Created \/手打$/m);
      expect(await read('/手打')).toBe('数据');
      screen.type('quit\r');
      await screen.exit;
    });

    more({
      get lab() {
        return lab;
      },
      handle,
      say,
      write: written,
    });
  });
}
