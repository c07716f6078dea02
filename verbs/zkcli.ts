import { LabError } from '../messages/errors.js';
import type { Lab } from '../model/lab.js';
import { reaches } from '../model/stages.js';
import { requireProvider } from './choose-provider.js';
import type { VerbOptions } from './context.js';

/**
 * Opens zkCli.sh on a running node with the connect string of the whole ensemble, in the user's own terminal.
 * @param args a command of zkCli.sh to run instead of its prompt
 * @returns the exit status
 * @throws LabError zkcli.stage, zkcli.none-running
 */
export async function zkcli(lab: Lab, args: readonly string[], options: VerbOptions): Promise<number> {
  if (!reaches(lab.spec.until, 'zookeeper')) throw new LabError('zkcli.stage', { stage: lab.spec.until });
  const provider = await requireProvider(lab, options.provider);
  const states = await provider.states(lab);
  const node = lab.nodes.find(({ name }) => states.some((state) => state.name === name && state.running));
  if (!node) throw new LabError('zkcli.none-running', { name: lab.spec.name });

  const handle = provider.node(lab, node);
  const { home, javaHome, connectString } = handle.layout;
  const command = [`${home}/bin/zkCli.sh`, '-server', connectString, ...args];
  // zkCli.sh finds its Java through JAVA_HOME, which only a login shell would have set.
  const withJava = javaHome === undefined ? command : ['env', `JAVA_HOME=${javaHome}`, ...command];
  return handle.exec(withJava, { interactive: true });
}
