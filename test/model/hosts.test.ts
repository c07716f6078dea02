import { describe, expect, test } from 'vitest';
import { assertForHosts, parseHost } from '../../model/hosts.js';
import { grown } from '../../model/membership.js';
import { networkAround } from '../../model/network.js';
import { contentOf, blueprintOf as on, planOf } from '../generators/lab-files.js';

const hosts = ['admin@10.0.0.11', 'lab2:2222=10.0.0.12', '10.0.3.13'];

describe('machines that are there already', () => {
  test.each([
    ['10.0.0.11', { destination: '10.0.0.11', name: '10.0.0.11', address: '10.0.0.11' }],
    ['admin@lab1', { destination: 'admin@lab1', name: 'lab1' }],
    ['a@lab:22=10.0.0.1', { destination: 'a@lab', name: 'lab', port: '22', address: '10.0.0.1' }],
  ])('are named as ssh knows them: %s', (text, parts) => {
    expect(parseHost(text)).toEqual(parts);
  });

  test('become nodes with their addresses, and zk-lab.yaml means the same again', () => {
    const { spec, nodes, network } = on({ hosts });
    expect(nodes.map(({ name, host, address }) => [name, host, address])).toEqual([
      ['node1', 'admin@10.0.0.11', '10.0.0.11'],
      ['node2', 'lab2:2222', '10.0.0.12'],
      ['node3', '10.0.3.13', '10.0.3.13'],
    ]);
    expect(network.cidr).toBe('10.0.0.0/22');
    expect(spec.hosts).toBeUndefined();
    expect(on(spec)).toEqual(on({ hosts }));
  });

  test.each([
    [{ os: 'centos-7.3' }, /os: 'centos-7.3'.*system/],
    [{ image: { file: 'a.tar', sha256: 'f' } }, /image: 'a.tar'/],
    [{ network: '10.0.0.0/24' }, /hosts: '10.0.0.11=ADDRESS'/],
    [{ firstIp: '10.0.0.11' }, /hosts: '10.0.0.11=ADDRESS'/],
    [{ sshPort: 2222 }, /hosts: '10.0.0.11:PORT'/],
    [{ clientPort: 2182 }, /port 2181 of their own/],
    [{ cpus: 2 }, /processors/],
    [{ plainShell: true }, /^plainShell: shells/],
  ])('what is theirs is not said beside them: %j', (typed, told) => {
    expect(() => assertForHosts({ hosts, ...typed })).toThrow(told);
    expect(() => assertForHosts(typed)).not.toThrow();
  });

  test('which they are is for nobody else who has the lab’s folder', () => {
    expect(contentOf(planOf(on({ hosts })), '.gitignore')).toContain('/.zk-lab-machines.json\n');
  });

  test('the last of them are the observers', () => {
    const roles = on({ hosts: [...hosts, '10.0.0.14'], observers: 1 }).nodes.map(({ role }) => role);
    expect(roles).toEqual(['participant', 'participant', 'participant', 'observer']);
  });

  test.each([
    [{ hosts: ['lab1'] }, /hosts: 'lab1=ADDRESS'/],
    [{ hosts, nodes: 5 }, /3 machines, and 5 nodes/],
    [{ hosts, until: 'os' as const }, /owner/],
    [{ hosts: ['10.0.0.1', '10.0.0.1'] }, /two of them have the address/],
    [{ nodes: [{ id: 1, name: 'a', address: '10.0.0.300', host: 'a' }] }, /10\.0\.0\.300/],
    [
      {
        nodes: [
          { id: 1, name: 'a', address: '10.0.0.1', host: 'a' },
          { id: 2, name: 'b', address: '10.0.0.2' },
        ],
      },
      /b has no host/,
    ],
  ])('what cannot be is told: %j', (typed, told) => {
    expect(() => on(typed)).toThrow(told);
  });

  test('have no engine’s files and no host keys of the lab’s; an inventory names them', () => {
    const plan = planOf(on({ hosts }));
    const paths = plan.files.map(({ path }) => path);
    expect(paths.filter((path) => /vagrant|docker|compose|ssh_config|keys\/n/i.test(path))).toEqual([]);
    expect(paths).toContain('provision/take-back.sh');
    expect(contentOf(plan, 'inventory.ini')).toMatch(
      /^node2 ansible_host=lab2 ansible_port=2222 zookeeper_address=10.0.0.12 zookeeper_myid=2/m,
    );
    expect(contentOf(plan, 'zk-lab.yaml')).toContain('host: "admin@10.0.0.11" }');
  });

  test('grow by those that are named, and by no others', () => {
    const { nodes, spec } = on({ hosts });
    const size = { voters: 4, observers: 0 };
    expect(grown(nodes, size, spec, ['b@10.0.0.20']).at(-1)).toEqual({
      ...{ id: 4, name: 'node4', address: '10.0.0.20', role: 'participant', host: 'b@10.0.0.20' },
    });
    expect(() => grown(nodes, size, spec)).toThrow(/the 1 that/);
    expect(() => grown(on().nodes, size, spec, ['10.0.0.20'])).toThrow(/hosts/);
  });

  test('a network is no wider than it must be', () => {
    expect(networkAround(['10.0.0.1', '10.0.0.200'])).toBe('10.0.0.0/24');
    expect(networkAround(['10.0.0.1', '192.168.7.2'])).toBe('10.0.0.0/24');
  });
});
