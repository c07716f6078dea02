/** 命令的用法和 --help 中的说明 */
export const help = {
  'cli.help.usage': '用法：{usage}',
  'cli.help.intro':
    '搭建并运行真正的 ZooKeeper 集群：本机的容器、虚拟机或进程，经 SSH 使用你已有的机器，或 Kubernetes 集群中的 Pod。',
  'cli.help.options': '选项：',
  'cli.help.examples': '示例：',
  'cli.help.words': '参数：',
  'cli.help.default': '默认',
  'cli.help.more': '查看某条命令的帮助：“{program} COMMAND --help”。',
  'cli.help.exit': '退出状态：0 成功，1 失败，2 用法有误。',
  'cli.area.lab': '实验环境：',
  'cli.area.nodes': '节点：',
  'cli.area.learning': '动手学：',
  'cli.area.breaking': '制造故障与扩缩容：',
  'cli.area.here': '本机：',
  'cli.group.ensemble': '集群：',
  'cli.group.software': 'Java 与 ZooKeeper：',
  'cli.group.machines': '机器：',
  'cli.group.files': '实验环境的文件：',
  'cli.group.how': '方式：',
  'cli.group.lab': '哪个实验环境：',
  'cli.group.output': '输出：',

  'cli.command.create': '新建实验环境：一个能启动 ZooKeeper 集群的目录',
  'cli.command.up': '启动实验环境，等到每个节点都能提供服务',
  'cli.command.status': '查看每个节点：是否运行、能否提供服务、是领导者还是跟随者',
  'cli.command.check': '逐步检查做到了哪里，下一步该输入什么',
  'cli.command.storm': '在故障来去之间运行客户端，判断已确认的写入有没有丢失',
  'cli.command.page': '在浏览器里打开页面：集群实时图、终端、指南、点击制造故障',
  'cli.command.labs': '列出现成的实验：学什么、要多久、需要什么',
  'cli.command.guide': '显示当前步骤的指南',
  'cli.command.answer': '回答某一步的问题（有些步骤不留痕迹，只能问）',
  'cli.command.solve': '按指南替你完成剩下的步骤',
  'cli.command.reset': '让节点回到某一步之前，数据也一并重置',
  'cli.command.grade': '汇总各个实验环境的进度：本机的，以及别人交来的',
  'cli.command.ssh': '登录节点，或在节点上执行一条命令',
  'cli.command.exec': '在一个或所有节点上执行命令',
  'cli.command.zkcli': '用 ZooKeeper 自带的客户端连接整个集群',
  'cli.command.logs': '查看 ZooKeeper 的日志',
  'cli.command.fault': '故意制造故障：停掉或隔离节点，干扰节点的网络；也能撤销',
  'cli.command.down': '停止实验环境或其中的节点，数据全部保留',
  'cli.command.grow': '扩大集群，已确认的写入都保留',
  'cli.command.shrink': '缩小集群，已确认的写入都保留',
  'cli.command.replace': '重建一个损坏或丢失的节点，其他节点继续服务',
  'cli.command.destroy': '删除引擎中属于该实验环境的一切，包括数据',
  'cli.command.doctor': '检查本机能否运行实验环境',
  'cli.command.fetch': '提前下载 JDK 和 ZooKeeper',
  'cli.command.list': '列出本机的实验环境',
  'cli.command.completion': '输出 shell 的补全脚本',

  'cli.more.create':
    '实验环境只是一些普通文件：在其目录中执行“docker compose up -d --wait”或“vagrant up”即可。',
  'cli.more.up':
    '有 Docker 引擎应答就用 Docker，否则用 Vagrant，再不行就用本机进程；也可用 --provider 指定。还没有实验环境时，先按 create 的选项在 ./zk-lab 新建一个。',
  'cli.more.status':
    '加 --json 时输出 lab、provider、quorum、leader、voters（count、answering、needed）、connectString 和 nodes；每个节点有 name、ip、clientAddress、running、condition（none、silent、looking 或 serving）、serving、mode（leader、follower、observer、standalone 或 null）、zxid 和 version。',
  'cli.more.check':
    '检查每个节点，不作任何改动。完成过的步骤不会取消，现在不再如此的标为 ↺。退出状态 0：每一步都完成过。JSON 输出（--json）包含 lab、lesson、provider、until、leftOut（阶段）、elsewhere（这样的节点做不了的步骤数）、passed、done、together（是否要各步同时完成才算完成）、hints、next 和 checks；每项检查有 id、stage、title、passed（null：在等前面的步骤）、since（首次完成的时间）、hint、question、solution（加 --solution 时）和 nodes，其中每个节点有 name、passed、seen、wanted、type（该输入什么）和 where（node 或 host）。next 是首先要做的事，含 check、node、type 和 where；没有则为 null。',
  'cli.more.storm':
    '六个客户端在自己的 znode 下读写，最后会删除它；同时服务器被强行结束、冻结或互相断开。种子相同，故障就相同。结束时撤销全部故障，按 Ctrl-C 也一样；然后读出现存的内容并作出判断。历史写入实验环境的 storm/ 目录，格式见 docs/storm.md。只有结论成立，退出状态才是 0。加 --json 时输出 seed、planned、verdict（holds、checks、afterSync、counts）、file、digest、interrupted。',
  'cli.more.page':
    '只有本机能访问，按 Ctrl-C 结束。地址里带有密钥，只能打开一次；标签页会记住刷新所需的内容。最后一个显示终端的页面离开 30 秒后，终端结束。页面上有什么、如何防护，见 docs/page.md。',
  'cli.more.guide':
    '完整的指南在实验环境目录里：GUIDE.md（英文）和 GUIDE.zh-CN.md（中文）。这里显示的内容按实际承载节点的引擎来写。',
  'cli.more.solve':
    '每条命令都先打印再执行。遇到问题时，先执行指南里的命令再停下，由你来回答，退出状态为 1。',
  'cli.more.reset':
    '节点会重建，之前的步骤按指南重做一遍。你自己在节点上创建的文件会先列出来，然后随节点一起删除。',
  'cli.more.grade':
    '目录表示实验环境，会当场检查；文件则是“zk-lab check --json”的输出，标为未核实。全部完成时退出状态为 0。',
  'cli.more.ssh':
    '与直接用 ssh 执行命令一样，运行命令的是非登录 shell：除非以“source /etc/profile;”开头，否则没有 JAVA_HOME，PATH 中也没有 ZooKeeper 的命令。',
  'cli.more.zkcli': '执行单条命令时，标准输出只有结果本身。退出状态 1：命令失败，例如 znode 或命令不存在。',
  'cli.more.exec': '退出状态就是该命令的退出状态；用“all”时取其中最大的。',
  'cli.more.logs':
    '无论服务器由谁、在哪里启动，都从它实际写入的文件读取日志。zk-lab 自己查询服务器留下的行不显示，即来自本机或节点自身的 srvr 命令及其连接；zkServer.sh status 留下的也不显示。',
  'cli.more.grow':
    '集群会停几秒以更换配置；分几步进行，每一步中原有节点自身就够法定人数：原有节点全部恢复服务之后，才启动新节点。中断后，再次运行同一命令即可继续。退出状态 0：全部节点都已提供服务。',
  'cli.more.shrink':
    '编号最大的节点离开；确认留下的节点拥有全部数据之后，它们连同数据一起删除。中断后，再次运行同一命令即可继续。',
  'cli.more.replace':
    '节点的编号、名称和地址不变，数据从其他节点获取，所以其他节点都必须能提供服务。在它上面手工做的改动会丢失。',
  'cli.more.fault':
    'stop、kill、pause NODE…：正常停止、kill -9 或冻结服务器。cut A,B：把这些节点与其余节点断开；cut A,B/C：断成两边，没有点名的节点两边都能连上；本机的客户端仍能连上每个节点。slow NODE 200ms、lose NODE 10%、rate NODE 100kbit：节点发出的数据。fill NODE：写满数据盘。clock NODE +90s：拨动时钟。heal [NODE…]：撤销与这些节点有关的故障，默认全部；你自己停掉的不会被启动。不带参数：查看生效中的故障，并询问各节点。加 --json 时输出 faults，每项有 id、verb、node 或 sides、数值和 until（自动结束的时间）；不带参数时还有 left（留有痕迹的节点）、unseen、storms（中断的风暴留下的 znode）和 goesOn（正在制造故障的风暴的进程号，没有则为 null）。',
  'cli.more.destroy': '容器、虚拟机、网络和数据都会删除；实验环境的目录保留，再次“up”会全部重新搭建。',
  'cli.more.fetch': '在实验环境中，下载它需要的；在别处或给出选项时，下载选项指定的。',

  'cli.word.dir': '新实验环境的目录（默认 zk-lab）',
  'cli.word.node': '节点的名称或编号：node1 或 1',
  'cli.word.node-or-none': '某个节点的名称或编号（默认全部）',
  'cli.word.nodes': '节点的名称或编号（默认全部）',
  'cli.word.node-or-all': '节点的名称或编号，或者 all',
  'cli.word.voters': '变更后投票成员的数量',
  'cli.word.lesson': '实验的名字，或其目录的路径：只看它的详情',
  'cli.word.lab': '实验环境的名称，见 list（默认当前目录的）',
  'cli.word.step': '步骤的名称或序号',
  'cli.word.value': '答案',
  'cli.word.graded': '实验环境的目录，或保存了“check --json”输出的文件',
  'cli.word.fault-verb':
    'stop、kill、pause、cut、slow、lose、rate、fill、clock 或 heal（默认查看生效中的故障）',
  'cli.word.fault-what': '节点；有数值的放在最后',
  'cli.word.shell': 'bash 或 zsh（默认取自 $SHELL）',
  'cli.word.passed': '原样传递',
} as const;
