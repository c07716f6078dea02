import path from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * Seconds of the files that take long, measured on two cores one after another. What starts last should not be what all
 * else waits for; which figures are a little wrong does not matter.
 */
export const seconds: Readonly<Record<string, number>> = {
  'test/e2e/vagrant-libvirt.test.ts': process.env.ZK_LAB_TEST_LIBVIRT ? 1400 : 0,
  'test/e2e/vagrant-docker.test.ts': 160,
  'test/e2e/vagrant-stages.test.ts': process.env.ZK_LAB_TEST_CASES ? 180 : 0,
  'test/e2e/docker-advice.test.ts': 200,
  'test/e2e/docker-logins.test.ts': 120,
  'test/e2e/members/vagrant.test.ts': process.env.ZK_LAB_TEST_CASES ? 130 : 0,
  'test/e2e/members/docker.test.ts': 112,
  'test/e2e/docker-tutorial.test.ts': 100,
  'test/e2e/conformance/vagrant.test.ts': 100,
  'test/e2e/labs/recipes.test.ts': 95,
  'test/e2e/labs/grow-and-observe.test.ts': process.env.ZK_LAB_TEST_CASES ? 240 : 107,
  'test/e2e/labs/zookeeper-cluster-vagrant.test.ts': process.env.ZK_LAB_TEST_CASES ? 150 : 0,
  'test/e2e/labs/zookeeper-cluster.test.ts': 94,
  'test/e2e/members/local.test.ts': 84,
  'test/e2e/docker-fifty.test.ts': process.env.ZK_LAB_TEST_CASES ? 90 : 0,
  'test/e2e/labs/znodes-and-watches.test.ts': 91,
  'test/e2e/docker-stages.test.ts': 76,
  'test/e2e/labs/upgrade-3.4-to-3.9.test.ts': process.env.ZK_LAB_TEST_CASES ? 300 : 70,
  'test/e2e/local/shapes.test.ts': 35,
  'test/e2e/local/starting.test.ts': 35,
  'test/e2e/labs/mend-it.test.ts': process.env.ZK_LAB_TEST_CASES ? 740 : 48,
  'test/e2e/podman.test.ts': process.env.ZK_LAB_TEST_CASES ? 55 : 0,
  'test/e2e/faults/docker.test.ts': 70,
  'test/e2e/faults/local.test.ts': 55,
  'test/e2e/faults/vagrant.test.ts': process.env.ZK_LAB_TEST_CASES ? 185 : 0,
  'test/e2e/page/fifty.test.ts': process.env.ZK_LAB_TEST_CASES ? 100 : 0,
  'test/e2e/growing-wrongly.test.ts': 35,
  'test/e2e/storm.test.ts': 90,
  'test/e2e/dynamic-configuration.test.ts': 90,
  'test/e2e/page/browser.test.ts': 90,
  'test/e2e/labs/leader-election.test.ts': 60,
  'test/e2e/artifacts/distribution.test.ts': 46,
  'test/e2e/docker-shapes.test.ts': 45,
  'test/generators/vagrant.test.ts': 35,
  'test/e2e/package.test.ts': 34,
  'test/e2e/fresh.test.ts': 33,
  'test/e2e/testbed-vagrant.test.ts': 22,
  'test/e2e/local-jdk.test.ts': 12,
  'test/e2e/testbed.test.ts': 11,
  'test/provision/centos.test.ts': 6,
  'test/provision/centos-run.test.ts': 5,
};

/** Files that take long first, the others as vitest orders them: by how long they took the last time, or by size. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const known = (file: TestSpecification): number =>
      seconds[path.relative(this.ctx.config.root, file.moduleId).replaceAll('\\', '/')] ?? 0;
    return (await super.sort(files)).toSorted((one, other) => known(other) - known(one));
  }
}
