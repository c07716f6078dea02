export const lab = {
  'lab.not-up': '实验环境尚未启动，任何运行方式下都没有 {name}{unasked}；请输入：zk-lab up',
  'lab.unasked': '（能够询问到的都是如此；{reasons}）',
  'lab.none':
    '{directory} 不是实验环境：其中没有 zk-lab.yaml；要在那里新建一个，请输入：zk-lab create {typed}',
  'lab.not-found':
    '这里没有实验环境：{directory} 及其上级目录中都没有 zk-lab.yaml。请用“zk-lab create”新建，或用 [[lab DIR]] 指定',
  'lab.lost-spec':
    '这里原是实验环境 {name}，但 {file} 不见了；已在运行的部分不受影响（要删除它们：zk-lab destroy {name}）。请把该文件放回去，或者重新写入，创建时用过的其他选项也要写上：{command}',
  'lab.no-node': '此实验环境没有节点 {name}；现有节点：{known}',
  'lab.damaged':
    '此实验环境已损坏：{file} 不存在或内容不对；要重新写入，请输入：zk-lab create --force --spec zk-lab.yaml .',
  'lab.copy':
    '{directory} 是 {original} 处实验环境的副本，两个目录不能是同一个实验环境。请到原目录操作，或用这份副本另建一个：{command}',
  'lab.look-only': '实验环境 {name} 在这里可以查看和使用，但不能更改：{reason}；{remedy}',
  'lab.takes-no-writing': '当前用户在 {directory} 中什么也写不了：{reason}。因此在这里什么也不能启动或更改',
  'lab.silent': '实验环境 {name} 用 {provider} 运行，但无法得知其状态：{reason}{last}；{remedy}',
  'lab.silent.elsewhere':
    '据目前所知，实验环境 {name} 用 {holder} 运行；{provider} 中有没有它，无从得知：{reason}；{remedy}，或者不写 [[provider]]',
  'lab.silent.last': '（上次在 {endpoint}；要回到那里，请输入：{command}）',
  'lab.other-endpoint':
    '实验环境 {name} 上次在 {then} 处的 {provider} 中运行，而这条命令连接的是 {now}。请改回原来的地址（{command}）；若确实要改用现在这个，请输入：zk-lab up --provider {provider}',
  'provider.unknown': '[[provider {name}]]：没有这种运行方式{near}（{names}）',
  'lab.no-name': '本机没有名为 {name} 的实验环境；已知的实验环境见 zk-lab list',
  'keys.refused':
    '任何人都能读取本实验环境的密钥，ssh 会拒绝使用：{directory} 所在的文件系统不保存权限（WSL 下的 Windows 盘、FAT 或 exFAT U 盘、网络共享）。请移到能保存权限的地方：{command}（在 Docker 上也可不用 ssh：zk-lab exec NODE bash）',
  'keys.unprotected':
    '{directory} 所在的文件系统不保存权限（WSL 下的 Windows 盘、FAT 或 exFAT U 盘、网络共享），任何人都能读取密钥，ssh 会拒绝使用：zk-lab ssh 和 Vagrant 的一切都将无法工作。请移到能保存权限的地方：{command}',
  'registry.trouble':
    '无法使用 {folder}，因此不会记住实验环境：{reason}。在实验环境自己的目录里一切照常；只是 zk-lab list 和按名称查找都找不到它。要放到别处：export XDG_STATE_HOME=DIR',
  'registry.no-home':
    '当前用户没有主目录，因此不会记住实验环境。在实验环境自己的目录里一切照常；只是 zk-lab list 和按名称查找都找不到它。要指定一处：export XDG_STATE_HOME=DIR',
  'registry.damaged':
    '{file} 已损坏：在它所指的实验环境目录里执行任一命令后，就会重新列出；如果已没有这个目录：rm {command}',
  'ssh.missing': '本机没有 ssh 命令；请改用 zk-lab exec NODE bash',
} as const;
