/** 对节点的操作：zkcli、logs、down、destroy */
export const nodes = {
  'node.data':
    '它无法使用磁盘上的数据，每次启动都会退出。如果其他服务器都在提供服务，数据它们都有，可以让 {node} 重新获取：zk-lab replace {node}。否则请看 zk-lab check {node}',
  'node.server-not-started': '{node} 上的 ZooKeeper 未能启动：\n{said}',
  'zkcli.no-client': '{name} 运行中的节点都还没有客户端：需要 {file} 和能运行它的 Java。{next}',
  'zkcli.few-words': 'zkCli.sh 什么也没做：“{command}”缺少参数（路径或数据）；参见：zk-lab zkcli help',
  'zkcli.unreached':
    '{servers} 都在提供服务，但客户端没能及时连上 {name} 的任何服务器；参见：zk-lab status。{next}',
  'zkcli.no-server': '{name} 没有能提供服务的服务器，无法连接；参见：zk-lab status。{next}',
  'zkcli.none-running': '{name} 没有运行中的节点；请输入：zk-lab up',
  'logs.none': '{node} 还没有 ZooKeeper 日志：那里还没有启动过服务器',
  'logs.hidden':
    '{node} 的服务器是另一个用户的，看不到它的日志写在哪里。请以该用户或 root 的身份执行：zk-lab logs {node}',
  'logs.terminal': '{node} 没有 ZooKeeper 日志：服务器直接输出到启动它的终端',
  'logs.waiting': '{node} 还没有 ZooKeeper 日志，正在等待',
  'node.elsewhere': '{told}\n  要连上它们：{remedy}',
  'node.anothers':
    '这个实验环境的 {nodes} 没有运行，在 {addresses} 应答的是别的服务器：没有对它们做任何操作。要启动这个实验环境，请输入：zk-lab up',
  'node.displaced':
    '{nodes} 的服务器还在运行，文件却已被移走或删除，再选举一次就会丢失数据，所以什么都没有改动。请先用此处的文件重新启动它们：zk-lab up',
  'node.not-running': '{node} 未运行；要启动它，请输入：zk-lab up {node}',
  'down.done': '已停止：{nodes}。数据全部保留，用“zk-lab up”可再次启动。',
  'down.nothing': '没有可停止的：{nodes} 本来就没有运行',
  'destroy.ask': '删除 {what} 中 {name} 的一切，包括数据？[y/N] ',
  'destroy.refused': '什么都没有删除',
  'destroy.no-terminal': '这里无法询问；要事先同意，请加上 -y',
  'destroy.nothing': '没有可删除的：任何运行方式下都没有 {name}{unasked}',
  'destroy.done.gone': '已从 {provider} 删除 {name} 残留的一切。',
  'destroy.done': '已从 {provider} 删除 {name} 的一切。目录 {directory} 保留。',
} as const;
