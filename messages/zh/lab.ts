export const lab = {
  'lab.none': '{directory} 不是实验目录：其中没有 zk-lab.yaml；请用 zk-lab create 创建',
  'lab.not-found':
    '这里没有实验：{directory} 及其上级目录都没有 zk-lab.yaml。请用 “zk-lab create” 创建，或用 --lab DIR 指定',
  'lab.no-node': '该实验没有节点 {name}；有 {known}',
  'lab.damaged':
    '该实验已损坏：{file} 不存在或内容不全；请用 zk-lab create --force --spec zk-lab.yaml . 重新写入',
  'ssh.missing': '本机没有 ssh 命令；请改用 zk-lab exec NODE bash',
} as const;
