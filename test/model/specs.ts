import fc from 'fast-check';
import { addressAfter } from '../../model/network.js';
import { type Blueprint, resolve } from '../../model/resolve.js';
import type { NodeSpec, PartialSpec } from '../../model/spec.js';
import { stages } from '../../model/stages.js';
import { systems } from '../../model/systems.js';
import { zooKeepers } from '../../software/zookeeper/releases.js';

/** A lab name: what Compose takes. */
const names = fc.stringMatching(/^[a-z0-9][a-z0-9_-]{0,30}$/);

/** As typed: everything is named, and the nodes are counted. */
export interface TypedSpec extends PartialSpec {
  readonly name: string;
  readonly nodes: number;
  readonly observers: number;
}

/** Any specification with counted nodes that create accepts, as typed. */
export const typedSpecs: fc.Arbitrary<TypedSpec> = fc
  .record({
    name: names,
    nodes: fc.integer({ min: 1, max: 50 }),
    observers: fc.integer({ min: 0, max: 50 }),
    until: fc.constantFrom(...stages),
    os: fc.constantFrom(...systems.map(({ name }) => name)),
    release: fc.constantFrom(...zooKeepers),
    jdkIndex: fc.nat(3),
    second: fc.integer({ min: 0, max: 255 }),
    third: fc.integer({ min: 0, max: 255 }),
    first: fc.integer({ min: 2, max: 150 }),
    prefix: fc.stringMatching(/^[a-z][a-z0-9-]{0,20}$/),
    clientPort: fc.integer({ min: 1024, max: 50_000 }),
    memory: fc.integer({ min: 256, max: 8192 }),
    cpus: fc.integer({ min: 1, max: 8 }),
    image: fc.option(fc.constantFrom('registry.example:5000/team/centos:7.3.1611', 'debian:12'), {
      nil: undefined,
    }),
    box: fc.option(
      fc.constantFrom("https://example.com/it's.box", '/home/李/my boxes/a"b$c`d.box', 'bento/centos-7.3'),
      {
        nil: undefined,
      },
    ),
  })
  .map(({ release, jdkIndex, second, third, first, observers, nodes, ...rest }) => ({
    ...rest,
    nodes,
    observers: nodes === 1 ? 0 : observers,
    zookeeper: release.version,
    jdk: String(release.jdks[jdkIndex % release.jdks.length]),
    network: `10.${second}.${third}.0/24`,
    firstIp: addressAfter(`10.${second}.${third}.0`, first),
  }));

/** Any lab with counted nodes. */
export const blueprints: fc.Arbitrary<Blueprint> = typedSpecs.map((typed) => resolve(typed, 'x64'));

/** A host name: what DNS takes, and no capital letters. */
const hostNames = fc.stringMatching(/^[a-z]([a-z0-9-]{0,20}[a-z0-9])?$/);

/** Any specification whose nodes are spelled out, in any order, as typed. */
export const listedSpecs: fc.Arbitrary<PartialSpec & { name: string; nodes: readonly NodeSpec[] }> = fc
  .record({
    typed: typedSpecs,
    members: fc.uniqueArray(
      fc.record({
        id: fc.integer({ min: 1, max: 255 }),
        name: hostNames,
        // The second address of a /24 to the last but one.
        place: fc.integer({ min: 2, max: 254 }),
        votes: fc.boolean(),
        says: fc.boolean(),
      }),
      {
        minLength: 2,
        maxLength: 20,
        comparator: (a, b) => a.id === b.id || a.name === b.name || a.place === b.place,
      },
    ),
  })
  .map(({ typed: { observers: _, ...typed }, members }) => ({
    ...typed,
    nodes: members.map(({ id, name, place, votes, says }, index) => ({
      id,
      name,
      address: addressAfter((typed.network ?? '').replace('/24', ''), place),
      // Two voters at least; a participant need not be called one.
      ...(votes || index < 2 ? says && { role: 'participant' as const } : { role: 'observer' as const }),
    })),
  }));

/** The tutorial's lab. */
export const tutorial: Blueprint = resolve({ name: 'zk-lab' }, 'x64');
