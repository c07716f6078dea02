export const machines = {
  'spec.hosts':
    '{origin} {value}：请按 ssh 认识的写法列出机器，即 [USER@]NAME[:PORT]，用逗号隔开，例如 admin@10.0.0.11,admin@10.0.0.12,admin@10.0.0.13',
  'hosts.no-address':
    '[[hosts {host}]]：在本机查不到这个名称的 IPv4 地址。请写明其他机器用哪个地址访问它：[[hosts {name}=ADDRESS]]',
  'hosts.count':
    '[[hosts]] 列出了 {hosts} 台机器，而要求的是 {wanted} 个节点；请去掉 [[nodes]]，或列出同样多的机器',
  'hosts.mixed': 'nodes：{name} 没有 host，而其他节点有；节点要么全是现有的机器，要么全都不是',
  'hosts.not.system': '{option}：现有的机器用自己的系统；请去掉这一项',
  'hosts.not.address':
    '{option}：现有的机器有自己的地址；如果由名称查不到，请写在机器后面：[[hosts {name}=ADDRESS]]',
  'hosts.not.ssh-port': '{option}：端口请写在机器后面：[[hosts {name}:PORT]]，或写进 ~/.ssh/config',
  'hosts.not.client-port': '{option}：现有的机器各自在 2181 端口为客户端提供服务；请去掉这一项',
  'hosts.not.cpus': '{option}：现有的机器用自己的处理器；请去掉这一项',
  'hosts.not.shell': '{option}：现有机器的 shell 保持原样；请去掉这一项',
  'hosts.until-os': '[[until os]]：现有机器的系统归其主人管；请在 {stages} 中选一个',
  'grow.hosts': '节点都是你自己的机器，请指明要加入的 {count} 台：zk-lab grow N --hosts admin@10.0.0.14,…',
  'grow.no-hosts': '此实验环境的节点由 zk-lab 创建，无需指明。请去掉 [[hosts]]',
  'up.not-for-hosts':
    '[[provider {provider}]]：此实验环境的节点是现有的机器；请改用 [[provider machines]]，或去掉它',
  'up.needs-hosts':
    '[[provider {provider}]]：要用现有的机器，请在新建实验环境时列出它们：zk-lab create --hosts admin@10.0.0.11,admin@10.0.0.12,admin@10.0.0.13',
  'up.nothing-planned': '节点由 {provider} 创建，不会改动任何人的东西',
  'create.hosts': '用现有的机器',
  'machines.title': '通过 SSH 使用现有的机器',
  'machines.detail': '使用你自己的 ssh 设置',
  'machines.no-ssh': '没有 ssh 命令',
  'machines.no-ssh.remedy': '请安装 OpenSSH 客户端',
  'machines.again': '解决后再看一遍：zk-lab up --dry-run',
  'machines.look': '查看 {count} 台机器，此时还不做任何改动',
  'machines.start': '把 {count} 台机器设为节点',
  'machines.stop': '停止各机器上的 ZooKeeper',
  'machines.remove': '收回实验环境放在各机器上的东西',
  'machines.plan':
    '{node} 将是 {host}（{address}；{system}；可用内存 {memory} MiB，可用磁盘 {disk} MiB）：传送 {megabytes} MB，做到 {until} 阶段；JDK 放在 {jdk}，ZooKeeper 放在 {home}，并在 /etc/hosts 和 root 的 .ssh 中加几行；{firewall}。其余一概不动',
  'machines.plan.again':
    '{node} 是 {host}（{address}；{system}）：补传 {jdk} 和 {home} 所缺的 {megabytes} MB，做到 {until} 阶段；{firewall}',
  'machines.plan.firewall': '在 {firewall} 中开放端口 2181、2888、3888，只对实验环境的成员开放',
  'machines.plan.no-firewall': '没有需要为成员放行的防火墙',
  'machines.unfit': '有的机器不能作节点，所以哪一台都没有改动：{reasons}',
  'machines.some-failed': '有几台机器没能成为节点；再次输入同样的命令即可继续：{reasons}',
  'machines.unreached': '{node}：{why}',
  'machines.not-made': '{node} 出错，它的输出是：\n{said}\n  解决后再次输入同样的命令',
  'machines.not-taken-back': '这些机器上的东西没有收回；再次输入 zk-lab destroy 即可重试：{reasons}',
  'machines.left': '{node}：以下各项被修改过，或不属于实验环境，因此保持原样：{paths}',
  'machines.gone': '{node}：{host} 上已没有此实验环境的东西。输入 zk-lab up 可重新把它设为节点',
  'machines.silent': '{host} 没有应答：可能已关机、不在网上，或被什么挡住了。请亲自看看：{login}',
  'machines.unresolved': '本机不认识名称 {host}。请把它写进 ~/.ssh/config，或改用地址',
  'machines.unknown-key':
    '本机不认识 {host} 的主机密钥。请先手动登录一次，与其主人核对指纹后回答 yes：{login}',
  'machines.changed-key': '{host} 的主机密钥与以前不同。如果其主人说没有问题：ssh-keygen -R {name}',
  'machines.denied':
    '{host} 不让你免密登录。请把公钥放上去（ssh-copy-id），或启动代理（ssh-add），直到下面的命令什么都不问：{login}',
  'machines.no-sudo':
    '你在 {host} 上不是 root，而 sudo 不存在或要求密码。请用 root 登录，或请其主人允许免密 sudo',
  'machines.failed': '无法查看 {host}：\n{said}',
  'machines.not-linux': '它运行 {kernel}；节点需要 Linux',
  'machines.arch':
    '它的处理器是 {arch}，而实验环境的 JDK 用于 {wanted}。请这样新建：zk-lab create --arch {known}',
  'machines.bash': '它的 bash 是 {bash}；节点需要 4.1 或更新的版本',
  'machines.lacks': '它缺少 {commands}。装软件包是其主人的事，zk-lab 不在那里安装任何软件包',
  'machines.other-lab': '它已是实验环境 {lab} 的节点。请先删除那个实验环境：zk-lab destroy {lab}',
  'machines.address':
    '它没有地址 {address}，它的地址是 {own}。服务器绑定在其他机器访问它所用的地址上，请写成 {host}',
  'machines.taken':
    '{paths} 已经存在，且不属于实验环境，因此保持原样。请换一个版本（[[zookeeper]]、[[jdk]]），或请其主人移走',
  'machines.ports': '已有程序在监听 {ports}；节点需要 2181、2888 和 3888',
  'machines.names': '它的 /etc/hosts 中，节点名对应着别的地址：{names}。请换一个 [[prefix]]',
  'machines.disk': '实验环境所在之处可用空间为 {disk} MiB，需要 {needed} MiB',
  'machines.memory': '可用内存为 {memory} MiB，仅服务器就要 {needed} MiB',
  'machines.others': '{node} 上有别人的 ZooKeeper，保持原样：{paths}',
  'machines.skew': '{node} 的时钟与其他机器相差 {seconds} 秒，日志会难以对照',
  'machines.no-root-login': '{node} 的 sshd 不让 root 登录，此设置保持不变：在其他节点上 ssh {node} 会失败',
  'fault.machines.fill': '磁盘也是其主人的，写满后那里的一切都会受影响',
  'fault.machines.clock': '那样会改动其主人所有程序的时钟',
  'cli.option.hosts': '用作节点的现有机器，按 ssh 认识的写法：[USER@]NAME[:PORT][=ADDRESS],…',
  'cli.option.joining-hosts': '节点是现有的机器时，要加入的那几台',
  'cli.option.dry-up': '只查看各机器，并显示将要做什么',
  'cli.example.create.hosts': '通过 SSH 使用你已有的三台机器',
  'cli.example.grow.hosts': '节点是你自己的机器时，要加入的两台',
  'status.ports-closed':
    '本机的客户端连不上所有节点：中间隔着防火墙或跳板机。zk-lab exec、zkcli 和 logs 不受影响。运行下面的命令期间，客户端可以连上：{command}\n  此时客户端连接 {connectString}。',
  'doctor.ports-closed.remedy': '如果要让本机的客户端连上，请在另一个终端里运行上面的命令',
  'create.next.look': '查看所有机器，说明将要在那里做什么',
} as const;
