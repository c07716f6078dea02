import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { type ParsedKey, utils } from 'ssh2';
import { afterAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { type PlannedFile, planLab } from '../../generators/plan.js';
import type { Stack } from '../../generators/stack.js';
import { parseSpec } from '../../model/file.js';
import { keysFor } from '../../model/keys.js';
import { nodesOf } from '../../model/nodes.js';
import { resolve } from '../../model/resolve.js';
import type { LabSpec } from '../../model/spec.js';
import { specs, tutorial } from '../model/specs.js';

const folder = mkdtempSync(join(tmpdir(), 'zk-lab-plan-'));
afterAll(() => rmSync(folder, { recursive: true }));

const stackOf = (spec: LabSpec): Stack => ({
  zookeeper: {
    version: spec.zookeeper,
    file: `zookeeper-${spec.zookeeper}.tar.gz`,
    root: `zookeeper-${spec.zookeeper}`,
    checksum: { algorithm: 'sha256', value: 'ab'.repeat(32) },
    urls: ['https://example.com/a', "https://example.com/it's"],
    source: 'download',
  },
  jdk: { version: '8u504-b01', file: 'jdk.tar.gz', root: 'jdk1.8.0_504', urls: [], source: 'absent' },
});

const plan = (spec: LabSpec): PlannedFile[] =>
  planLab(spec, keysFor(spec.name, nodesOf(spec), join(folder, 'none')), stackOf(spec), '{}\n');

const contentOf = (files: readonly PlannedFile[], path: string): string => {
  const file = files.find((each) => each.path === path);
  if (!file) throw new Error(`${path} is not planned`);
  return file.content;
};

const at = (spec: object): PlannedFile[] => plan(resolve({ name: 'zk-lab', ...spec }, 'x64'));

describe('the tutorial’s lab', () => {
  const files = plan(tutorial);

  test('has the tutorial’s zoo.cfg', () => {
    expect(contentOf(files, 'config/zoo.cfg')).toBe(`tickTime = 2000
dataDir = /opt/zookeeper-3.4.9/data
dataLogDir = /opt/zookeeper-3.4.9/logs
clientPort = 2181
initLimit = 5
syncLimit = 2

server.1=node1:2888:3888
server.2=node2:2888:3888
server.3=node3:2888:3888
`);
  });

  test('publishes ports on the loopback address only, and fixes addresses and the project’s name', () => {
    const compose = parse(contentOf(files, 'compose.yaml'), { merge: true });
    expect(compose.name).toBe('zk-lab');
    expect(compose.services.node2.ports).toEqual(['127.0.0.1:2182:2181', '127.0.0.1:12182:22']);
    expect(compose.services.node2.networks.ensemble.ipv4_address).toBe('192.168.252.102');
    expect(compose.services.node2.hostname).toBe('node2');
  });

  test('knows every host key before the first login', () => {
    const lines = contentOf(files, 'keys/known_hosts').trim().split('\n');
    expect(lines).toHaveLength(3);
    for (const [index, line] of lines.entries()) {
      const name = `node${index + 1}`;
      const key = utils.parseKey(contentOf(files, `keys/${name}`)) as ParsedKey;
      const half = key.getPublicSSH().toString('base64');
      expect(line).toBe(`${name},192.168.252.10${index + 1} ssh-ed25519 ${half}`);
    }
  });

  test('keeps private keys to their owner and out of version control', () => {
    const secret = files.filter(({ content }) => content.includes('PRIVATE KEY'));
    expect(secret.map(({ path }) => path)).toEqual([
      'keys/id_ed25519',
      'keys/node1',
      'keys/node2',
      'keys/node3',
    ]);
    expect(secret.every(({ mode }) => mode === 0o600)).toBe(true);
    expect(contentOf(files, '.gitignore')).toContain('/keys/*');
  });
});

test('observers are marked in the one zoo.cfg that all nodes share', () => {
  const lines = contentOf(at({ nodes: 3, observers: 2 }), 'config/zoo.cfg').split('\n');
  expect(lines).toContain('server.3=node3:2888:3888');
  expect(lines).toContain('server.4=node4:2888:3888:observer');
});

test('the image’s name depends on the stack, not on names, addresses or the number of nodes', () => {
  const imageOf = (spec: object): string => parse(contentOf(at(spec), 'compose.yaml'))['x-node'].image;
  const image = imageOf({});
  expect(imageOf({ nodes: 5, name: 'other', network: '10.0.0.0/24', clientPort: 4000 })).toBe(image);
  expect(imageOf({ zookeeper: '3.4.14' })).not.toBe(image);
  expect(imageOf({ until: 'jdk' })).not.toBe(image);
  expect(imageOf({ image: 'registry.example/centos:7.3.1611' })).not.toBe(image);
});

test('a JDK or ZooKeeper that is left to the learner is not in the image', () => {
  expect(contentOf(at({ until: 'ssh' }), 'Dockerfile')).not.toContain('jdk.sh install');
  expect(contentOf(at({ until: 'jdk' }), 'Dockerfile')).not.toContain('zookeeper.sh install');
});

describe('whatever valid specification is rendered', () => {
  test('comes back out of its own file as it went in', () => {
    fc.assert(
      fc.property(specs, (spec) => {
        expect(parseSpec(contentOf(plan(spec), 'zk-lab.yaml'), 'zk-lab.yaml')).toEqual(spec);
      }),
      { numRuns: 25 },
    );
  });

  test('gives the same plan for the same keys', () => {
    fc.assert(
      fc.property(specs, (spec) => {
        const keys = keysFor(spec.name, nodesOf(spec), join(folder, 'none'));
        const once = planLab(spec, keys, stackOf(spec), '');
        expect(planLab(spec, keys, stackOf(spec), '')).toEqual(once);
      }),
      { numRuns: 10 },
    );
  });

  test('compose.yaml says what the specification says', () => {
    fc.assert(
      fc.property(specs, (spec) => {
        const compose = parse(contentOf(plan(spec), 'compose.yaml'), { merge: true });
        const nodes = nodesOf(spec);
        expect(Object.keys(compose.services)).toEqual(nodes.map(({ name }) => name));
        for (const { name, ip, clientPort, sshPort } of nodes) {
          const service = compose.services[name];
          expect(service.networks.ensemble.ipv4_address).toBe(ip);
          expect(service.ports).toEqual([`127.0.0.1:${clientPort}:2181`, `127.0.0.1:${sshPort}:22`]);
          expect(service.mem_limit).toBe(`${spec.memory}m`);
          expect(service.command).toEqual([spec.until]);
        }
        expect(compose.networks.ensemble.ipam.config[0].subnet).toBe(spec.network);
      }),
      { numRuns: 25 },
    );
  });

  test('has only LF line ends and paths inside the lab', () => {
    fc.assert(
      fc.property(specs, (spec) => {
        for (const { path, content } of plan(spec)) {
          expect(content).not.toContain('\r');
          expect(path).not.toMatch(/^\/|\.\.|\\/);
        }
      }),
      { numRuns: 5 },
    );
  });

  test('shell files are accepted by bash, and their values come back out', () => {
    fc.assert(
      fc.property(specs, (spec) => {
        const files = plan(spec).filter(({ path }) => /\.(sh|env)$/.test(path));
        for (const { path, content } of files) {
          const file = join(folder, path.replaceAll('/', '_'));
          writeFileSync(file, content);
          execFileSync('bash', ['-n', file]);
        }
        const env = join(folder, 'provision_zookeeper.env');
        const values = execFileSync('bash', [
          '-c',
          '. "$1"; printf "%s|%s|%s" "$ZOOKEEPER_FILE" "$ZOOKEEPER_URLS" "$ZOOKEEPER_HOME"',
          '_',
          env,
        ]);
        const { zookeeper } = stackOf(spec);
        expect(String(values)).toBe(`${zookeeper.file}|${zookeeper.urls.join(' ')}|/opt/${zookeeper.root}`);
      }),
      { numRuns: 5 },
    );
  });
});
