import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { LabError, UsageError } from '../../messages/errors.js';
import { factsOf, factsText, idIn, readFactsFile } from '../../model/facts.js';
import { findLab, type Lab, nodeNamed, nodesNamed, openLab } from '../../model/lab.js';
import { blueprintOf, planOf, stackOf, writePlan } from '../generators/lab-files.js';
import { blueprints, listedSpecs } from './specs.js';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'zk-lab-labs-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(path: string, content: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), content);
}

describe('a lab that was written', () => {
  test('opens as what it was planned to be, whatever its specification', () => {
    const any = fc.oneof(blueprints, listedSpecs.map(blueprintOf));
    fc.assert(
      fc.property(any, (blueprint) => {
        const dir = mkdtempSync(join(folder, 'lab-'));
        const plan = planOf(blueprint);
        writePlan(dir, plan);
        // What a blueprint is made of is looked up anew, by what zk-lab.yaml says.
        expect(openLab(dir)).toEqual({ ...blueprint, dir, facts: plan.facts });
      }),
      { numRuns: 15 },
    );
  });

  test('knows what it was made of: the id, the image, the tarballs and their homes', () => {
    const blueprint = blueprintOf({ zookeeper: '3.9', jdk: '17' });
    const { zookeeper, jdk } = stackOf(blueprint);
    const plan = planOf(blueprint, {
      zookeeper: { ...zookeeper, file: 'mine.tar.gz', root: 'apache-zookeeper-3.9.5-bin' },
      jdk: { ...jdk, version: '17.0.2' },
    });
    writePlan(folder, plan);
    expect(openLab(folder).facts).toEqual({
      id: 'an-id',
      image: expect.stringMatching(/^zk-lab\/node:[0-9a-f]{12}$/),
      zookeeper: { version: '3.9.5', file: 'mine.tar.gz', home: '/opt/apache-zookeeper-3.9.5-bin' },
      jdk: { version: '17.0.2', file: 'jdk.tar.gz', home: '/usr/lib/jvm' },
      made: { name: 'zk-lab', nodes: expect.arrayContaining([expect.objectContaining({ name: 'node1' })]) },
    });
    expect(readFileSync(join(folder, 'compose.yaml'), 'utf8')).toContain(`image: "${plan.facts.image}"`);
  });

  test('keeps what was written beside its facts', () => {
    const { facts } = planOf(blueprintOf());
    write('.zk-lab.json', factsText(facts, { 'config/zoo.cfg': 'ab' }));
    expect(readFactsFile(folder)).toEqual({ format: 2, facts, files: { 'config/zoo.cfg': 'ab' } });
    expect(factsOf(folder)).toEqual(facts);
  });

  test('is found from any folder within it', () => {
    writePlan(folder, planOf(blueprintOf()));
    expect(findLab(join(folder, 'config')).dir).toBe(folder);
    rmSync(join(folder, 'zk-lab.yaml'));
    rmSync(join(folder, '.zk-lab.json'));
    expect(() => findLab(join(folder, 'config'))).toThrow(/neither .*config nor a folder above it/);
  });

  test('that has lost its specification is told as that lab, and is no place for another', () => {
    const plan = planOf(blueprintOf({ name: 'mine', nodes: 3, observers: 1, zookeeper: '3.9', jdk: '17' }));
    writePlan(folder, plan);
    rmSync(join(folder, 'zk-lab.yaml'));
    const told =
      /was lab mine, but .*zk-lab\.yaml is gone.*destroy mine\).* --name mine --nodes 3 --observers 1 --zookeeper 3\.9\.\d+ --jdk \d+ /;
    expect(() => openLab(folder)).toThrow(told);
    expect(() => findLab(join(folder, 'config'))).toThrow(told);
  });

  test('keeps its id where its facts are lost', () => {
    const plan = planOf(blueprintOf());
    writePlan(folder, plan);
    rmSync(join(folder, '.zk-lab.json'));
    expect(openLab(folder).facts).toMatchObject({ id: plan.facts.id, image: plan.facts.image });
    expect(idIn(folder)).toBe(plan.facts.id);
    rmSync(join(folder, 'compose.yaml'));
    expect(idIn(folder)).toBeUndefined();
  });

  test('of a folder without a specification is none', () => {
    expect(() => openLab(folder)).toThrow(UsageError);
    expect(() => openLab(folder)).toThrow(/is not a lab.*zk-lab create/);
  });
});

