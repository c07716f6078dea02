/** What is done with nodes: zkcli, logs, down, destroy. */
export const nodes = {
  'node.data':
    'It cannot go on with what is on its disk, and would end at each start. If all others serve, they have it too, and {node} gets it anew from them: zk-lab replace {node}. If not: zk-lab check {node}',
  'node.server-not-started': 'ZooKeeper did not start on {node}:\n{said}',
  'zkcli.no-client': 'No running node of {name} has a client yet: {file}, and a Java that runs it. {next}',
  'zkcli.few-words': 'zkCli.sh did nothing: "{command}" lacks words, a path or data; see: zk-lab zkcli help',
  'zkcli.unreached':
    'The client reached no server of {name} in time, though there is one on {servers}; see: zk-lab status. {next}',
  'zkcli.no-server': 'No server of {name} serves, so there is none to connect to; see: zk-lab status. {next}',
  'zkcli.none-running': 'No node of {name} runs; type: zk-lab up',
  'logs.none': '{node} has no ZooKeeper log yet: no server has been started there',
  'logs.hidden':
    'The server of {node} is another user’s, so that it cannot be seen where it logs. As that user, or as root: zk-lab logs {node}',
  'logs.terminal': '{node} has no ZooKeeper log: its server writes into the terminal in which it was started',
  'logs.waiting': '{node} has no ZooKeeper log yet; waiting for one',
  'node.elsewhere': '{told}\n  To get there: {remedy}',
  'node.anothers':
    '{nodes} of this lab do not run, and other servers answer at {addresses}: nothing was done with those. To bring this lab up: zk-lab up',
  'node.displaced':
    'The files of {nodes} were moved or removed under the running servers, which would lose data at the next election: nothing was done. Restart them with what is here first: zk-lab up',
  'node.not-running': '{node} does not run; start it with: zk-lab up {node}',
  'down.done': 'Stopped: {nodes}. Everything is kept; "zk-lab up" starts it again.',
  'down.nothing': 'Nothing to stop: {nodes} did not run',
  'destroy.ask': 'Remove {what} of {name}, data included? [y/N] ',
  'destroy.refused': 'Nothing was removed',
  'destroy.no-terminal': 'Nobody can be asked here; to say yes beforehand, add: -y',
  'destroy.nothing': 'Nothing to remove: no provider holds anything of {name}{unasked}',
  'destroy.done.gone': 'Removed from {provider}: what was left of {name}.',
  'destroy.done': 'Removed from {provider}: everything of {name}. Its directory {directory} stays.',
} as const;
