import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { LocalLab } from '../local-lab.js';
import { members } from './suite.js';

members('plain processes, ZooKeeper 3.9', async () => {
  const lab = await LocalLab.create('members', [
    ...['--zookeeper', '3.9', '--jdk', '17', '--client-port', '25381'],
  ]);
  await lab.up();
  return {
    dir: lab.dir,
    zkLab: (...args) => lab.zkLab(...args),
    begin: (...args) => lab.begin(...args),
    status: () => lab.status(),
    async lose(node) {
      process.kill(await lab.pid(node), 'SIGKILL');
      await rm(join(lab.dir, 'local', node, 'data'), { recursive: true });
      await rm(join(lab.dir, 'local', node, 'logs'), { recursive: true });
    },
    leftOf: async (node) => (await readdir(join(lab.dir, 'local'))).filter((name) => name === node),
    remove: () => lab.remove(),
  };
});
