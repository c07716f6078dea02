import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Lab } from '../../../model/lab.js';
import { configure, nodeFiles } from '../../../providers/local/configuration.js';
import { aLab } from '../../model/a-lab.js';
import { emptyFolder } from './empty-folder.js';

const zooCfgOf = (lab: Lab, index: number): string => {
  const node = lab.nodes[index];
  return node ? (nodeFiles(lab, node, lab.spec.zookeeper)['conf/zoo.cfg'] ?? '') : '';
};

describe('zoo.cfg of a local node', () => {
  test('puts everything on the loopback address, in the node’s own folders', () => {
    expect(zooCfgOf(aLab('/lab'), 1)).toBe(`# ZooKeeper's configuration of node2, a process of this machine.
tickTime=2000
initLimit=5
syncLimit=2
dataDir=/lab/local/node2/data
dataLogDir=/lab/local/node2/logs
clientPort=2182
clientPortAddress=127.0.0.1

server.1=127.0.0.1:2888:3888
server.2=127.0.0.1:2889:3889
server.3=127.0.0.1:2890:3890
`);
  });

  test('marks observers, and turns the AdminServer off where there is one', () => {
    const text = zooCfgOf(aLab('/lab', { nodes: 3, observers: 1, zookeeper: '3.9', jdk: '17' }), 0);
    expect(text).toContain('server.4=127.0.0.1:2891:3891:observer\n');
    expect(text).toContain('\nadmin.enableServer=false\n');
  });

  test('keeps the numbers of nodes that are spelled out', () => {
    const text = zooCfgOf(
      aLab('/lab', {
        nodes: [
          { id: 2, name: 'two', address: '192.168.252.12' },
          { id: 4, name: 'four', address: '192.168.252.14' },
          { id: 9, name: 'nine', address: '192.168.252.19' },
        ],
      }),
      1,
    );
    expect(text).toContain('dataDir=/lab/local/four/data\n');
    expect(text).toContain('clientPort=2184\n');
    expect(text).toMatch(
      /server\.2=127\.0\.0\.1:2889:3889\nserver\.4=127\.0\.0\.1:2891:3891\nserver\.9=127\.0\.0\.1:2896:3896\n$/,
    );
  });

  test('spells what is beyond ASCII as Java’s properties do', () => {
    expect(zooCfgOf(aLab('/实验 a\\b'), 0)).toContain('dataDir=/\\u5b9e\\u9a8c a\\\\b/local/node1/data\n');
  });
});

describe('a node’s files', () => {
  let dir = '';
  let home = '';
  beforeEach(() => {
    dir = emptyFolder();
    home = join(dir, 'distribution');
    mkdirSync(join(home, 'conf'), { recursive: true });
    writeFileSync(join(home, 'conf/log4j.properties'), 'as delivered');
  });
  afterEach(() => rmSync(dir, { recursive: true }));

  const inNode = (path: string): string => join(dir, 'local/node1', path);
  const configureFirst = (lab: Lab, before: Readonly<Record<string, string>>) => {
    const [node] = lab.nodes;
    if (!node) throw new Error('a lab has nodes');
    return configure(lab, node, before, { zookeeper: home, version: lab.spec.zookeeper });
  };

  test('are written once, and log as the distribution does', () => {
    const { changed, files, kept } = configureFirst(aLab(dir), {});
    expect({ changed, kept }).toEqual({ changed: true, kept: [] });
    expect(readFileSync(inNode('data/myid'), 'utf8')).toBe('1\n');
    expect(readFileSync(inNode('conf/java.env'), 'utf8')).toContain('-Xmx128m -XX:+UseSerialGC');
    expect(readFileSync(inNode('conf/log4j.properties'), 'utf8')).toBe('as delivered');
    expect(existsSync(inNode('logs'))).toBe(true);
    expect(configureFirst(aLab(dir), files)).toEqual({ changed: false, files, kept: [] });
  });

  test('follow the specification', () => {
    const { files } = configureFirst(aLab(dir), {});
    const moved = configureFirst(aLab(dir, { clientPort: 5000 }), files);
    expect(moved).toMatchObject({ changed: true, kept: [] });
    expect(readFileSync(inNode('conf/zoo.cfg'), 'utf8')).toContain('clientPort=5000\n');
  });

  test('stay as the user edited them, which is told when they would be others now', () => {
    const { files } = configureFirst(aLab(dir), {});
    writeFileSync(inNode('conf/zoo.cfg'), 'mine');
    expect(configureFirst(aLab(dir), files)).toEqual({ changed: false, files, kept: [] });
    const moved = configureFirst(aLab(dir, { clientPort: 5000 }), files);
    expect(moved).toMatchObject({ changed: false, kept: ['conf/zoo.cfg'] });
    expect(readFileSync(inNode('conf/zoo.cfg'), 'utf8')).toBe('mine');
  });
});
