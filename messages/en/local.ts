export const local = {
  'local.available': 'processes of this machine; JDK at hand: {jdks}',
  'local.available.no-jdk': 'processes of this machine; no JDK at hand, so one is fetched',
  'local.windows': 'ZooKeeper’s scripts need bash, which Windows itself does not have',
  'local.windows.remedy': 'run zk-lab inside WSL (wsl --install), or use [[provider docker]]',
  'local.no-bash': 'ZooKeeper’s scripts need bash, and there is none in PATH',
  'local.no-bash.remedy': 'install bash, or use [[provider docker]]',

  'local.jdk.taken': 'Running on JDK {version} ({home})',
  'local.jdk.fetching': 'Fetching JDK {jdk}: none at hand fits',
  'local.jdk.only-linux': 'JDKs are fetched for Linux only',
  'local.jdk.broken':
    'The JDK in {file} does not run on this machine: {reason}. It may be made for another processor or C library: take one for this machine, or [[provider docker]], which runs it in containers',
  'local.jdk.found': '  JDK {version}  {home}',
  'local.jdk.found-none': '  none',
  'local.jdk.unfit':
    'ZooKeeper {zookeeper} runs on JDK {jdks}. Found here:\n{found}\nand none could be fetched: {reason}\nWith processes of this machine you can also:\n{ways}',
  'local.way.install': '  install JDK {jdk} with your package manager, or point JAVA_HOME to one',
  'local.way.line': '  [[zookeeper {line}]]: take the newest ZooKeeper that runs on what was found',
  'local.way.provider': '  [[provider docker]]: run in containers, which bring their own JDK',
  'local.zookeeper.fetching': 'Fetching ZooKeeper {version}',
  'local.fitted':
    'ZooKeeper {usual} needs JDK {jdks}, and none can be had here: taking ZooKeeper {zookeeper}, which runs on JDK {jdk} ({home}). To insist: [[zookeeper {usual}]]',

  'local.nothing-to-build':
    'A lab that ends at stage {until} has nothing to run on this machine itself: take [[until zookeeper]] or cluster, or another provider.',
  'local.locked': 'Waiting for another zk-lab that works on this lab',
  'local.starting': 'Starting {nodes}',
  'local.stopping': 'Stopping {nodes}',
  'local.node.crashed': '{node} ended by itself or was killed; its log may tell more: {log}',
  'local.node.displaced':
    '{node} runs, but its files were moved or removed under it: it cannot go on like that. To restart it with what is here: zk-lab up',
  'local.node.rebooted': '{node} ended when this machine was shut down; start it again with: zk-lab up',
  'local.node.restarts': '{node} restarts: its configuration has changed',
  'local.node.restarts-moved': '{node} restarts: its files are in another place by now',
  'local.node.stray': '{node} is no longer part of the lab: stopped, its data stays until destroy',
  'local.disk-full':
    'Nothing more can be written to {path}, where the servers of this lab live: {reason}. Make room (zk-lab destroy NAME removes the data of a lab, zk-lab list shows which there are), then: zk-lab up',
  'local.unwritable':
    'Nothing can be written to {path}, where the servers of this lab live: {reason}. Make it writable, or make the lab elsewhere: zk-lab create DIR --spec zk-lab.yaml',
  'local.no-links':
    '{path} is on a file system without symbolic links (FAT, exFAT, a network share), which plain processes need. Make the lab on a file system of this machine’s own: zk-lab create ~/zk-lab',
  'local.not-yours': '{node} is process {pid} of another user, who alone can end it: sudo kill {pid}',
  'local.wave':
    '{nodes}: no quorum of the nodes that have data, so the new ones were not started. The logs tell why: zk-lab logs',
  'local.start.failed': '{node} did not start. The end of its log, {log}:\n{tail}',

  'local.port': '  {port}  {purpose} port of {node}; {by} has it',
  'local.port.client': 'client',
  'local.port.quorum': 'quorum',
  'local.port.election': 'election',
  'local.ports.taken':
    'Somebody else listens on a port of this lab, so nothing was started:\n{ports}\nStop that, or move all ports of the lab with: zk-lab create --force --spec zk-lab.yaml --client-port {option} .',

  'local.exec.closed':
    '{node} runs with what {file} leads to, which is closed to this user: only the user who brought the lab up can run anything there',
  'local.exec.not-up': '{node} has nothing to run with yet; start the lab first: zk-lab up',
  'local.exec.no-command': '{program}: there is no such program',
  'local.exec.not-runnable': '{program}: this is no program that this user may run',
  'local.terminal.no-script':
    'A terminal on a node takes the program script, which is not in PATH; install it (Debian: bsdutils, Fedora: util-linux-script)',
  'local.ssh':
    '{node} is a process of this machine and no machine of its own, so there is nothing to log in to. Run commands with its settings instead: zk-lab exec {node} COMMAND (or zk-lab exec {node} bash)',
  'local.port.relay': 'relay',
  'local.relays': 'The relays between the servers did not start: {said}',
} as const;
