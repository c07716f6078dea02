export const spec = {
  'spec.name': '{origin} {value}: a lab’s name has lower-case letters, digits, - and _, e.g. zk-lab',
  'spec.nodes': '{origin} {value}: give a whole number of voting members from 1 to 50, e.g. 3',
  'spec.nodes.list':
    '{origin}: each node is written as { id: 1, name: node1, address: 192.168.252.101, role: participant }, its role participant or observer',
  'name.lab': '{origin}: not a name for a lab, because {why}; give it another, e.g. {instead}',
  'name.node': '{origin}: {name} is not a name for a node, because {why}; give it another, e.g. {instead}',
  'name.node.shape':
    '{origin}: {name} is not a name for a node: it starts with a lower-case letter and has only a-z, 0-9 and - (63 at most), e.g. {instead}',
  'name.prefix':
    '[[prefix {prefix}]]: a node would be called {name}, and {why}; give another, e.g. [[prefix node]]',
  'name.because.yaml': 'YAML reads it as something else than a name',
  'name.because.number': 'YAML reads it as a number or a date',
  'name.because.machine': 'it stands for this machine itself',
  'name.because.all': 'it stands for all of them',
  'name.because.folder': 'plain processes have other files under it',
  'name.because.place': 'guides of labs mean other nodes by it',
  // A list of nodes stands in zk-lab.yaml or in a program, never on the command line.
  'nodes.twice': 'nodes: two of them have the {field} {value}; give each one of its own',
  'nodes.voters': 'nodes: {voters} of them vote; let 1 to {max} have the role participant',
  'nodes.observers': 'nodes: {observers} of them are observers; let at most {max} have the role observer',
  'nodes.need-quorum':
    'nodes: ZooKeeper refuses observers of a single server; give at least two the role participant, better three',
  'nodes.address': 'nodes: {name} at {address}',
  'observers.listed':
    '[[observers {observers}]]: the nodes are spelled out, so give those without a vote the role observer there',
  'spec.observers': '{origin} {value}: give a whole number of observers from 0 to 50, e.g. 2',
  'spec.lesson':
    '{origin} {value}: the name of a ready-made lab has to stand here, as "zk-lab labs" lists them',
  'spec.until': '{origin} {value}: no such stage{near} ({stages})',
  'spec.os': '{origin} {value}: not the name of an operating system, e.g. centos-7.3',
  'spec.arch': '{origin} {value}: choose x64 or aarch64',
  'spec.version': '{origin} {value}: not a {title} version; known: {known}',
  'spec.archive': '{origin}: give the path of a {title} tarball, e.g. ~/Downloads/{example}',
  'spec.zooCfg':
    '{origin} {value}: give settings of zoo.cfg by name, KEY=VALUE on the command line, e.g. autopurge.purgeInterval=24',
  'spec.jvmOptions':
    '{origin} {value}: give options of the JVM, each one word that begins with -, e.g. -Djute.maxbuffer=4194304',
  'zoo-cfg.decided.servers':
    '[[zooCfg {name}]]: which servers there are, and what each one is, the lab decides: choose them with [[nodes]] and [[observers]]',
  'zoo-cfg.decided.data':
    '[[zooCfg {name}]]: where nodes keep their data the lab decides; leave this setting out',
  'zoo-cfg.decided.clients':
    '[[zooCfg {name}]]: where nodes answer clients the lab decides: choose the ports on this machine with [[clientPort]]',
  'zoo-cfg.line': '{origin}: “{value}” is no setting; each line is KEY=VALUE, or begins with #',
  'zoo-cfg.number':
    '{origin}: ZooKeeper would not start, because {name} takes a whole number; give one, e.g. {name}=10',
  'zoo-cfg.flag':
    '{origin}: ZooKeeper would not start, because {name} is either true or false; give one of them',
  'zoo-cfg.choice':
    '{origin}: ZooKeeper would not start, because {name} is either participant or observer; give one of them',
  'zoo-cfg.escape':
    '{origin}: ZooKeeper would not start, because \\u in {name} is not followed by four hexadecimal digits; write \\\\ for a backslash',
  'zoo-cfg.missing': '{origin}: ZooKeeper would not start without {name}; add a line {name}=…',
  'spec.mirror': '{origin} {value}: choose auto, official, tuna, aliyun, huawei, ustc or give a base URL',
  'spec.image': '{origin}: give the name of a container image or the path of a root file system tarball',
  'spec.box': '{origin}: give a Vagrant box: its name, its URL or the path of a .box file',
  'spec.network': '{origin} {value}: give a network as address/length, e.g. 192.168.252.0/24',
  'spec.firstIp': '{origin} {value}: give an IPv4 address, e.g. 192.168.252.101',
  'spec.prefix':
    '{origin} {value}: a prefix starts with a lower-case letter and has only a-z, 0-9 and - (50 at most), e.g. node',
  'spec.clientPort': '{origin} {value}: give a port from 1024 to 65535, e.g. 2181',
  'spec.sshPort': '{origin} {value}: give a port from 1024 to 65535, e.g. 12181',
  'spec.plainShell': '{origin} {value}: true or false has to stand here',
  'spec.memory': '{origin} {value}: give the memory of a node in MiB, 256 to 65536, e.g. 512',
  'spec.cpus': '{origin} {value}: give the processors of a node, 1 to 64',
  'spec.unknown': '{origin}: no such setting; it can have {known}',
  'spec.unknown.near': '{origin}: no such setting; did you mean {nearest}?',
  'spec.file.missing': 'There is no file {file}; [[spec]] takes the path of a zk-lab.yaml',
  'spec.file.unreadable': '{file} cannot be read: {reason}',
  'spec.file.yaml': '{file}:{line}: not valid YAML: {reason}',
  'spec.file.shape': '{file}: a specification is a list of settings such as "nodes: 3", one a line',
  'network.invalid': '[[network {cidr}]]: give an IPv4 network as address/length, e.g. 192.168.252.0/24',
  'network.size':
    '[[network {cidr}]]: too small or too large for a lab; take a length from /8 to /29, e.g. 192.168.252.0/24',
  'network.host-bits': '[[network {cidr}]]: that is an address inside a network; did you mean {network}?',
  'network.reserved':
    '[[network {cidr}]]: a {range} range cannot carry a lab; take a private one, e.g. 192.168.252.0/24',
  'address.invalid': '{address}: give an IPv4 address, e.g. 192.168.252.101',
  'address.outside': '{address}: not an address for a node in {network}; choose one inside, e.g. {first}',
  'address.gateway': '{address}: the gateway of {network} has that address; choose another, e.g. {next}',
  'address.overrun':
    '{count} nodes from {first} would end at {last}, but {network} ends at its broadcast address {broadcast}: room for {room}; choose a lower [[firstIp]], fewer nodes or a larger [[network]]',
  'ports.overrun': '{port}: {count} ports from there on run over 65535; choose {max} or lower',
  'ports.overlap':
    '[[clientPort {clientPort}]] and [[sshPort {sshPort}]]: blocks of {count} ports each would overlap; move them further apart',
  'observers.need-quorum':
    '[[observers {observers}]]: ZooKeeper refuses observers of a single server; give at least [[nodes 2]], better 3',
  'voters.even':
    '{nodes} voters tolerate no more failures than {fewer}: a quorum needs {needed}. An odd number is the better choice.',
  'voters.many': '{nodes} voters: every write waits for {needed} of them; for reads, observers are lighter.',
} as const;
