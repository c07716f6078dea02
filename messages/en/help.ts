/** How commands are called, and what --help says of them. */
export const help = {
  'cli.help.usage': 'Usage: {usage}',
  'cli.help.intro':
    'Makes and runs real ZooKeeper clusters: in containers, in virtual machines or as plain processes here, on machines that you have, over SSH, or as pods of a Kubernetes cluster.',
  'cli.help.options': 'Options:',
  'cli.help.examples': 'Examples:',
  'cli.help.words': 'What it takes:',
  'cli.help.default': 'default:',
  'cli.help.more': 'Run "{program} COMMAND --help" for what a command can do.',
  'cli.help.exit': 'Exit status: 0 done, 1 failed, 2 wrong usage.',
  'cli.area.lab': 'A lab:',
  'cli.area.nodes': 'Its nodes:',
  'cli.area.learning': 'Learn by doing:',
  'cli.area.breaking': 'Break it, grow it:',
  'cli.area.here': 'This machine:',
  'cli.group.ensemble': 'The ensemble:',
  'cli.group.software': 'Java and ZooKeeper:',
  'cli.group.machines': 'The machines:',
  'cli.group.files': 'The lab’s files:',
  'cli.group.how': 'How:',
  'cli.group.lab': 'Which lab:',
  'cli.group.output': 'Output:',

  'cli.command.create': 'Make a lab: a directory that brings a ZooKeeper cluster up',
  'cli.command.up': 'Bring the lab up and wait until every node serves',
  'cli.command.status': 'Show every node: running, serving, leader or follower',
  'cli.command.check': 'Show how far the lab is, step by step, and what to type next',
  'cli.command.storm':
    'Run clients while faults come and go, and judge whether anything acknowledged is lost',
  'cli.command.page':
    'Open a page in the browser: the ensemble drawn live, terminals, the guide, faults by a click',
  'cli.command.labs': 'List the ready-made labs: what one learns, how long it takes, what it needs',
  'cli.command.guide': 'Show the page of the guide for the step that you are at',
  'cli.command.answer': 'Answer the question of a step that leaves nothing to look at',
  'cli.command.solve': 'Have the remaining steps done as the guide says',
  'cli.command.reset': 'Take the nodes back to before a step, data included',
  'cli.command.grade': 'Show how far labs are, those here and those that others sent',
  'cli.command.ssh': 'Log in on a node, or run a command there',
  'cli.command.exec': 'Run a command on a node, or on all',
  'cli.command.zkcli': 'Open ZooKeeper’s own client on the whole ensemble',
  'cli.command.logs': 'Show what ZooKeeper logged',
  'cli.command.fault': 'Break something on purpose: stop or cut off nodes, spoil their network; and undo it',
  'cli.command.down': 'Stop the lab, or a node; everything is kept',
  'cli.command.grow': 'Make the ensemble larger, and keep all that was acknowledged',
  'cli.command.shrink': 'Make the ensemble smaller, and keep all that was acknowledged',
  'cli.command.replace': 'Make a node anew that is broken or lost, while the others go on',
  'cli.command.destroy': 'Remove all that the engine holds of the lab, data included',
  'cli.command.doctor': 'Check whether this machine can run a lab',
  'cli.command.fetch': 'Download JDK and ZooKeeper ahead of time',
  'cli.command.list': 'List the labs on this machine',
  'cli.command.completion': 'Print the completion script of your shell',

  'cli.more.create':
    'The lab is plain files: "docker compose up -d --wait" or "vagrant up" in its directory is all that it takes.',
  'cli.more.up':
    'Takes Docker if an engine answers, else Vagrant, else plain processes; --provider decides otherwise. Where there is no lab yet, it makes one in ./zk-lab first, as the options of create say.',
  'cli.more.status':
    'With --json: lab, provider, quorum, leader, voters (count, answering, needed), connectString and nodes, each of these with name, ip, clientAddress, running, condition (none, silent, looking or serving), serving, mode (leader, follower, observer, standalone or null), zxid and version.',
  'cli.more.check':
    'Looks at every node and changes nothing there. What you have done once stays done; ↺ marks what is no longer so. Exit status 0: every step was done. With --json: lab, lesson, provider, until, leftOut (stages), elsewhere (how many steps these nodes cannot have), passed, done, together (whether steps count only when all are done at the same time), hints, next and checks; each of these with id, stage, title, passed (null: it waits for an earlier one), since (when it was first done), hint, question, solution (with --solution) and nodes, each with name, passed, seen, wanted, type (what to type) and where (node or host). next is the first thing to do, with check, node, type and where, or null.',
  'cli.more.storm':
    'Six clients write and read below a znode of their own, which is removed in the end, while servers are killed, frozen or cut off from each other. The same seed gives the same faults. Everything is undone, also after Ctrl-C; then all that is there is read and judged. The history goes to storm/ in the lab: docs/storm.md describes it. Exit status 0 only if the verdict holds. With --json: seed, planned, verdict (holds, checks, afterSync, counts), file, digest, interrupted.',
  'cli.more.page':
    'Served to this machine alone, until Ctrl-C. The address holds a secret that opens the page once; the tab keeps what it needs for a reload. Its terminals end 30 seconds after the last page that shows them has gone. docs/page.md says what is on it, and what guards it.',
  'cli.more.guide':
    'The whole guide lies in the lab as GUIDE.md, in Chinese as GUIDE.zh-CN.md. Here it speaks of the engine that holds the lab.',
  'cli.more.solve':
    'Each command is printed before it runs. At a question it types what the guide does and stops, with exit status 1: the answer is yours.',
  'cli.more.reset':
    'The nodes are made anew, and the steps before that one are done again as the guide says. What you made on the nodes yourself is named first, and goes.',
  'cli.more.grade':
    'A lab is named by its folder, and looked at; a file is what "zk-lab check --json" printed, and marked as not proven. Exit status 0: everybody is done.',
  'cli.more.ssh':
    'A command is run as plain ssh runs it, by a shell that is no login shell: it has neither JAVA_HOME nor ZooKeeper’s commands in PATH unless it begins with "source /etc/profile;".',
  'cli.more.zkcli':
    'Of a command, the answer alone goes to stdout. Exit status 1: it failed, for instance because there is no such znode or command.',
  'cli.more.exec': 'The command’s own exit status is given; with "all", the highest.',
  'cli.more.logs':
    'Found where the running server writes it, whoever started it and from where. What zk-lab’s own questions to the servers left there is not shown: their srvr command, from this machine or the node itself, with the connection made for it; so is zkServer.sh status.',
  'cli.more.grow':
    'The ensemble stops for seconds to take its new configuration, in steps in each of which the nodes of before are a quorum: all of them serve again before anybody new starts. Interrupted, the same command goes on from there. Exit status 0: everybody serves.',
  'cli.more.shrink':
    'The nodes with the highest numbers leave, and are removed with their data, once those that stay have everything. Interrupted, the same command goes on from there.',
  'cli.more.replace':
    'The node keeps its number, name and address, and gets its data from the others, all of which must serve. What was changed on it by hand is gone.',
  'cli.more.fault':
    'stop, kill, pause NODE…: the server, in order, by kill -9, or frozen. cut A,B: these from the rest; cut A,B/C: two sides, and who is named on neither sees both; clients of this machine reach everybody. slow NODE 200ms, lose NODE 10%, rate NODE 100kbit: what the node sends. fill NODE: its data disk. clock NODE +90s. heal [NODE…]: undoes those that touch these nodes, or all; what you have stopped yourself stays so. Nothing else: shows what is in force, and asks the nodes too. With --json: faults, each with id, verb, node or sides, its value and until (when it ends by itself); alone also left (nodes on which something is left), unseen, storms (what broken off ones have left) and goesOn (the process of the storm that puts faults in force, or null).',
  'cli.more.destroy':
    'Containers, machines, networks and data go; the lab’s directory stays, and "up" builds everything anew.',
  'cli.more.fetch': 'In a lab, what that lab needs; elsewhere, or with options, what they name.',

  'cli.word.dir': 'Directory of the new lab (default: zk-lab)',
  'cli.word.node': 'Name or number of a node: node1, or 1',
  'cli.word.node-or-none': 'Name or number of a node (default: all)',
  'cli.word.nodes': 'Names or numbers of nodes (default: all)',
  'cli.word.node-or-all': 'Name or number of a node, or all',
  'cli.word.voters': 'How many nodes are to vote then',
  'cli.word.lesson': 'The lab, by its name or by the path of its folder: tell more about it alone',
  'cli.word.lab': 'Name of a lab, as list shows it (default: the lab here)',
  'cli.word.step': 'Step of the lab, by its name or number',
  'cli.word.value': 'The answer',
  'cli.word.graded': 'Folder of a lab, or a file with what "check --json" printed',
  'cli.word.fault-verb':
    'stop, kill, pause, cut, slow, lose, rate, fill, clock or heal (default: show what is in force)',
  'cli.word.fault-what': 'Nodes, and at the end a value where the verb has one',
  'cli.word.shell': 'bash or zsh (default: the one in $SHELL)',
  'cli.word.passed': 'Passed on as it is',
} as const;
