import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { UsageError } from '../../messages/errors.js';
import { parseSpec } from '../../model/file.js';
import { parseFields } from '../../model/parse.js';
import { nameFrom, resolve, warningsFor } from '../../model/resolve.js';
import type { PartialSpec } from '../../model/spec.js';
import { blueprints, tutorial } from './specs.js';

const refusal = (typed: PartialSpec): string => {
  try {
    resolve({ ...typed, name: 'lab' }, 'x64');
  } catch (error) {
    if (error instanceof UsageError) return error.message;
    throw error;
  }
  return 'accepted';
};

describe('the default lab', () => {
  test('is the tutorial’s cluster', () => {
    expect(tutorial.spec).toEqual({
      name: 'zk-lab',
      nodes: 3,
      observers: 0,
      until: 'cluster',
      os: 'centos-7.3',
      arch: 'x64',
      zookeeper: '3.4.9',
      jdk: '8',
      mirror: 'auto',
      network: '192.168.252.0/24',
      firstIp: '192.168.252.101',
      prefix: 'node',
      clientPort: 2181,
      sshPort: 12181,
      plainShell: false,
      memory: 512,
      cpus: 1,
    });
    expect(tutorial.nodes.map(({ id, name, address, role }) => [id, name, address, role])).toEqual([
      [1, 'node1', '192.168.252.101', 'participant'],
      [2, 'node2', '192.168.252.102', 'participant'],
      [3, 'node3', '192.168.252.103', 'participant'],
    ]);
  });

  test('keeps to x86-64 where its image exists for nothing else', () => {
    expect(resolve({ name: 'lab' }, 'aarch64').spec.arch).toBe('x64');
    expect(resolve({ name: 'lab', os: 'rockylinux-9' }, 'aarch64').spec.arch).toBe('aarch64');
  });
});

describe('defaults follow what was named', () => {
  test('the first address keeps its place in another network', () => {
    expect(resolve({ name: 'lab', network: '10.1.2.0/24' }, 'x64').spec.firstIp).toBe('10.1.2.101');
    expect(resolve({ name: 'lab', network: '10.1.2.0/28' }, 'x64').spec.firstIp).toBe('10.1.2.2');
  });

  test('a line of ZooKeeper means its newest release', () => {
    expect(resolve({ name: 'lab', zookeeper: '3.9' }, 'x64').spec.zookeeper).toMatch(/^3\.9\.\d+$/);
  });

  test('SSH ports stay in range below high client ports', () => {
    expect(resolve({ name: 'lab', clientPort: 60_000 }, 'x64').spec.sshPort).toBe(50_000);
  });
});

describe('what cannot be built is refused with the setting to change', () => {
  test.each<[PartialSpec, RegExp]>([
    [{ network: '192.168.252.0' }, /network: '192\.168\.252\.0': give an IPv4 network/],
    [{ network: '192.168.252.7/24' }, /did you mean 192\.168\.252\.0\/24/],
    [{ network: '192.168.252.0/30' }, /too small or too large/],
    [{ network: '127.0.0.0/24' }, /loopback/],
    [{ network: '224.0.0.0/24' }, /multicast/],
    [{ firstIp: '192.168.252.0' }, /firstIp: '192\.168\.252\.0': not an address for a node/],
    [{ firstIp: '192.168.252.255' }, /not an address for a node/],
    [{ firstIp: '192.168.252.1' }, /gateway of 192\.168\.252\.0\/24.*firstIp: '192\.168\.252\.2'/],
    [{ firstIp: '192.168.253.9' }, /not an address for a node/],
    [{ firstIp: '192.168.252.253' }, /room for 2/],
    [{ firstIp: '192.168.0252.5' }, /give an IPv4 address/],
    [{ nodes: 1, observers: 1 }, /at least nodes: 2/],
    [{ clientPort: 65_534 }, /clientPort: 65534: 3 ports/],
    [{ clientPort: 3000, sshPort: 3002 }, /would overlap/],
    [{ os: 'centos-7.4' }, /centos-7\.3/],
    [{ zookeeper: '3.4.99' }, /3\.4\.14/],
    [{ jdk: '9' }, /JDK 9 .*did you mean 8\?/],
    [{ jdk: '17' }, /ZooKeeper 3\.4\.9 does not run on JDK 17; take jdk: '8'/],
    [{ mirror: 'tsinghua' }, /tuna/],
  ])('%j', (typed, message) => {
    expect(refusal(typed)).toMatch(message);
  });

  test('an even number of voters is only warned of', () => {
    expect(warningsFor(resolve({ name: 'lab', nodes: 4 }, 'x64'))).toEqual(['voters.even']);
    expect(warningsFor(tutorial)).toEqual([]);
  });
});

