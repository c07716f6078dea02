import { afterEach } from 'vitest';
import { LocalLab } from '../local-lab.js';

/** The newest ZooKeeper, on the Java that the machine has (17 or later). */
export const newest = ['--zookeeper', '3.9', '--jdk', '17'];
export const firstPort = 25_181;
const shape = ['--client-port', String(firstPort), ...newest];

/** Labs of a test, which are removed after it. */
export function localLabs() {
  const labs: LocalLab[] = [];
  afterEach(async () => {
    for (const lab of labs.splice(0)) await lab.remove();
  });
  return {
    make: async (folder: string, ...options: string[]): Promise<LocalLab> => {
      const lab = await LocalLab.create(folder, [...shape, ...options]);
      labs.push(lab);
      return lab;
    },
    /** @param prepare is given the folder that is to hold the lab, before that is made */
    makeIn: async (folder: string, prepare: (parent: string) => Promise<void>): Promise<LocalLab> => {
      const lab = await LocalLab.create(folder, shape, {}, prepare);
      labs.push(lab);
      return lab;
    },
  };
}
