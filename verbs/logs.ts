import { say } from '../messages/index.js';
import { type Lab, nodeNamed } from '../model/lab.js';
import { requireProvider } from './choose-provider.js';
import type { VerbOptions } from './context.js';
import { type NodeOutput, told } from './exec.js';

/** What `logs` may be told. */
export interface LogsOptions extends VerbOptions {
  /** One node's log alone. */
  readonly node?: string | undefined;
  /** Goes on until the signal ends it. */
  readonly follow: boolean;
  /** How many of the last lines to begin with. */
  readonly tail: number;
  readonly signal?: AbortSignal;
}

/** `-F` of tail also finds the file that a restart put in the old one's place. Arguments: log, lines, what to say, -F. */
const readLog = '[ -e "$1" ] || [ $# = 4 ] || { echo "$3" >&2; exit 1; }; exec tail -n "$2" $4 "$1"';

/** The last lines of ZooKeeper's log on one node or all. @returns exit statuses of the nodes: 1 where there is no log */
export async function logs(
  lab: Lab,
  options: LogsOptions,
  onOutput: (output: NodeOutput) => void,
): Promise<number[]> {
  const nodes = options.node === undefined ? lab.nodes : [nodeNamed(lab, options.node)];
  const provider = await requireProvider(lab, options.provider);
  const states = await provider.states(lab);
  return Promise.all(
    nodes.map(async (node) => {
      const { name } = node;
      if (!states.some((state) => state.name === name && state.running)) {
        onOutput({ node: name, stream: 'stderr', chunk: `${say('node.not-running', { node: name })}\n` });
        return 1;
      }
      const handle = provider.node(lab, node);
      const { log } = handle.layout;
      const command = [
        'sh',
        '-c',
        readLog,
        'sh',
        log,
        String(options.tail),
        say('logs.none', { node: name, log }),
      ];
      if (options.follow) command.push('-F');
      return handle.exec(command, told(name, onOutput, options.signal));
    }),
  );
}
