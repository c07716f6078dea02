export const faults = {
  'fault.unknown-verb':
    'There is no fault "{name}"{near} Those there are: {known}; zk-lab fault alone shows which are in force',
  'fault.bad-value': '{what} cannot be {value}: type a number above 0 with its unit, like {example}',
  'fault.too-much': '{what} cannot be {value}: at most {most}',
  'fault.for-nothing':
    '[[for]] says how long a fault lasts: it belongs behind one, like zk-lab fault kill node1 --for 30s',
  'fault.no-node': '{verb} needs the name of a node: zk-lab fault {example} (the nodes are {known})',
  'fault.incomplete': 'A node and a value are needed: zk-lab fault {example}',
  'fault.cut.nobody': 'A cut needs to know whom to cut off: zk-lab fault cut {example}',
  'fault.cut.alone': 'This lab has one node: there is nobody to cut it off from',
  'fault.cut.empty': 'In {typed} a name is missing: names stand between commas, like {example}',
  'fault.cut.sides': 'A cut has two sides, and {typed} has more: type two, like {example}',
  'fault.cut.both': '{node} cannot be on both sides of a cut: type each node once, like {example}',
  'fault.cut.everybody':
    'That names every node, and leaves none to be cut off from: type fewer, or two sides, like {example}',
  'fault.cannot': '{verb} is not for a lab on {provider}: {reason}',
  'fault.already': '{node} has a fault of that kind already ({told}). End it first: zk-lab fault heal {node}',
  'fault.no-server':
    'No ZooKeeper runs on {node}: there is nothing to {verb}. Start it first: zk-lab up {node}',
  'fault.no-server.yours': 'No ZooKeeper runs on {node}: there is nothing to {verb}. {next}',
  'fault.failed': 'The fault could not be put in force on {node}: {reason}',
  'fault.no-netem':
    'The kernel that {node} runs on lacks "netem" (module sch_netem), and without it nothing can be delayed. On Linux: sudo modprobe sch_netem, from the package of the kernel’s further modules',
  'fault.no-iptables':
    'The kernel that {node} runs on lacks "netem" (module sch_netem), and the node lacks iptables, which would do instead. On Linux: sudo modprobe sch_netem; or install iptables in the image of the nodes',
  'fault.own-disk':
    '{node} is a container: the disk that its data is on is the engine’s own, and would be full for everybody',
  'fault.no-tool': '{node} lacks the program {tool}, which this fault is made with',
  'fault.stays':
    'The server of {node} did not end within {seconds} seconds; kill ends it: zk-lab fault kill {node}',

  'fault.is.stop': 'stop: the server of {node} is stopped',
  'fault.is.kill': 'kill: the server of {node} was killed',
  'fault.is.pause': 'pause: the server of {node} is frozen',
  'fault.is.fill': 'fill: the data disk of {node} is full',
  'fault.is.cut': 'cut: {a} | {b}',
  'fault.is.slow': 'slow: what {node} sends comes {milliseconds} ms later',
  'fault.is.lose': 'lose: {percent} % of what {node} sends is lost',
  'fault.is.rate': 'rate: {node} sends {kbit} kbit/s at most',
  'fault.is.clock': 'clock: the clock of {node} is {shift} s off',

  'fault.putting': 'Putting in force: {told}',
  'fault.put': 'In force: {told}',
  'fault.put.for': 'In force for {seconds} s: {told}',
  'fault.heading': 'Faults in force:',
  'fault.line.for': '{told} (ends in {seconds} s)',
  'fault.none': 'No fault is in force',
  'fault.left':
    'On {nodes} something of a fault is left that nothing holds any more: zk-lab fault heal removes it',
  'fault.unseen': '{nodes} did not answer: whether something of a fault is left there is not known',
  'fault.healing': 'Undoing: {told}',
  'fault.sweeping': 'Removing what is left of a fault on {nodes}',
  'fault.healed': 'Undone: {told}',
  'fault.swept': 'Removed what was left on {nodes}',
  'fault.nothing': 'No fault was in force',
  'fault.nothing.nodes': 'No fault was in force that touches {nodes}',
  'fault.ended-with': 'A fault that was in force has ended with it: {told}',
  'fault.up': 'A fault is in force, and stays: {told}. It ends with: zk-lab fault heal',
  'fault.up.no-quorum': 'The faults in force leave no quorum: {told}. Undo them: zk-lab fault heal',
  'fault.up.not-waited': 'Not waited for, because of faults: {nodes}',

  'fault.docker.fill':
    'the disk that a container’s data is on is the engine’s own, and would be full for everybody',
  'fault.docker.clock': 'containers have no clock of their own: it would be the clock of all of this machine',
  'fault.local.rate': 'its servers talk over relays on this machine, which pass on all that comes',
  'fault.local.reconfig':
    'with reconfigEnabled, ZooKeeper itself tells the servers where the others are, and so no relay can stand between them',
  'fault.local.alone': 'its one server talks to nobody',
  'fault.local.fill': 'the disk that its data is on is this machine’s own, and would be full for everybody',
  'fault.local.clock': 'processes have no clock of their own: it would be the clock of all of this machine',
} as const;
