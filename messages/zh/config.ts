export const config = {
  'config.applying': '在 {node} 上换用新的 {files}，重启 ZooKeeper',
  'config.kept': '{node}：{file} 在节点上被改过，无论 config/ 中写的是什么，都保持原样',
  'config.pause': '这里一个投票成员都不能少，所以其中一个重启时，整个集群暂停服务',
  'config.others':
    'config/ 中的修改没有应用到 {node}：少了它，其余节点就达不到法定人数，因为这些节点没有提供服务：{absent}。请先启动它们：zk-lab up',
  'config.others-run':
    'config/ 中的修改没有应用到 {node}：少了它，其余节点就达不到法定人数，因为这些节点在运行却没有提供服务：{absent}。请先查明原因：zk-lab check',
  'config.not-serving':
    '{node} 换用新的 {files} 后不再提供服务，所以后面的节点保持不变。请改正 config/ 中的文件，再运行 zk-lab up。日志 {log} 的末尾：\n{tail}',
  'config.other-nodes':
    'zk-lab.yaml 中的节点与新建实验环境时不同：{from} 变成了 {to}。什么都没有启动。不能靠修改文件给集群增减节点或改名；请改回去，要改变节点数：zk-lab grow N、zk-lab shrink N（若其中还没有任何数据：zk-lab create --force --spec zk-lab.yaml .）',
  'config.failed': '无法把配置交给节点（退出状态 {status}）：{reason}',
  'config.shell': '用这个文件，ZooKeeper 的脚本无法启动，所以什么都没有改动：{reason}',
  'config.decided.servers':
    '{file} 中写的是 {name} = {value}，而实验环境中是 {wanted}；什么都没有改动。不能靠修改文件来增加、减少或移动服务器：各节点对谁有投票权会有分歧，已写入的数据可能丢失。请改回这一行',
  'config.decided.data':
    '{file} 中写的是 {name} = {value}，而实验环境中是 {wanted}；什么都没有改动。修改文件不会搬动数据：服务器会在新位置以空数据启动。请改回这一行',
  'config.decided.clients':
    '{file} 中写的是 {name} = {value}，而实验环境中是 {wanted}；什么都没有改动。本机端口连的就是那里。请改回这一行；要换端口：zk-lab create --force --spec zk-lab.yaml --client-port PORT .',
} as const;
