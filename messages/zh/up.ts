/** 启动实验环境，以及启动时的阻碍 */
export const up = {
  'up.provider': '使用 {provider}：{why}',
  'up.because.holds': '此实验环境已经在用它',
  'up.because.held': '此实验环境原本就用它',
  'up.because.asked': '按你的指定',
  'up.because.others-lack': '{detail}（{passed}）',
  'up.held-elsewhere':
    '实验环境 {name} 已经在用 {holder}，不能同时再用另一种运行方式；“zk-lab up”用原来的方式继续，要改用 {wanted} 重新搭建，请先“zk-lab destroy”',
  'up.unavailable': '[[provider {provider}]]：{reason}；{remedy}',
  'up.nothing-available': '本机无法运行实验环境，详情见 zk-lab doctor：{reasons}',
  'up.waiting-ssh': '等待 {nodes} 的 SSH 应答',
  'up.waiting': '等待 {nodes} 提供服务',
  'up.stopped': '启动后又停止了：{nodes}{reasons}',
  'up.stopped.logs': '；参见：zk-lab logs {first}',
  'up.minority':
    '已启动，但无法提供服务：{count} 个投票成员中有 {running} 个在运行，至少需要 {needed} 个才能达到法定人数。请再启动一些：zk-lab up {more}',
  'up.ended': '再等下去，ZooKeeper 也不会提供服务：{nodes}{reasons}',
  'up.stuck':
    '已有 {seconds} 秒毫无进展，仍未提供服务：{nodes}{reasons}\n  更多信息：zk-lab logs {first}，zk-lab check',
  'up.stuck.log': '；日志末尾：{log}',
  'up.stuck.paused':
    '{node}：ZooKeeper 已被暂停（SIGSTOP）；要让它继续，请在该节点上输入：kill -CONT $(cat {pidFile})',
  'up.stuck.full':
    '{node}：{folder} 所在的磁盘已满，ZooKeeper 什么也写不了。请腾出空间（在节点上用 df -h {folder} 查看；用 Docker 时：docker system df、docker builder prune、docker image prune -a），然后执行：zk-lab up',
  'up.stuck.ended': '{node}：ZooKeeper 自行退出了',
  'up.stuck.none': '{node}：还没有启动 ZooKeeper',
  'up.stuck.unreached': '{node} 连不上 {peers}',
  'up.stuck.running': '{node}：ZooKeeper 在运行，但不提供服务',
  'up.wedged': '{node} 上的 ZooKeeper 接受连接却不应答：将重新启动它',
  'up.starting-server': '启动 {nodes} 上的 ZooKeeper',
  'up.left-to-you': '节点已搭建到 {until} 阶段，之后的步骤由你完成。查看进度和下一步该输入什么：zk-lab check',
  'up.port-taken': '{node} 需要 127.0.0.1 的端口 {port}，但该端口已被占用：{by}。请停止它，或输入：{command}',
  'taken.by-program': '其他程序',
  'taken.by-user': '用户 {user} 的程序',
  'taken.by-process': '用户 {user} 的进程 {pid}（{command}）',
  'taken.by-server': '用户 {user} 以 {config} 运行的 ZooKeeper 服务器，进程 {pid}（{kill} 可将其结束）',
  'up.network-taken': '网络 {network} 在本机已被占用（{range}）：{by}；要换一个网络，请输入：{command}',
  'taken.by-interface': '网络接口 {name}',
  'taken.by-lab': '实验环境 {name}，位于 {dir}',
  'taken.by-replaced-lab': '之前位于 {dir} 的实验环境 {name}（zk-lab destroy {name} 可将其结束）',
  'taken.by-gone-lab': '实验环境 {name}，其目录 {dir} 已不存在（zk-lab destroy {name} 可将其结束）',
  'up.other-size':
    '{option} 只在新建实验环境时有效，而 {directory} 已经有一个。要改变它的节点数：zk-lab grow N、zk-lab shrink N。还没有启动过的，请输入：{command}',
  'up.spec-of-old': '{option} 只在新建实验环境时有效，而 {directory} 已经有一个。要修改它，请输入：{command}',
  'up.created': '这里没有实验环境，先在 {directory} 新建一个',
} as const;