describe('fields one by one', () => {
  const origin = { describe: (field: string) => `--${field}` };
  test.each([
    ['nodes', 0],
    ['nodes', -1],
    ['nodes', 1.5],
    ['nodes', 51],
    ['nodes', 'three'],
    ['nodes', Number.NaN],
    ['prefix', 'Node'],
    ['prefix', 'no de'],
    ['prefix', '$(reboot)'],
    ['prefix', '#{exit}'],
    ['prefix', 'a: b'],
    ['prefix', '-x'],
    ['prefix', `n${'o'.repeat(60)}`],
    ['clientPort', 80],
    ['clientPort', 70_000],
    ['until', 'zoo'],
    ['mirror', 'a b'],
    ['zookeeper', '3.4.9; reboot'],
  ])('%s %j is refused', (field, value) => {
    expect(() => parseFields({ [field]: value }, origin)).toThrow(UsageError);
    expect(() => parseFields({ [field]: value }, origin)).toThrow(`--${field}`);
  });
});

describe('a specification file', () => {
  test('is read with its numbers and versions as they were meant', () => {
    expect(parseSpec('nodes: 5\nzookeeper: 3.10\njdk: 17\n', 'lab.yaml')).toEqual({
      nodes: 5,
      zookeeper: '3.10',
      jdk: '17',
    });
    expect(parseSpec('', 'lab.yaml')).toEqual({});
  });

  test.each([
    ['nodes: 3\nnode: 4\n', 'lab.yaml:2 node: no such setting; did you mean nodes?'],
    ['nodes: three\n', 'lab.yaml:1 nodes three: give a whole number'],
    ['nodes: [1\n', 'lab.yaml:2: not valid YAML'],
    ['- a\n', 'a specification is a list of settings'],
    ['nodes: 3\nnodes: 4\n', 'lab.yaml:2: not valid YAML: Map keys must be unique'],
  ])('%j is refused with its line', (text, message) => {
    expect(() => parseSpec(text, 'lab.yaml')).toThrow(message);
  });
});

describe('whatever is valid', () => {
  test('has as many nodes as asked for, each with an address, a name and ports of its own', () => {
    fc.assert(
      fc.property(blueprints, ({ spec, nodes, quorum }) => {
        expect(quorum.voters).toBe(spec.nodes);
        expect(nodes).toHaveLength(quorum.voters + spec.observers);
        expect(nodes.filter(({ role }) => role === 'participant')).toHaveLength(quorum.voters);
        for (const field of ['id', 'name', 'address'] as const) {
          expect(new Set(nodes.map((node) => node[field])).size).toBe(nodes.length);
        }
        expect(new Set(nodes.flatMap(({ clientPort, sshPort }) => [clientPort, sshPort])).size).toBe(
          2 * nodes.length,
        );
      }),
    );
  });

  test('resolves to itself', () => {
    fc.assert(
      fc.property(blueprints, (blueprint) => void expect(resolve(blueprint.spec, 'x64')).toEqual(blueprint)),
    );
  });

  test('any directory gives a name that Compose takes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (directory) => {
        expect(parseFields({ name: nameFrom(directory) }, { describe: String }).name).toBe(
          nameFrom(directory),
        );
      }),
    );
    expect(nameFrom('My Lab (第一课)')).toBe('my-lab');
  });
});
