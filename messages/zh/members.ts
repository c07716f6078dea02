export const members = {
  'grow.fewer':
    '实验环境有 {voters} 个投票成员、{observers} 个观察者，扩容不会减少节点。要缩小：zk-lab shrink N',
  'grow.same':
    '实验环境已经有 {voters} 个投票成员、{observers} 个观察者。要增加一个观察者：zk-lab grow {voters} --observers {more}',
  'grow.observers':
    'ZooKeeper 不接受只有一台服务器却带观察者的集群。请增加第二个投票成员：zk-lab grow 2 --observers {observers}',
  'grow.step': '停止集群以更换配置：{nodes}',
  'grow.done': '已扩容：{nodes}',
  'shrink.more':
    '实验环境有 {voters} 个投票成员、{observers} 个观察者，缩容不会增加节点。要扩大：zk-lab grow N',
  'shrink.same': '实验环境已经有 {voters} 个投票成员、{observers} 个观察者，无事可做',
  'shrink.same.observers':
    '实验环境已经只有 {voters} 个投票成员，另有 {observers} 个观察者。要去掉观察者：zk-lab shrink {voters} --observers 0',
  'shrink.observers':
    'ZooKeeper 不接受只有一台服务器却带观察者的集群。要一并去掉观察者：zk-lab shrink 1 --observers 0',
  'shrink.none': '集群至少要有 1 个投票成员，现有 {voters} 个。要全部删除：zk-lab destroy',
  'shrink.ask': '删除 {name} 的 {nodes} 以及其中的一切？集群保存的数据会保留。[y/N] ',
  'shrink.leave': '确认留下的节点拥有全部数据；离开的节点：{nodes}',
  'shrink.step': '停止集群；今后的成员：{nodes}',
  'shrink.done': '已缩容：{nodes}',
  'shrink.no-write':
    '{node} 不确认任何写入，无法判断留下的节点是否拥有全部数据：{reason}。查看问题所在：zk-lab check',
  'shrink.behind': '这些节点没有跟上其他节点的数据：{nodes}。没有删除任何节点。查看问题所在：zk-lab check',
  'replace.ask': '删除 {name} 的 {nodes} 以及其中的一切，然后重建？ZooKeeper 的数据会从其他节点获取。[y/N] ',
  'replace.step': '正在更换 {node}，其他节点继续服务',
  'replace.alone': '没有 {node}，其他节点凑不够法定人数，它的数据可能别处没有。请先扩大集群：zk-lab grow 3',
  'replace.done': '已更换：{nodes}',
  'members.bad-number': '{name} {value} 不是节点数。请输入整数：zk-lab {verb} {example}',
  'grow.too-many': '实验环境的集群最多有 {voters} 个投票成员、{observers} 个观察者：zk-lab grow {voters}',
  'members.stage':
    '实验环境停在阶段 {until}：服务器由你自己配置，zk-lab 不知道会改动什么。此命令只用于由 zk-lab 启动集群的实验环境',
  'members.changing': '有人正在变更这个实验环境的成员（grow、shrink 或 replace）。请等它结束',
  'members.adding': '集群照常服务，正在加入 {node}',
  'members.reconfig':
    '{node} 没有接受成员变更：{reason}。变更成员需要权限，这种实验环境要这样新建：zk-lab create --zoo-cfg reconfigEnabled=true --zoo-cfg skipACL=yes',
  'shrink.self-kept':
    '设置了 reconfigEnabled=true 时，ZooKeeper 至少保留 2 个投票成员。请输入：zk-lab shrink 2',
  'members.edited':
    '这些文件被修改过，而节点变化后必须重新生成：{files}。什么都没有改动。请把你的设置写进 zk-lab.yaml（zooCfg、jvmOptions）或 compose.override.yaml，把文件移开并重新生成：mv {first} {first}.mine && zk-lab create . --force --spec zk-lab.yaml',
  'members.node-edited':
    '{node}：{file} 在节点上被修改过，节点不会采用新的配置。什么都没有改动。请先改回与实验环境一致，或移开它再输入：zk-lab up',
  'members.pending': '{node} 还没有用上 config/ 中的配置，一次只改一件事。请先：zk-lab up',
  'members.not-serving':
    '这些节点没有提供服务：{nodes}。它们的数据可能别处没有，所以什么都没有改动。请先启动：zk-lab up',
  'members.not-serving.fault':
    '这些节点没有提供服务：{nodes}。它们的数据可能别处没有，所以什么都没有改动。有故障正在生效（{told}），请先撤销：zk-lab fault heal',
  'members.unreached': '现在无法收回实验环境放在 {node} 的机器上的东西，所以什么都没有改动。{note}',
  'members.release':
    '{node} 运行的是 ZooKeeper {running}，而 zk-lab 新建的节点会安装 {version}，它读不了 {line} 写的全部数据。什么都没有改动。版本是手动升级的，成员也要手动变更。新建一个集群：zk-lab create another --zookeeper {line} --nodes {voters}',
  'members.old-configuration': '{node} 仍在用原来的配置，所以没有启动新节点。查看原因：zk-lab check',
  'members.kept': '被修改过，保持原样：{files}',
  'members.unfinished': '节点变更被中断了，现在全部启动可能丢失数据。请先继续：zk-lab {verb} {typed}',
  'members.not-noted':
    '变更节点的每一步之前都要在实验环境中记录，而 {file} 不可写（{reason}）。请先解决（空间不足就清理），再输入一次',
  'members.files': '无法把变更节点后的文件写入 {directory}：{reason}。这些文件保持原样；请先解决，再输入一次',
  'members.no-room':
    '{path} 存放本实验环境的服务器数据，但无法再写入：{reason}。什么都没有改动；请清理空间，再输入一次',
  'members.node-full':
    '{node}：{folder} 所在的磁盘已满，停下的服务器将无法恢复。什么都没有改动；请在那里清理空间（在节点上 df -h {folder}；由 Docker 运行时：docker system df、docker builder prune、docker image prune -a），再输入一次',
  'members.comes-back': '重新启动之前提供服务的节点：{nodes}',
  'members.locked': '正在等待另一个 zk-lab，它在变更这个实验环境的节点',
  'members.interrupted': '尚未完成。从这里继续：zk-lab {verb} {typed}',
} as const;
