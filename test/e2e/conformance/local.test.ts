import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { localOn } from '../../../providers/local/index.js';
import { thisMachine } from '../../../software/jdk/search.js';
import { conformance } from './suite.js';

// Terminals run their owner's ~/.bashrc: nobody's, here.
const home = await mkdtemp(join(tmpdir(), 'zk-lab-home-'));
afterAll(() => rm(home, { recursive: true }));
const machine = thisMachine();

conformance({
  provider: localOn({ ...machine, env: { ...machine.env, HOME: home } }),
  spec: { zookeeper: '3.9', jdk: '17', clientPort: 25_281 },
});
