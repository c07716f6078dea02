import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { type Client, CreateMode, createClient } from 'node-zookeeper-client';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type * as api from '../../index.js';

// What users write as: import { createLab, openLab, UsageError } from 'zk-lab';
const built = join(dirname(inject('testbed').cli), 'index.mjs');
const { createLab, openLab, LabError }: typeof api = await import(pathToFileURL(built).href);

/** The newest ZooKeeper on the machine's own Java, as processes: this test is about the interface, not about engines. */
const shape = { provider: 'local', zookeeper: '3.9', jdk: '17' } as const;

describe('an ensemble in a test suite’s set-up', () => {
  let lab: api.ZkLab;
  let client: Client;

  beforeAll(async () => {
    lab = await createLab({ nodes: 3, ...shape });
    await lab.up();
    client = createClient(lab.connectString);
    await new Promise<void>((resolve) => {
      client.once('connected', resolve);
      client.connect();
    });
  });
  afterAll(async () => {
    client?.close();
    await lab?.destroy();
  });

  const create = (path: string, data: string): Promise<string> =>
    new Promise((resolve, reject) => {
      client.create(path, Buffer.from(data), CreateMode.PERSISTENT, (error, made) =>
        error ? reject(error) : resolve(made),
      );
    });
  const read = (path: string): Promise<string> =>
    new Promise((resolve, reject) => {
      client.getData(path, (error, data) => (error ? reject(error) : resolve(String(data))));
    });

  test('is one that a client writes to and reads from', async () => {
    await create('/greeting', 'hello');
    expect(await read('/greeting')).toBe('hello');
    expect(await promisify(client.getChildren.bind(client) as GetChildren)('/')).toContain('greeting');
  });

  test('a storm of a moment: its verdict, its history and the faults of its seed', async () => {
    const stormed = await lab.storm({ for: 2_000, seed: 5, faults: ['pause'] });
    const { seed, verdict, history, planned } = stormed;
    expect({ seed, holds: verdict.holds }, JSON.stringify(verdict.checks)).toEqual({ seed: 5, holds: true });
    expect(history.faults.map(({ id, kind }) => [id, kind])).toEqual(planned.map(({ id }) => [id, 'pause']));
    expect(history.operations.length).toBe(verdict.counts.operations);
    expect(existsSync(stormed.page)).toBe(true);
    await expect(lab.storm({ for: 'soon' })).rejects.toMatchObject({ code: 'storm.bad-time' });
  });

  test('tells how it is', async () => {
    const { quorum, leader, nodes } = await lab.status();
    expect(quorum).toBe(true);
    expect(lab.nodes).toContain(leader);
    expect(nodes.map(({ serving }) => serving)).toEqual([true, true, true]);
  });

  test('tells which steps are done', async () => {
    const { passed, next, checks } = await lab.check({ nodes: ['node2'] });
    expect({ passed, next }).toEqual({ passed: true, next: null });
    expect(checks.map(({ nodes }) => nodes.map(({ name }) => name))).toEqual(checks.map(() => ['node2']));
    const { checks: first } = await lab.check({ until: 'jdk' });
    expect(first.map(({ id }) => id)).toEqual(['java']);
    await expect(lab.check({ until: 'jkd' as 'jdk' })).rejects.toThrow(/check: until jkd.*did you mean jdk/);
  });

  test('runs programs on its nodes', async () => {
    const { exitCode, stdout } = await lab.exec('node1', ['zkServer.sh', 'status']);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^Mode: (leader|follower)$/m);
    expect(await lab.exec('1', ['sh', '-c', 'echo wrong >&2; exit 3'])).toEqual({
      exitCode: 3,
      stdout: '',
      stderr: 'wrong\n',
    });
  });

  test('goes on while a minority is down, and takes it in again', async () => {
    const { leader } = await lab.status();
    const follower = lab.nodes.find((name) => name !== leader) ?? '';
    await lab.down({ nodes: [follower] });
    expect(await lab.status()).toMatchObject({ quorum: true });
    await create('/meanwhile', 'still here');
    const { nodes } = await lab.up({ nodes: [follower] });
    expect(nodes.map(({ serving }) => serving)).toEqual([true, true, true]);
  });

  test('is opened again by its folder, and is still there after a down', async () => {
    await create('/lasting', 'hello');
    const again = openLab(lab.directory);
    expect(again.connectString).toBe(lab.connectString);
    await again.down();
    expect((await lab.status()).nodes.map(({ running }) => running)).toEqual([false, false, false]);
    await lab.up();
    await expect.poll(() => read('/lasting').catch(String)).toBe('hello');
  });
});

describe('labs made by a program', () => {
  test('keep out of each other’s way, and leave nothing behind', async () => {
    const steps: string[] = [];
    const both = await Promise.all(
      [1, 1].map((nodes) => createLab({ nodes, ...shape, onProgress: (line) => steps.push(line) })),
    );
    try {
      await Promise.all(both.map((lab) => lab.up({ onProgress: (line) => steps.push(line) })));
      expect(new Set(both.map(({ connectString }) => connectString)).size).toBe(2);
      expect(steps.join('\n')).toContain('Starting node1');
    } finally {
      await Promise.all(both.map((lab) => lab.destroy()));
    }
    expect(both.filter(({ directory }) => existsSync(directory))).toEqual([]);
  });

  test('are refused with the same words as on the command line', async () => {
    const refusal = (options: object) => createLab(options).catch((error: unknown) => error);
    const many = await refusal({ nodes: 51 });
    expect(many).toBeInstanceOf(LabError);
    expect(many).toMatchObject({
      code: 'spec.nodes',
      message: expect.stringContaining('createLab: nodes 51'),
    });
    expect(await refusal({ node: 3 })).toMatchObject({
      message: expect.stringContaining('did you mean nodes'),
    });
    expect(await refusal({ provider: 'dokcer' })).toMatchObject({ code: 'provider.unknown' });
    expect(() => openLab('/nowhere')).toThrow('/nowhere is not a lab');
  });

  test('end what they have started when they are aborted', async () => {
    const lab = await createLab({ nodes: 3, ...shape });
    try {
      const abort = new AbortController();
      const onProgress = (line: string): void => {
        if (line.startsWith('Starting')) abort.abort(new Error('enough'));
      };
      await expect(lab.up({ signal: abort.signal, onProgress })).rejects.toThrow('enough');
      expect((await lab.status()).nodes.map(({ running }) => running)).toEqual([false, false, false]);
    } finally {
      await lab.destroy();
    }
  });
});

type GetChildren = (path: string, callback: (error: Error | null, children: string[]) => void) => void;
