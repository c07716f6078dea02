import { once } from 'node:events';
import { rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { describeWith, useEngine } from '../testbed/use-engine.js';
import { TestLab } from './lab.js';

const data = '/opt/zookeeper-3.4.9/data';

// Debian stands in for CentOS 7.3 here (test/testbed).
await describeWith(useEngine, 'a disk of Docker’s that takes no more', (engine) => {
  let lab: TestLab;
  const nodes = ['node1', 'node2', 'node3'];
  const override = (text: string) => writeFile(join(lab.dir, 'compose.override.yaml'), text);
  beforeEach(async () => {
    lab = await TestLab.create('full', ['--jdk-archive', engine.jdk8], engine.env);
  });
  afterEach(() => lab.remove());

  test('under servers: up and check say so within seconds, and what frees it lets them serve again', async () => {
    const small = nodes.map((name) => `${name}: { tmpfs: ["${data}:size=4m"] }`);
    await override(`services: { ${small.join(', ')} }\n`);
    expect(await lab.zkLab('up')).toSucceed();
    for (const node of nodes) {
      await lab.on(node, `dd if=/dev/zero of=${data}/filler bs=1M; . /etc/profile; zkServer.sh stop`);
    }
    const begun = Date.now();
    const { exitCode, stderr } = await lab.zkLab('up');
    expect(exitCode).toBe(1);
    expect(Date.now() - begun).toBeLessThan(30_000);
    expect(stderr).toMatch(
      new RegExp(`node1: the disk of ${data} is full, and its ZooKeeper can write nothing. Make room there`),
    );
    const told = (await lab.zkLab('check')).stdout.replaceAll(/\s+/g, ' ');
    expect(told).toContain(`The disk of ${data} is full`);
    expect(told).toContain(`→ df -h ${data}`);
    expect(told).not.toMatch(/does not fit together/);
    for (const node of nodes) await lab.on(node, `rm ${data}/filler`);
    expect(await lab.zkLab('up')).toSucceed();

    // While members change: before anybody is stopped.
    for (const node of nodes) await lab.on(node, `dd if=/dev/zero of=${data}/filler bs=1M`);
    for (const typed of [
      ['grow', '5'],
      ['shrink', '1', '-y'],
      ['replace', 'node2', '-y'],
    ]) {
      expect(await lab.zkLab(...typed)).toEqual({
        ...{ exitCode: 1, stdout: '' },
        stderr: expect.stringMatching(
          new RegExp(`node\\d: the disk of ${data} is full.* Nothing was changed; make room`),
        ),
      });
      expect((await lab.status()).nodes.map(({ serving }) => serving)).toEqual([true, true, true]);
    }
    for (const node of nodes) await lab.on(node, `rm ${data}/filler`);
    expect(await lab.zkLab('up')).toSucceed();
  });

  test('while new members are made: those of before serve again, and what was begun goes on once there is room', async () => {
    expect(await lab.zkLab('up')).toSucceed();
    // Stands in for a disk on which the last of what is needed finds no place.
    const inTheWay = createServer().listen(29_973, '127.0.0.1');
    await once(inTheWay, 'listening');
    await override('services: { node4: { ports: ["127.0.0.1:29973:9999"] } }\n');
    const { exitCode, stderr } = await lab.zkLab('grow', '5');
    expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: expect.stringContaining('29973') });
    expect(stderr).toContain('Not finished. This goes on from here: zk-lab grow 5');
    const { nodes: now } = await lab.status();
    expect(now.filter(({ serving }) => serving).map(({ name }) => name)).toEqual(nodes);
    inTheWay.close();
    await rm(join(lab.dir, 'compose.override.yaml'));
    expect(await lab.zkLab('grow', '5')).toSucceed();
    expect((await lab.status()).nodes.every(({ serving }) => serving)).toBe(true);
  });

  test('while nodes are made: what was never started goes again, so that the next start fills it anew', async () => {
    const volumes = async () =>
      (await execa('docker', ['volume', 'ls', '-q', '--filter', 'name=full_node2'], { env: engine.env }))
        .stdout;
    // Stands in for a disk on which the last of what is needed finds no place: the start breaks off in its midst.
    const inTheWay = createServer().listen(29_971, '127.0.0.1');
    await once(inTheWay, 'listening');
    await override('services: { node2: { ports: ["127.0.0.1:29971:9999"] } }\n');
    const { exitCode, stderr } = await lab.zkLab('up');
    expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: expect.stringContaining('29971') });
    expect((await lab.compose('ps', '-aq', 'node2')).stdout).toBe('');
    expect(await volumes()).toBe('');
    inTheWay.close();
    await rm(join(lab.dir, 'compose.override.yaml'));
    expect(await lab.zkLab('up')).toSucceed();
    // What was there before stays, whatever fails later.
    await lab.on('node2', 'echo mine > /root/mine');
    expect(await lab.zkLab('down', 'node2')).toSucceed();
    const again = createServer().listen(29_971, '127.0.0.1');
    await once(again, 'listening');
    await override('services: { node2: { ports: ["127.0.0.1:29971:9999"] } }\n');
    expect((await lab.zkLab('up')).exitCode).toBe(1);
    again.close();
    await rm(join(lab.dir, 'compose.override.yaml'));
    expect(await lab.zkLab('up')).toSucceed();
    expect(await lab.on('node2', 'cat /root/mine')).toBe('mine');
  });
});
