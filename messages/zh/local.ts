export const local = {
  'local.available': '在本机直接运行；现有 JDK：{jdks}',
  'local.available.no-jdk': '在本机直接运行；没有现成的 JDK，将会下载',
  'local.windows': 'ZooKeeper 的脚本需要 bash，而 Windows 本身没有',
  'local.windows.remedy': '请在 WSL 中运行 zk-lab（wsl --install），或用 [[provider docker]]',
  'local.no-bash': 'ZooKeeper 的脚本需要 bash，但 PATH 中没有',
  'local.no-bash.remedy': '请安装 bash，或用 [[provider docker]]',

  'local.jdk.taken': '使用 JDK {version}（{home}）',
  'local.jdk.fetching': '获取 JDK {jdk}：现有的都不合适',
  'local.jdk.only-linux': '只能下载 Linux 版的 JDK',
  'local.jdk.broken':
    '{file} 中的 JDK 无法在本机运行：{reason}。它可能是为别的处理器或 C 库编译的；请换用适合本机的 JDK，或加上 [[provider docker]]，在容器中运行它',
  'local.jdk.found': '  JDK {version}  {home}',
  'local.jdk.found-none': '  无',
  'local.jdk.unfit':
    'ZooKeeper {zookeeper} 需要 JDK {jdks}。本机现有：\n{found}\n也无法下载：{reason}\n用本机进程运行时，还可以：\n{ways}',
  'local.way.install': '  用软件包管理器安装 JDK {jdk}，或让 JAVA_HOME 指向已有的 JDK',
  'local.way.line': '  [[zookeeper {line}]]：改用能在现有 JDK 上运行的最新 ZooKeeper',
  'local.way.provider': '  [[provider docker]]：在容器中运行，容器自带 JDK',
  'local.zookeeper.fetching': '获取 ZooKeeper {version}',
  'local.fitted':
    'ZooKeeper {usual} 需要 JDK {jdks}，这里都没有：改用能在 JDK {jdk}（{home}）上运行的 ZooKeeper {zookeeper}。若坚持用原版本：[[zookeeper {usual}]]',

  'local.nothing-to-build':
    '到 {until} 阶段为止的实验环境，在本机上没有可运行的：请用 [[until zookeeper]] 或 cluster，或换一种运行方式。',
  'local.locked': '等待另一个 zk-lab 处理完此实验环境',
  'local.starting': '启动 {nodes}',
  'local.stopping': '停止 {nodes}',
  'local.node.crashed': '{node} 自行退出或被杀死了；原因可能在日志中：{log}',
  'local.node.displaced':
    '{node} 仍在运行，但它的文件已被移走或删除，无法继续正常工作。要用此处的文件重新启动它：zk-lab up',
  'local.node.rebooted': '{node} 在本机关机时停止了；要重新启动，请输入：zk-lab up',
  'local.node.restarts': '{node} 重新启动：配置有变',
  'local.node.restarts-moved': '{node} 重新启动：它的文件已换了位置',
  'local.node.stray': '{node} 已不属于此实验环境：已停止，数据保留到 destroy 为止',
  'local.disk-full':
    '{path} 存放本实验环境的服务器数据，但无法再写入：{reason}。请清理空间（zk-lab list 列出实验环境，zk-lab destroy NAME 删除其数据），然后：zk-lab up',
  'local.unwritable':
    '{path} 存放本实验环境的服务器数据，但无法写入：{reason}。请设为可写，或在别处另建：zk-lab create DIR --spec zk-lab.yaml',
  'local.no-links':
    '{path} 所在的文件系统不支持符号链接（FAT、exFAT 或网络共享），而本机进程需要它。请把实验环境建在本机自己的文件系统上：zk-lab create ~/zk-lab',
  'local.not-yours': '{node} 是另一个用户的进程 {pid}，只有该用户能结束它：sudo kill {pid}',
  'local.wave': '{nodes}：已有数据的节点没有达到法定人数，所以没有启动新节点。原因见日志：zk-lab logs',
  'local.start.failed': '{node} 未能启动。日志 {log} 的末尾：\n{tail}',

  'local.port': '  {port}  {node} 的{purpose}端口，占用者：{by}',
  'local.port.client': '客户端',
  'local.port.quorum': '数据同步',
  'local.port.election': '选举',
  'local.ports.taken':
    '此实验环境的端口已被其他程序占用，所以什么都没有启动：\n{ports}\n请停止该程序，或换掉全部端口：zk-lab create --force --spec zk-lab.yaml --client-port {option} .',

  'local.exec.closed':
    '{node} 使用 {file} 指向的程序，而当前用户无权访问：只有启动此实验环境的用户才能在那里运行命令',
  'local.exec.not-up': '{node} 还没有可用的运行环境；请先启动：zk-lab up',
  'local.exec.no-command': '{program}：没有这个程序',
  'local.exec.not-runnable': '{program}：当前用户不能把它作为程序运行',
  'local.terminal.no-script':
    '在节点上打开终端需要 script 程序，但 PATH 中没有；请安装（Debian：bsdutils，Fedora：util-linux-script）',
  'local.ssh':
    '{node} 只是本机的一个进程，不是独立的机器，无法登录。请改为在它的环境中运行命令：zk-lab exec {node} COMMAND（或 zk-lab exec {node} bash）',
  'local.port.relay': '转发',
  'local.relays': '服务器之间的转发进程没能启动：{said}',
} as const;
