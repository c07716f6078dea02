import { afterAll } from 'vitest';
import { machines } from '../../../providers/machines/index.js';
import { startMachines } from '../../testbed/machines.js';
import { describeWith, useEngine } from '../../testbed/use-engine.js';
import { conformance } from './suite.js';

const engine = await useEngine();
const start = async () =>
  engine.available
    ? { available: true as const, engine, there: await startMachines(engine, engine.state, 4) }
    : engine;

await describeWith(start, 'machines over SSH', ({ engine, there }) => {
  afterAll(() => there.remove());
  // Of every kind that there is: one lets root in, one somebody with sudo, and one is behind another.
  const [root, admin, behind] = [`root@${there.address(1)}`, `admin@${there.address(2)}`, 'behind'];
  conformance({
    provider: machines,
    env: there.env,
    spec: { jdkArchive: engine.jdk8, hosts: [root, admin, behind] },
    other: { hosts: [`root@${there.address(4)}`] },
  });
});
