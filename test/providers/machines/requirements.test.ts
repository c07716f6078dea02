import { expect, test } from 'vitest';
import { textOf } from '../../../messages/index.js';
import type { Seen } from '../../../providers/machines/look.js';
import { planFor, unmetRequirements, warnings } from '../../../providers/machines/requirements.js';
import { aLab } from '../../model/a-lab.js';

const lab = aLab('/nowhere', { hosts: ['admin@10.0.0.11', '10.0.0.12'] });
const [first, second] = lab.nodes;
if (!first || !second) throw new Error('no nodes');

const fit: Seen = {
  node: first,
  host: 'admin@10.0.0.11',
  system: 'Debian 13',
  arch: 'x86_64',
  kernel: 'Linux',
  bash: '4.2',
  memory: 900,
  disk: 9_000,
  ahead: 0,
  addresses: ['127.0.0.1', '10.0.0.11'],
  lacks: [],
  ours: false,
  ports: [],
  taken: [],
  others: [],
  names: [],
  sshd: 22,
  rootLogin: true,
  hostKeys: [],
  artifacts: new Map(),
};

const told = (seen: Partial<Seen>): string =>
  unmetRequirements(lab, { ...fit, ...seen })
    .map(textOf)
    .join('\n');

test('a machine that has what it takes can be a node', () => {
  expect(told({})).toBe('');
});

test.each<[Partial<Seen>, RegExp]>([
  [{ kernel: 'FreeBSD' }, /Linux/],
  [{ arch: 'aarch64' }, /--arch aarch64/],
  [{ bash: '3.2' }, /4\.1/],
  [{ lacks: ['flock'] }, /flock/],
  [{ lab: 'other' }, /zk-lab destroy other/],
  [{ addresses: ['127.0.0.1', '192.168.1.7'] }, /admin@10\.0\.0\.11=192\.168\.1\.7/],
  [{ taken: ['/opt/zookeeper-3.4.9'] }, /\/opt\/zookeeper-3\.4\.9.*stays/],
  [{ ports: ['2181 ZooKeeper'] }, /2181 ZooKeeper/],
  [{ names: ['node1 127.0.1.1'] }, /prefix/],
  [{ disk: 200 }, /200 MiB/],
  [{ memory: 20 }, /20 MiB/],
])('what is in the way is told: %j', (seen, why) => {
  expect(told(seen)).toMatch(why);
});

test('room that the lab has taken itself is not lacking', () => {
  expect(told({ ours: true, disk: 10, memory: 10 })).toBe('');
});

test('its owner hears of other ZooKeepers, clocks that differ, and root that is not let in', () => {
  const seen = { ...fit, others: ['/opt/zookeeper-3.3.6'], ahead: 60, rootLogin: false };
  const other = { ...fit, node: second };
  expect(warnings(other, [other]).map(textOf)).toEqual([]);
  expect(warnings(seen, [seen, other]).map(textOf)).toEqual([
    expect.stringContaining('/opt/zookeeper-3.3.6'),
    expect.stringContaining('60 s'),
    expect.stringContaining('root'),
  ]);
});

test('the plan says where things go, and to whom ports are opened', () => {
  expect(textOf(planFor(lab, { ...fit, firewall: 'ufw' }, 190))).toMatch(
    /node1 is to be admin@10\.0\.0\.11.*190 MB.*\/opt\/zookeeper-3\.4\.9.*ufw, to the lab’s members alone/,
  );
});
