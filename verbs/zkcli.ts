import type { Lab } from '../labs/lab.js';
import { reaches } from '../labs/stages.js';
import { LabError } from '../messages/errors.js';
import type { VerbOptions } from './context.js';
import { holding } from './holder.js';

/** The port that ZooKeeper has on the nodes themselves. */
const clientPort = 2181;

/**
 * Opens zkCli.sh on a running node with the connect string of the whole ensemble, in the user's own terminal.
 * @param args a command of zkCli.sh to run instead of its prompt
 * @returns the exit status
 * @throws LabError zkcli.stage, zkcli.none-running
 */
export async function zkcli(lab: Lab, args: readonly string[], options: VerbOptions): Promise<number> {
  if (!reaches(lab.spec.until, 'zookeeper')) throw new LabError('zkcli.stage', { stage: lab.spec.until });
  const provider = await holding(lab, options.provider);
  const states = await provider.states(lab);
  const node = lab.nodes.find(({ name }) => states.some((state) => state.name === name && state.running));
  if (!node) throw new LabError('zkcli.none-running', { name: lab.spec.name });

  const { home, javaHome } = provider.paths(lab, node);
  const servers =
    provider.connectString?.(lab) ?? lab.nodes.map(({ name }) => `${name}:${clientPort}`).join(',');
  const command = [`${home}/bin/zkCli.sh`, '-server', servers, ...args];
  // zkCli.sh finds its Java through JAVA_HOME, which only a login shell would have set.
  const withJava = javaHome === undefined ? command : ['env', `JAVA_HOME=${javaHome}`, ...command];
  return provider.exec(lab, node, withJava, { interactive: true });
}
