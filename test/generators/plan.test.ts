import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { type ParsedKey, utils } from 'ssh2';
import { afterAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import type { Plan } from '../../generators/plan.js';
import type { PlannedFile } from '../../generators/planned-file.js';
import { parseSpec } from '../../model/file.js';
import { resolve } from '../../model/resolve.js';
import { blueprints, listedSpecs, tutorial, typedSpecs } from '../model/specs.js';
import { blueprintOf, contentOf, planOf, stackOf } from './lab-files.js';

const folder = mkdtempSync(join(tmpdir(), 'zk-lab-plan-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A plan's compose.yaml, read. Every node's aliases are its own file's: there may be any number of them. */
const composeOf = (plan: Plan) => parse(contentOf(plan, 'compose.yaml'), { merge: true, maxAliasCount: -1 });

/** Any lab, its nodes counted or spelled out. */
const anyBlueprint = fc.oneof(blueprints, listedSpecs.map(blueprintOf));

describe('the tutorial’s lab', () => {
  const plan = planOf(tutorial);
  const { files } = plan;

  test('has the tutorial’s zoo.cfg', () => {
    expect(contentOf(plan, 'config/zoo.cfg')).toBe(`tickTime = 2000
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
    const compose = composeOf(plan);
    expect(compose.name).toBe('zk-lab');
    expect(compose.services.node2.ports).toEqual(['127.0.0.1:2182:2181', '127.0.0.1:12182:22']);
    expect(compose.services.node2.networks.ensemble.ipv4_address).toBe('192.168.252.102');
    expect(compose.services.node2.hostname).toBe('node2');
  });

  test('knows every host key before the first login', () => {
    const lines = contentOf(plan, 'keys/known_hosts').trim().split('\n');
    expect(lines).toHaveLength(3);
    for (const [index, line] of lines.entries()) {
      const name = `node${index + 1}`;
      const key = utils.parseKey(contentOf(plan, `keys/${name}`)) as ParsedKey;
      const half = key.getPublicSSH().toString('base64');
      expect(line).toBe(`${name},192.168.252.10${index + 1} ssh-ed25519 ${half}`);
    }
  });

  test('keeps private keys to their owner and out of version control', () => {
    const names = ['id_ed25519', 'node1', 'node2', 'node3'];
    const secret = files.filter(({ content }) => content.startsWith('-----BEGIN'));
    expect(secret.map(({ path, mode, folder }) => [path, mode, folder])).toEqual([
      ...names.map((name) => [`keys/${name}`, 0o600, 0o700]),
      // Of whoever is root in a container; nobody else gets there, since keys/ is closed.
      ...names.map((name) => [`keys/nodes/${name}`, 0o644, 0o755]),
    ]);
    for (const name of [...names, 'known_hosts', 'authorized_keys', 'id_ed25519.pub']) {
      expect(contentOf(plan, `keys/nodes/${name}`)).toBe(contentOf(plan, `keys/${name}`));
    }
    expect(contentOf(plan, '.gitignore')).toContain('/keys/*');
  });
});

test('observers are marked in the one zoo.cfg that all nodes share', () => {
  const lines = contentOf(planOf(blueprintOf({ nodes: 3, observers: 2 })), 'config/zoo.cfg').split('\n');
  expect(lines).toContain('server.3=node3:2888:3888');
  expect(lines).toContain('server.4=node4:2888:3888:observer');
});

test('the image’s name depends on the stack, not on names, addresses or the number of nodes', () => {
  const imageOf = (typed: object): string => {
    const plan = planOf(blueprintOf(typed));
    const { image } = composeOf(plan)['x-node'];
    expect(plan.facts.image).toBe(image);
    return image;
  };
  const image = imageOf({});
  expect(imageOf({ nodes: 5, name: 'other', network: '10.0.0.0/24', clientPort: 4000 })).toBe(image);
  expect(imageOf({ zookeeper: '3.4.14' })).not.toBe(image);
  expect(imageOf({ until: 'jdk' })).not.toBe(image);
  expect(imageOf({ image: 'registry.example/centos:7.3.1611' })).not.toBe(image);
});

test('another ZooKeeper is handed over, and makes no other image', () => {
  const stack = stackOf(tutorial);
  const other = { ...stack.zookeeper, version: '3.9.5', file: 'other.tar.gz', root: 'other-bin' };
  const [plain, both] = [planOf(tutorial), planOf(tutorial, { ...stack, other })];
  expect(both.facts.other).toEqual({ version: '3.9.5', file: 'other.tar.gz', home: '/opt/other-bin' });
  expect(contentOf(both, 'Vagrantfile')).toContain("  'other' => 'other.tar.gz',\n}");
  expect(contentOf(both, 'config/other.env')).toContain(`OTHER_SUM='${'ab'.repeat(32)}'`);
  expect(both.facts.image).toBe(plain.facts.image);
  expect(plain.files.map(({ path }) => path)).not.toContain('config/other.env');
});

test('a JDK or ZooKeeper that is left to the learner is not in the image', () => {
  expect(contentOf(planOf(blueprintOf({ until: 'ssh' })), 'Dockerfile')).not.toContain('jdk.sh install');
  expect(contentOf(planOf(blueprintOf({ until: 'jdk' })), 'Dockerfile')).not.toContain(
    'zookeeper.sh install',
  );
});

describe('a lab whose nodes have gaps between their numbers', () => {
  const plan = planOf(
    blueprintOf({
      nodes: [
        { id: 1, name: 'zoo1', address: '192.168.252.11' },
        { id: 3, name: 'third', address: '192.168.252.31' },
        { id: 4, name: 'reader', address: '192.168.252.9', role: 'observer' },
        { id: 5, name: 'zoo5', address: '192.168.252.51' },
      ],
    }),
  );
  const linesOf = (path: string): string[] => contentOf(plan, path).split('\n');

  test('has each server’s own number in zoo.cfg', () => {
    expect(linesOf('config/zoo.cfg').filter((line) => line.startsWith('server.'))).toEqual([
      'server.1=zoo1:2888:3888',
      'server.3=third:2888:3888',
      'server.4=reader:2888:3888:observer',
      'server.5=zoo5:2888:3888',
    ]);
  });

  test('tells the nodes their numbers, names and addresses', () => {
    expect(contentOf(plan, 'config/nodes')).toBe('1 zoo1\n3 third\n4 reader\n5 zoo5\n');
    expect(contentOf(plan, 'config/hosts')).toBe(
      '192.168.252.11 zoo1\n192.168.252.31 third\n192.168.252.9 reader\n192.168.252.51 zoo5\n',
    );
    expect(linesOf('inventory.ini').filter((line) => line.includes('zookeeper_myid'))).toEqual([
      expect.stringMatching(/^zoo1 .* zookeeper_myid=1 zookeeper_role=participant$/),
      expect.stringMatching(/^third .* zookeeper_myid=3 zookeeper_role=participant$/),
      expect.stringMatching(/^reader .* zookeeper_myid=4 zookeeper_role=observer$/),
      expect.stringMatching(/^zoo5 .* zookeeper_myid=5 zookeeper_role=participant$/),
    ]);
  });

  test('publishes the ports of their numbers', () => {
    const { services } = composeOf(plan);
    expect(
      Object.entries<{ ports: string[] }>(services).map(([name, { ports }]) => [name, ...ports]),
    ).toEqual([
      ['zoo1', '127.0.0.1:2181:2181', '127.0.0.1:12181:22'],
      ['third', '127.0.0.1:2183:2181', '127.0.0.1:12183:22'],
      ['reader', '127.0.0.1:2184:2181', '127.0.0.1:12184:22'],
      ['zoo5', '127.0.0.1:2185:2181', '127.0.0.1:12185:22'],
    ]);
    expect(contentOf(plan, 'ssh_config')).toContain(
      'Host third\n  HostName 127.0.0.1\n  Port 12183\n  HostKeyAlias third\n',
    );
    expect(contentOf(plan, 'ssh_config')).toContain('\nHost zoo1 third reader zoo5\n  User root\n');
  });

  test('has a key for each of them', () => {
    const paths = plan.files.map(({ path }) => path);
    for (const name of ['zoo1', 'third', 'reader', 'zoo5']) expect(paths).toContain(`keys/${name}`);
    expect(linesOf('keys/known_hosts')[1]).toMatch(/^third,192\.168\.252\.31 ssh-ed25519 /);
  });

  test('has a README whose commands name real nodes', () => {
    const readme = contentOf(plan, 'README.md');
    const loops = readme.split('\n').filter((line) => line.includes('for a in'));
    expect(loops).toHaveLength(3);
    for (const line of loops) expect(line).toMatch(/for a in zoo1 third reader zoo5 ; do ssh \$a "/);
    expect(readme).toContain('| reader | 192.168.252.9 | observer | 127.0.0.1:2184 | 127.0.0.1:12184 |');
    expect(readme).toContain('zkCli.sh -server zoo1:2181,third:2181,reader:2181,zoo5:2181');
    expect(readme).toContain('`127.0.0.1:2181,127.0.0.1:2183,127.0.0.1:2184,127.0.0.1:2185`');
    expect(readme).toContain('3 voters: a quorum is 2, so 1 may fail.');
    expect(readme).not.toMatch(/node\d/);
  });

  test.each([
    ['whole', tutorial],
    ['bare', blueprintOf({ until: 'os' })],
    ['on machines that are there', blueprintOf({ hosts: ['10.0.0.1', '10.0.0.2', '10.0.0.3'] })],
  ])('has a README in Chinese that has one type the same: %s', (_what, blueprint) => {
    const made = planOf(blueprint);
    const [english, chinese] = ['README.md', 'README.zh-CN.md'].map((file) => contentOf(made, file));
    const typedIn = (text = ''): string[] =>
      (text.match(/^ {4}.*$|`[^`]+`/gm) ?? []).map((line) => line.replace(/ +#.*/, ''));
    expect(typedIn(chinese).sort()).toEqual(typedIn(english).sort());
    const factsIn = (text = ''): string[] => text.match(/\/[\w./-]+|\b\d+(?:\.\d+)+(?::\d+)?\b/g) ?? [];
    expect(new Set(factsIn(chinese))).toEqual(new Set(factsIn(english)));
    expect(english).toContain('[简体中文](README.zh-CN.md)');
    expect(chinese).toContain('[English](README.md)');
    expect(chinese).not.toMatch(/\{\{|\}\}/);
  });

  test('names its nodes one by one also where only a number is missing', () => {
    const [one, three] = [1, 3].map((id) => ({ id, name: `node${id}`, address: `192.168.252.${100 + id}` }));
    if (!one || !three) throw new Error('two nodes');
    const readme = contentOf(planOf(blueprintOf({ nodes: [one, three] })), 'README.md');
    expect(readme).toContain('for a in node1 node3 ; do ssh $a "');
    expect(contentOf(planOf(tutorial), 'README.md')).toContain('for a in {1..3} ; do ssh node$a "');
  });
});

describe('whatever valid specification is rendered', () => {
  test('comes back out of its own file as it went in', () => {
    fc.assert(
      fc.property(anyBlueprint, (blueprint) => {
        const typed = parseSpec(contentOf(planOf(blueprint), 'zk-lab.yaml'), 'zk-lab.yaml');
        expect(typed).toEqual(blueprint.spec);
        expect(blueprintOf(typed)).toEqual(blueprint);
      }),
      { numRuns: 25 },
    );
  });

  test('gives the same plan for the same blueprint', () => {
    fc.assert(
      fc.property(anyBlueprint, (blueprint) => {
        expect(planOf(blueprint)).toEqual(planOf(blueprint));
      }),
      { numRuns: 10 },
    );
  });

  test('gives the same plan whether its nodes were counted or spelled out', () => {
    fc.assert(
      fc.property(typedSpecs, ({ observers, ...typed }) => {
        const counted = resolve({ ...typed, observers }, 'x64');
        const nodes = counted.nodes.map(({ id, name, address, role }) => ({ id, name, address, role }));
        const listed = resolve({ ...typed, nodes }, 'x64');
        expect(planOf(listed)).toEqual(planOf(counted));
      }),
      { numRuns: 10 },
    );
  });

  test('compose.yaml says what the specification says', () => {
    fc.assert(
      fc.property(anyBlueprint, (blueprint) => {
        const { spec, nodes } = blueprint;
        const compose = composeOf(planOf(blueprint));
        expect(Object.keys(compose.services)).toEqual(nodes.map(({ name }) => name));
        for (const { name, address, clientPort, sshPort } of nodes) {
          const service = compose.services[name];
          expect(service.networks.ensemble.ipv4_address).toBe(address);
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
      fc.property(anyBlueprint, (blueprint) => {
        for (const { path, content } of planOf(blueprint).files) {
          expect(content).not.toContain('\r');
          expect(path).not.toMatch(/^\/|\.\.|\\/);
        }
      }),
      { numRuns: 5 },
    );
  });

  test('shell files are accepted by bash, and their values come back out', () => {
    fc.assert(
      fc.property(anyBlueprint, (blueprint) => {
        const files = planOf(blueprint).files.filter(({ path }: PlannedFile) => /\.(sh|env)$/.test(path));
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
        const { zookeeper } = stackOf(blueprint);
        expect(String(values)).toBe(`${zookeeper.file}|${zookeeper.urls.join(' ')}|/opt/${zookeeper.root}`);
      }),
      { numRuns: 5 },
    );
  });
});
