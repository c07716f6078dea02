import fc from 'fast-check';
import { systems, zooKeepers } from '../../model/catalogue.js';
import { addressAfter } from '../../model/network.js';
import { resolve } from '../../model/resolve.js';
import type { LabSpec, PartialSpec } from '../../model/spec.js';
import { stages } from '../../model/stages.js';

/** A lab name: what Compose takes. */
const names = fc.stringMatching(/^[a-z0-9][a-z0-9_-]{0,30}$/);

/** Any specification that create accepts, as typed. */
const typedSpecs: fc.Arbitrary<PartialSpec & { name: string }> = fc
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

/** Any resolved specification. */
export const specs: fc.Arbitrary<LabSpec> = typedSpecs.map((typed) => resolve(typed, 'x64'));

/** The tutorial's lab. */
export const tutorial: LabSpec = resolve({ name: 'zk-lab' }, 'x64');
