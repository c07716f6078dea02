import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseDocument } from 'yaml';
import { UsageError } from '../../messages/errors.js';
import { parseSpec } from '../../model/file.js';
import { assertNames, plainLabName } from '../../model/names.js';
import { nameFrom, resolve } from '../../model/resolve.js';
import type { NodeSpec, PartialSpec } from '../../model/spec.js';

const three = (name: string): NodeSpec[] =>
  [1, 2, 3].map((id) => ({ id, name: id === 2 ? name : `other${id}`, address: `192.168.252.${100 + id}` }));

/** What is said of names; undefined where they are taken. */
function refusal(
  typed: Omit<PartialSpec, 'name'> & { readonly name?: string },
  known: readonly string[] = [],
): string | undefined {
  try {
    assertNames(resolve({ name: 'lab', ...typed }, 'x64'), known);
    return undefined;
  } catch (error) {
    if (error instanceof UsageError) return error.message;
    throw error;
  }
}

/** YAML 1.1 says that a number begins with a digit or a full stop; this reader of it takes e0 for one. */
const misread = /^e-?\d[\d_]*$/;

/** What YAML makes of a word, by either of its versions, alone and as the name of a setting. */
const readings = (word: string): unknown[] =>
  (['1.1', '1.2'] as const).flatMap((version) => {
    const value = parseDocument(`a: ${word}`, { version }).toJS().a;
    const [key] = parseDocument(`${word}: a`, { version }).toJS({ mapAsMap: true }).keys();
    return [value, key];
  });

const inYaml = ['null', 'true', 'false', 'yes', 'no', 'on', 'off', 'y', 'n'];
const machines = ['localhost', 'localhost4', 'localhost6', 'host', 'ip6-loopback', 'ip6-allnodes'];
const everybody = ['all', 'ensemble', 'ungrouped'];

describe('a name that is taken for something else is refused, with what to type instead', () => {
  test.each([...inYaml, ...machines, ...everybody, 'zookeeper', 'jdk', 'lock', 'each', 'leader', 'follower'])(
    'node %s',
    (name) => {
      const told = refusal({ nodes: three(name) });
      expect(told).toMatch(`nodes: ${name} is not a name for a node, because `);
      expect(told).toMatch(/; give it another, e\.g\. node2$/);
      expect(refusal({ nodes: three('node2') })).toBeUndefined();
    },
  );

  test.each([
    ...inYaml,
    ...machines,
    ...everybody,
    ...['2024', '0', '1e3', '0x1f', '0b1', '0o17', '1_000', '2024-01-31'],
  ])('lab %s', (name) => {
    expect(refusal({ name })).toMatch(`name: '${name}': not a name for a lab, because `);
    expect(refusal({ name })).toMatch(new RegExp(`; give it another, e\\.g\\. lab-${name}$`));
    expect(refusal({ name: `lab-${name}` })).toBeUndefined();
    // A folder may be called so.
    expect(plainLabName(nameFrom(name))).toBe(`lab-${name}`);
  });

  test('a prefix that leads to one', () => {
    expect(refusal({ prefix: 'localhost', nodes: 3 })).toBeUndefined();
    expect(refusal({ prefix: 'localhost', nodes: 5 })).toMatch(
      /^prefix: 'localhost': a node would be called localhost4, and .*; give another, e\.g\. prefix: 'node'$/,
    );
  });

  test('as it is read from a file, with its line', () => {
    const nodes = (name: string) => `prefix: zoo\nnodes:\n  - { id: 7, name: ${name}, address: 10.0.0.7 }\n`;
    for (const name of ['null', 'true', 'false']) {
      expect(() => parseSpec(nodes(name), 'lab.yaml')).toThrow(
        `lab.yaml:2 nodes: ${name} is not a name for a node, because YAML reads it as something else than a name; give it another, e.g. node7`,
      );
      expect(() => parseSpec(`name: ${name}\n`, 'lab.yaml')).toThrow(
        `lab.yaml:1 name ${name}: not a name for a lab, because YAML reads it as something else than a name; give it another, e.g. lab-${name}`,
      );
    }
    expect(() => parseSpec('name: 2024\n', 'lab.yaml')).toThrow(
      /lab\.yaml:1 name 2024: .*a number or a date/,
    );
    for (const name of ['1node', '7', 'Node1', 'a_b', '"a b"', '$(reboot)']) {
      expect(() => parseSpec(nodes(name), 'lab.yaml')).toThrow(
        /^lab\.yaml:2 nodes: .* is not a name for a node: it starts with a lower-case letter and .*, e\.g\. node7$/,
      );
    }
  });

  test('but not where a lab has had it until now', () => {
    expect(refusal({ name: 'all', nodes: three('host') }, ['all', 'host'])).toBeUndefined();
  });
});

describe('whatever is not refused', () => {
  // Words are rare among all letters, so those that may be taken for something else come oftener.
  const digits = fc.stringMatching(/^[0-9a-fxob_-]{1,10}$/);
  const wordLike = fc.constantFrom(
    ...inYaml,
    ...everybody,
    'none',
    'nan',
    'inf',
    'yess',
    'null1',
    'o',
    'non',
  );

  test('is a name for YAML, whoever reads it: a lab’s', () => {
    const names = fc.oneof(fc.stringMatching(/^[a-z0-9][a-z0-9_-]{0,20}$/), digits, wordLike);
    fc.assert(
      fc.property(
        names.filter((name) => /^[a-z0-9]/.test(name) && !misread.test(name)),
        (name) => {
          if (refusal({ name }) !== undefined) return;
          for (const reading of readings(name)) expect(reading).toBe(name);
        },
      ),
      { numRuns: 2_000 },
    );
  });

  test('is a name for YAML, whoever reads it: a node’s', () => {
    const names = fc.oneof(fc.stringMatching(/^[a-z]([a-z0-9-]{0,8}[a-z0-9])?$/), wordLike);
    fc.assert(
      fc.property(
        names.filter((name) => !misread.test(name)),
        (name) => {
          if (refusal({ nodes: three(name) }) !== undefined) return;
          for (const reading of readings(name)) expect(reading).toBe(name);
        },
      ),
      { numRuns: 1_000 },
    );
  });
});
