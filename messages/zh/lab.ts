export const lab = {
  'lab.none': '{directory} 不是实验环境：其中没有 zk-lab.yaml；要新建一个，请输入：zk-lab create',
  'lab.not-found':
    '这里没有实验环境：{directory} 及其上级目录中都没有 zk-lab.yaml。请用“zk-lab create”新建，或用 --lab DIR 指定',
  'lab.no-node': '此实验环境没有节点 {name}；现有节点：{known}',
  'lab.damaged':
    '此实验环境已损坏：{file} 不存在或内容不对；要重新写入，请输入：zk-lab create --force --spec zk-lab.yaml .',
  'lab.copy':
    '{directory} 是 {original} 处实验环境的副本，两个目录不能是同一个实验环境。请到原目录操作，或用这份副本另建一个：zk-lab create ../{name} --name {name} --spec zk-lab.yaml',
  'lab.silent': '实验环境 {name} 用 {provider} 运行，但无法得知其状态：{reason}{last}；{remedy}',
  'lab.silent.last': '（上次在 {endpoint}）',
  'lab.other-endpoint':
    '实验环境 {name} 上次在 {then} 处的 {provider} 中运行，而这条命令连接的是 {now}。请改回原来的地址；若确实要改用现在这个，请输入：zk-lab up --provider {provider}',
  'lab.no-name': '本机没有名为 {name} 的实验环境；已知的实验环境见 zk-lab list',
  'ssh.missing': '本机没有 ssh 命令；请改用 zk-lab exec NODE bash',
} as const;