describe('a lab that version 0.1.0 made', () => {
  const publicKey = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBase64OfThirtyTwoBytesThatNobodyUses0 root@old\n';

  /** The parts of such a lab that tell what it was made of. */
  function written(): void {
    write('zk-lab.yaml', 'name: "old"\nnodes: 2\nzookeeper: "3.9.5"\njdk: "17"\n');
    write('.zk-lab.json', '{\n "files": {\n  "README.md": "57017b94"\n }\n}\n');
    write('keys/id_ed25519.pub', publicKey);
    write('provision/jdk.env', "# The JDK\nJDK_VERSION='17.0.20+8'\nJDK_FILE='jdk-17.tar.gz'\n");
    write(
      'provision/zookeeper.env',
      [
        "ZOOKEEPER_VERSION='3.9.5'",
        "ZOOKEEPER_FILE='apache-zookeeper-3.9.5-bin.tar.gz'",
        "ZOOKEEPER_HOME='/opt/apache-zookeeper-3.9.5-bin'",
      ].join('\n'),
    );
    write(
      'compose.yaml',
      'name: "old"\nx-node: &node\n  image: "zk-lab/node:f073d3a90e6b"\nservices:\n  node1:\n    <<: *node\n',
    );
  }

  test('has the homes, the image and the tarballs that its own files name', () => {
    written();
    expect(openLab(folder)).toMatchObject({
      spec: { name: 'old', nodes: 2 },
      facts: {
        id: expect.stringMatching(/^[0-9a-f]{12}$/),
        image: 'zk-lab/node:f073d3a90e6b',
        zookeeper: {
          version: '3.9.5',
          file: 'apache-zookeeper-3.9.5-bin.tar.gz',
          home: '/opt/apache-zookeeper-3.9.5-bin',
        },
        jdk: { version: '17.0.20+8', file: 'jdk-17.tar.gz', home: '/usr/lib/jvm' },
      },
    });
  });

  test('has an id that stays the same wherever it is moved to, and is no other lab’s', () => {
    written();
    const { id } = openLab(folder).facts;
    const elsewhere = `${folder}-moved`;
    onTestFinished(() => rmSync(elsewhere, { recursive: true }));
    cpSync(folder, elsewhere, { recursive: true });
    expect(openLab(elsewhere).facts.id).toBe(id);
    write('keys/id_ed25519.pub', publicKey.replace('Nobody', 'Others'));
    expect(openLab(folder).facts.id).not.toBe(id);
  });

  test.each([
    ['keys/id_ed25519.pub', undefined],
    ['provision/jdk.env', undefined],
    ['provision/zookeeper.env', "ZOOKEEPER_VERSION='3.9.5'\n"],
    ['compose.yaml', undefined],
    ['compose.yaml', 'name: [\n'],
    ['compose.yaml', 'services: {}\n'],
  ])('is damaged without what %s says, which is told', (path, content) => {
    written();
    if (content === undefined) rmSync(join(folder, path));
    else write(path, content);
    expect(() => openLab(folder)).toThrow(LabError);
    expect(() => openLab(folder)).toThrow(`${join(folder, path)} is missing or does not say what it should`);
  });

  test('and whose list of files is unreadable is opened all the same', () => {
    written();
    const { facts } = openLab(folder);
    write('.zk-lab.json', '{ "files": ');
    expect(openLab(folder).facts).toEqual(facts);
  });
});

describe('the nodes of a lab', () => {
  const lab: Pick<Lab, 'nodes'> = blueprintOf({
    nodes: [
      { id: 1, name: 'zoo1', address: '192.168.252.11' },
      { id: 3, name: 'zoo3', address: '192.168.252.13' },
      { id: 5, name: 'zoo5', address: '192.168.252.15' },
    ],
  });
  const names = (...wanted: string[]) => nodesNamed(lab, wanted).map(({ name }) => name);

  test('are named by name or by number, which is their id', () => {
    expect(nodeNamed(lab, 'zoo3').id).toBe(3);
    expect(nodeNamed(lab, '3').name).toBe('zoo3');
    expect(() => nodeNamed(lab, '2')).toThrow('No node 2 in this lab; it has zoo1, zoo3, zoo5');
  });

  test('are taken in the lab’s order and once each, all if none is named', () => {
    expect(names('zoo5', '1', '5')).toEqual(['zoo1', 'zoo5']);
    expect(names()).toEqual(['zoo1', 'zoo3', 'zoo5']);
    expect(() => names('zoo1', 'zoo2')).toThrow(UsageError);
  });
});
