export const machines = {
  'spec.hosts':
    '{origin} {value}: name the machines as ssh knows them, [USER@]NAME[:PORT], with commas between, e.g. admin@10.0.0.11,admin@10.0.0.12,admin@10.0.0.13',
  'hosts.no-address':
    '[[hosts {host}]]: this name leads to no IPv4 address from here. Say where the other machines reach it: [[hosts {name}=ADDRESS]]',
  'hosts.count':
    '[[hosts]] names {hosts} machines, and {wanted} nodes were asked for; leave [[nodes]] out, or name as many',
  'hosts.mixed':
    'nodes: {name} has no host, and others have; either all nodes are machines that are there already, or none',
  'hosts.not.system':
    '{option}: machines that are there already keep the system that they have; leave it out',
  'hosts.not.address':
    '{option}: machines that are there already have addresses; say one with its machine, if its name does not lead to it: [[hosts {name}=ADDRESS]]',
  'hosts.not.ssh-port':
    '{option}: say the port with its machine: [[hosts {name}:PORT]], or in your ~/.ssh/config',
  'hosts.not.client-port':
    '{option}: machines that are there already serve clients on port 2181 of their own; leave it out',
  'hosts.not.cpus': '{option}: machines that are there already keep their processors; leave it out',
  'hosts.not.shell': '{option}: shells of machines that are there already stay as they are; leave it out',
  'hosts.until-os':
    '[[until os]]: the system of machines that are there already is their owner’s; choose one of {stages}',
  'grow.hosts':
    'The nodes are machines of yours, so name the {count} that are to join: zk-lab grow N --hosts admin@10.0.0.14,…',
  'grow.no-hosts': 'The nodes of this lab are made, not named. Leave [[hosts]] out',
  'up.not-for-hosts':
    '[[provider {provider}]]: the nodes of this lab are machines that are there already; take [[provider machines]], or leave this out',
  'up.needs-hosts':
    '[[provider {provider}]]: a lab on machines that are there already names them when it is made: zk-lab create --hosts admin@10.0.0.11,admin@10.0.0.12,admin@10.0.0.13',
  'up.nothing-planned': 'The nodes are made by {provider}: nothing of anybody’s is changed',
  'create.hosts': 'on machines that are there already',
  'machines.title': 'Machines over SSH',
  'machines.detail': 'ssh, as you have set it up',
  'machines.no-ssh': 'there is no ssh command',
  'machines.no-ssh.remedy': 'install an OpenSSH client',
  'machines.again': 'mend that, and look again: zk-lab up --dry-run',
  'machines.look': 'Looking at {count} machines; nothing is changed yet',
  'machines.start': 'Making {count} machines nodes',
  'machines.stop': 'Stopping ZooKeeper on the machines',
  'machines.remove': 'Taking back what the lab has put on the machines',
  'machines.plan':
    '{node} is to be {host} ({address}; {system}; {memory} MiB of memory and {disk} MiB of disk are free): gets {megabytes} MB, up to the stage {until}; JDK in {jdk}, ZooKeeper in {home}, lines in /etc/hosts and root’s .ssh; {firewall}. All else stays as it is',
  'machines.plan.again':
    '{node} is {host} ({address}; {system}): gets {megabytes} MB of what it lacks in {jdk} and {home}, up to the stage {until}; {firewall}',
  'machines.plan.firewall': 'ports 2181, 2888 and 3888 are opened in {firewall}, to the lab’s members alone',
  'machines.plan.no-firewall': 'no firewall that would have to let its members in',
  'machines.unfit': 'Nothing was changed on any machine, because not all of them can be nodes:{reasons}',
  'machines.some-failed':
    'Several machines did not become nodes; the same, typed again, goes on from here:{reasons}',
  'machines.unreached': '{node}: {why}',
  'machines.not-made': '{node} failed, and said:\n{said}\n  Mend that, and type the same again',
  'machines.not-taken-back':
    'From these the lab’s things were not taken back; zk-lab destroy tries again:{reasons}',
  'machines.left': '{node}: left as they are, because they were edited or are not the lab’s: {paths}',
  'machines.gone': '{node}: {host} has nothing of this lab any more. zk-lab up makes it a node again',
  'machines.silent':
    '{host} does not answer: it is off, away, or behind something. See for yourself: {login}',
  'machines.unresolved':
    'nobody here knows the name {host}. Put it into ~/.ssh/config, or name the machine by its address',
  'machines.unknown-key':
    'the host key of {host} is not known here. Log in once by hand, compare the fingerprint with what its owner tells you, and say yes: {login}',
  'machines.changed-key':
    '{host} has another host key than it had. If its owner says that this is right: ssh-keygen -R {name}',
  'machines.denied':
    '{host} does not let you in without a question. Give it your key (ssh-copy-id), or start an agent (ssh-add), until this asks nothing: {login}',
  'machines.no-sudo':
    'on {host} you are not root, and sudo is not there or asks for a password. Log in as root, or have its owner allow sudo without a password',
  'machines.failed': '{host} cannot be looked at:\n{said}',
  'machines.not-linux': 'it runs {kernel}; nodes need Linux',
  'machines.arch':
    'its processor is {arch}, and the lab’s JDK is for {wanted}. Make the lab with: zk-lab create --arch {known}',
  'machines.bash': 'its bash is {bash}; nodes need 4.1 or newer',
  'machines.lacks':
    'it lacks {commands}. Packages are its owner’s to install, and zk-lab installs none there',
  'machines.other-lab': 'it is a node of the lab {lab} already. Take that away first: zk-lab destroy {lab}',
  'machines.address':
    'it has no address {address}; its own are {own}. Servers bind to the address by which others reach them: name it as {host}',
  'machines.taken':
    '{paths}: there already, and not the lab’s, so it stays. Choose another release ([[zookeeper]], [[jdk]]), or ask its owner to move it',
  'machines.ports': 'somebody listens on {ports}; a node needs 2181, 2888 and 3888',
  'machines.names':
    'its /etc/hosts has other addresses for names of nodes: {names}. Choose another [[prefix]]',
  'machines.disk': '{disk} MiB are free where the lab would be; it needs {needed}',
  'machines.memory': '{memory} MiB of memory are free; the server alone takes {needed}',
  'machines.others': '{node} has a ZooKeeper of somebody else’s, which stays as it is: {paths}',
  'machines.skew': 'The clock of {node} differs from another’s by {seconds} s: logs will be hard to compare',
  'machines.no-root-login':
    'sshd of {node} does not let root in, and stays so: from the other nodes, ssh {node} will not work',
  'fault.machines.fill': 'the disk is its owner’s too, and would be full for everybody there',
  'fault.machines.clock': 'it would be the clock of all that its owner runs there',
  'cli.option.hosts':
    'Machines that are there already, to be the nodes, as ssh knows them: [USER@]NAME[:PORT][=ADDRESS],…',
  'cli.option.joining-hosts': 'The machines that join, where nodes are machines that are there already',
  'cli.option.dry-up': 'Only look at the machines, and show what would be done there',
  'cli.example.create.hosts': 'on three machines that you have, over SSH',
  'cli.example.grow.hosts': 'where nodes are machines of yours: the two that join',
  'status.ports-closed':
    'Clients of this machine do not get to every node: a firewall or a jump host is in between. zk-lab exec, zkcli and logs do. What lets clients in for as long as it runs: {command}\n  They connect to {connectString} then.',
  'doctor.ports-closed.remedy':
    'type that in a terminal of its own, where clients of this machine are to get in',
  'create.next.look': 'looks at all machines and tells what it would do there',
} as const;
