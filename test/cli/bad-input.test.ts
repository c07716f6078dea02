import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { user } from './command.js';

/** What somebody types, and what the one line about it must name. */
const cases: readonly (readonly [typed: string, told: RegExp])[] = [
  ['create --nodes 0', /--nodes 0: .*1 to 50/],
  ['create --nodes -1', /--nodes -1: .*1 to 50/],
  ['create --nodes 1.5', /--nodes 1\.5: .*whole number/],
  ['create --nodes 51', /--nodes 51: .*1 to 50/],
  ['create --nodes three', /--nodes three: .*1 to 50/],
  ['create -n', /--nodes N: the value is missing/],
  ['create --nodes --force', /--nodes N: the value is missing/],
  ['create --observers -2', /--observers -2/],
  ['create --nodes 1 --observers 1', /--observers 1/],
  ['create --first-ip 192.168.252.254', /192\.168\.252\.255/],
  ['create --nodes 50 --first-ip 192.168.252.210', /192\.168\.252\.255.*room for 45/],
  ['create --first-ip 192.168.252.0', /--first-ip 192\.168\.252\.0/],
  ['create --first-ip 192.168.252.1', /gateway/],
  ['create --first-ip 192.168.252.255', /--first-ip 192\.168\.252\.255/],
  ['create --first-ip 10.0.0.1', /--first-ip 10\.0\.0\.1/],
  ['create --network 192.168.252.0', /--network 192\.168\.252\.0/],
  ['create --network 192.168.252.7/24', /did you mean 192\.168\.252\.0\/24/],
  ['create --prefix node_', /--prefix node_/],
  ['create --prefix -node', /--prefix NAME: the value is missing/],
  ['create --prefix=-node', /--prefix -node/],
  ['create --prefix no$(id)', /--prefix no\$\(id\)/],
  ['create --prefix #{`id`}', /--prefix #\{`id`\}/],
  ['create --prefix "a:b"', /--prefix "a:b"/],
  ['create --name null', /--name null: not a name for a lab, .*YAML.* e\.g\. lab-null/],
  ['create --name 2024', /--name 2024: .* a number or a date; give it another, e\.g\. lab-2024/],
  ['create --name all', /--name all: .* e\.g\. lab-all/],
  ['create --prefix localhost -n 5', /--prefix localhost: a node would be called localhost4.*--prefix node/],
  ['create --spec words.yaml', /words\.yaml:1 nodes: true is not a name for a node, .* e\.g\. node1/],
  ['create --spec all.yaml', /nodes: all is not a name for a node, .* e\.g\. node1/],
  ['create --client-port 80', /--client-port 80: .*1024 to 65535/],
  ['create --client-port 65536', /--client-port 65536: .*1024 to 65535/],
  ['create --client-port 65535', /--client-port 65535.*65533/],
  ['create --client-port 2181 --ssh-port 2182', /overlap/],
  ['create --zoo-cfg dataDir=/x', /--zoo-cfg dataDir: .*the lab decides/],
  ['create --zoo-cfg tickTime=fast', /--zoo-cfg tickTime=fast: .*whole number/],
  ['create --zoo-cfg tickTime', /--zoo-cfg tickTime: .*KEY=VALUE/],
  ['create --jvm-option Xss1m', /--jvm-option .*Xss1m.*begins with -/],
  ['create --os centos-7.4', /centos-7\.4.*did you mean centos-7\.3/],
  ['create --zookeeper 3.4.8', /3\.4\.8.*did you mean 3\.4\.9/],
  ['create --jdk 9', /JDK 9.*did you mean/],
  ['create --jdk 17', /ZooKeeper 3\.4\.9 does not run on JDK 17.*--jdk 8/],
  ['create --until zookeper', /--until zookeper.*did you mean zookeeper/],
  ['create --mirror tsinghua', /Mirror tsinghua is not known\. Known: .*tuna/],
  ['create --memory 1', /--memory 1/],
  ['create --cpus 0', /--cpus 0/],
  ['create --jdk-archive missing.tar.gz', /missing\.tar\.gz/],
  ['create --zookeeper-archive notes.txt', /notes\.txt/],
  ['create --spec missing.yaml', /missing\.yaml/],
  ['create --spec wrong-key.yaml', /wrong-key\.yaml:2 nodse: .*did you mean nodes/],
  ['create --spec wrong-value.yaml', /wrong-value\.yaml:1 nodes three: /],
  ['create --spec broken.yaml', /broken\.yaml:\d+/],
  ['create --spec twice.yaml', /: nodes: two of them have the id 1; give each one of its own/],
  ['create --spec listed.yaml --observers 2', /--observers 2: the nodes are spelled out/],
  ['create --spec listed.yaml --network 10.0.0.0/24', /nodes: one at 192\.168\.252\.11: .*10\.0\.0\.2/],
  ['create --spec listed.yaml --client-port 65534', /--client-port 65534: 3 ports.*65533/],
  [
    'create --spec shape.yaml',
    /shape\.yaml:2 nodes: each node is written as \{ id: 1, name: node1, address: /,
  ],
  ['create --lab leader-election --nodes 1', /leader-election needs nodes that vote, 3 or more.*--nodes/],
  [
    'create --lab grow-and-observe --observers 0',
    /needs observers, 1 or more, and would have 0.*--observers/,
  ],
  ['create --nodse 3', /--nodse; did you mean --nodes/],
  ['create --wibble', /No such option of create: --wibble/],
  ['create --follow', /--follow is not an option of create, but of: logs/],
  ['create --no-nodes', /--no-nodes/],
  // Words are split at each blank.
  ['create ', /create: DIR is an empty word/],
  ['grade ', /grade: LAB is an empty word/],
  ['status --lab ', /--lab DIR: the value is an empty word/],
  ['create one two', /one word too many: two/],
  ['craete', /No such command: craete; did you mean create/],
  ['frobnicate', /No such command: frobnicate; there are: create/],
  ['--wibble', /No such option: --wibble/],
  ['status', /No lab here/],
  ['status --lab nowhere', /nowhere is not a lab/],
  ['check --until jdkk', /--until jdkk.*did you mean jdk/],
  ['check --unitl jdk', /No such option of check: --unitl; did you mean --until/],
  ['check', /No lab here/],
  ['down --until jdk', /--until is not an option of down, but of: create, up, check/],
  ['ssh', /ssh: NODE is missing/],
  ['exec', /exec: NODE\|ALL is missing/],
  ['exec node1', /No lab here|say what to run/],
  [
    'up --provider dokcer',
    /--provider dokcer.*did you mean docker\? \(docker, vagrant, local, machines, kubernetes\)/,
  ],
  // With a stage of which nothing can come up, should it not be refused.
  [
    'up --context kind-labs --until os',
    /--context: only Kubernetes .* add --provider kubernetes, or leave this out/,
  ],
  ['up --provider docker --namespace mine', /--namespace: only Kubernetes /],
  ['up --provider local --registry r.example.org/me --until os', /--registry: only Kubernetes /],
  ['up --provider kubernetes --namespace My_Labs', /--namespace My_Labs: .* e\.g\. my-labs/],
  [
    'up --provider kubernetes --registry https://r',
    /--registry https:\/\/r: .* e\.g\. registry\.example\.org/,
  ],
  ['create --context kind-labs', /--context is not an option of create, but of: up/],
  ['completion fish', /one for bash and one for zsh/],
];

const one = '  - { id: 1, name: one, address: 192.168.252.11 }';
const three = '  - { id: 3, name: three, address: 192.168.252.13 }';

describe('what cannot be meant is told in one line, with status 2, and nothing is written', () => {
  test.each(cases)('%s', async (typed, told) => {
    const { folder, type } = user();
    writeFileSync(join(folder, 'notes.txt'), 'no tarball');
    writeFileSync(join(folder, 'wrong-key.yaml'), 'observers: 1\nnodse: 3\n');
    writeFileSync(join(folder, 'wrong-value.yaml'), 'nodes: three\n');
    writeFileSync(join(folder, 'broken.yaml'), 'nodes: [3\nos: {\n');
    writeFileSync(join(folder, 'listed.yaml'), `nodes:\n${one}\n${three}\n`);
    writeFileSync(join(folder, 'twice.yaml'), `nodes:\n${one}\n${three.replace('id: 3', 'id: 1')}\n`);
    writeFileSync(join(folder, 'words.yaml'), `nodes:\n${one.replace('one', 'true')}\n`);
    writeFileSync(join(folder, 'all.yaml'), `nodes:\n${one.replace('one', 'all')}\n`);
    writeFileSync(join(folder, 'shape.yaml'), 'prefix: zoo\nnodes: [zoo1, zoo3]\n');
    const before = readdirSync(folder);
    const { status, stdout, stderr } = await type(...typed.split(' '));
    expect(stderr).toMatch(told);
    expect(stderr).toMatch(/^zk-lab: [^\n]+$/);
    expect(stdout).toBe('');
    expect(status).toBe(2);
    expect(readdirSync(folder)).toEqual(before);
  });
});

test('an error is told in Chinese where the locale is Chinese', async () => {
  const { typeWith } = user();
  const seen = await typeWith({ env: { LANG: 'zh_CN.UTF-8' } }, 'create', '--nodse', '3');
  expect(seen).toEqual({
    status: 2,
    stdout: '',
    stderr: expect.stringMatching(/^zk-lab: create 没有选项 --nodse；/),
  });
});
