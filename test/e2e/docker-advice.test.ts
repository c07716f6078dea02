import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeWith, useEngine } from '../testbed/use-engine.js';
import { configurations } from './advice/configurations.js';
import { distributions } from './advice/distributions.js';
import { machines } from './advice/machines.js';
import { checked, type Mended, mendedByAdvice } from './advice/mended.js';
import { servers } from './advice/servers.js';
import { TestLab } from './lab.js';

// Debian stands in for CentOS 7.3 here (test/testbed).
await describeWith(useEngine, 'what check advises helps', (engine) => {
  let lab: TestLab;
  beforeAll(async () => {
    lab = await TestLab.create('advice', ['--jdk-archive', engine.jdk8], engine.env);
    // Root on node2 is kept out of what is somebody else's, as it is from a network's disk.
    await writeFile(
      join(lab.dir, 'compose.override.yaml'),
      'services: { node2: { cap_drop: [DAC_OVERRIDE, DAC_READ_SEARCH] } }\n',
    );
    expect(await lab.zkLab('up')).toSucceed();
  });
  afterAll(() => lab?.remove());

  const mended: Mended = (...mistakes) => mendedByAdvice(lab, mistakes);

  test('before anything is wrong, nothing is', async () => {
    expect(await checked(lab)).toMatchObject({ provider: 'docker', passed: true, next: null });
  });

  machines(mended);
  distributions(mended);
  configurations(mended);
  servers(mended);
});
