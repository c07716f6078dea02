export const spec = {
  'spec.name': '{origin} {value}：实验环境的名称只能包含小写字母、数字、- 和 _，例如 zk-lab',
  'spec.nodes': '{origin} {value}：请给出投票成员数，1 到 50 的整数，例如 3',
  'spec.nodes.list':
    '{origin}：每个节点写作 { id: 1, name: node1, address: 192.168.252.101, role: participant }，role 为 participant 或 observer',
  'name.lab': '{origin}：不能用作实验环境的名称，因为{why}；请换一个，例如 {instead}',
  'name.node': '{origin}：{name} 不能用作节点的名称，因为{why}；请换一个，例如 {instead}',
  'name.node.shape':
    '{origin}：{name} 不能用作节点的名称：须以小写字母开头，只能包含 a-z、0-9 和 -，最多 63 个字符，例如 {instead}',
  'name.prefix':
    '[[prefix {prefix}]]：会有节点名为 {name}，不能使用，因为{why}；请换一个前缀，例如 [[prefix node]]',
  'name.because.yaml': '在 YAML 中它不是名称，而是别的值',
  'name.because.number': '在 YAML 中它是数字或日期',
  'name.because.machine': '它指的是本机自己',
  'name.because.all': '它指的是全部',
  'name.because.folder': '本机进程用它存放其他文件',
  'name.because.place': '在实验的指南里它指的是别的节点',
  'nodes.twice': 'nodes：有两个节点的 {field} 都是 {value}；每个节点的 {field} 必须不同',
  'nodes.voters': 'nodes：有 {voters} 个投票成员；role 为 participant 的节点应有 1 到 {max} 个',
  'nodes.observers': 'nodes：有 {observers} 个观察者；role 为 observer 的节点最多 {max} 个',
  'nodes.need-quorum':
    'nodes：ZooKeeper 不允许单个服务器带观察者；至少把两个节点的 role 写成 participant，最好三个',
  'nodes.address': 'nodes：{name} 的地址 {address}',
  'observers.listed':
    '[[observers {observers}]]：节点已逐个列出，请在列表里把不投票的节点的 role 写成 observer',
  'spec.observers': '{origin} {value}：请给出观察者数，0 到 50 的整数，例如 2',
  'spec.lesson': '{origin} {value}：这里要写现成实验的名称，“zk-lab labs”会列出',
  'spec.until': '{origin} {value}：没有这个阶段{near}（{stages}）',
  'spec.os': '{origin} {value}：请给出操作系统的名称，例如 centos-7.3',
  'spec.arch': '{origin} {value}：请选择 x64 或 aarch64',
  'spec.version': '{origin} {value}：不是 {title} 的版本；支持的版本：{known}',
  'spec.archive': '{origin}：请给出 {title} 安装包的路径，例如 ~/Downloads/{example}',
  'spec.zooCfg':
    '{origin} {value}：请按名称给出 zoo.cfg 的设置，命令行上写作 KEY=VALUE，例如 autopurge.purgeInterval=24',
  'spec.jvmOptions':
    '{origin} {value}：请给出 JVM 选项，每个都是以 - 开头的一个词，例如 -Djute.maxbuffer=4194304',
  'zoo-cfg.decided.servers':
    '[[zooCfg {name}]]：有哪些服务器、各是什么角色，由实验环境决定：请用 [[nodes]] 和 [[observers]] 选择',
  'zoo-cfg.decided.data': '[[zooCfg {name}]]：节点的数据放在哪里，由实验环境决定；请去掉这项设置',
  'zoo-cfg.decided.clients':
    '[[zooCfg {name}]]：客户端连接节点的哪个地址和端口，由实验环境决定：本机端口请用 [[clientPort]] 选择',
  'zoo-cfg.line': '{origin}：“{value}”不是一项设置；每行应为 KEY=VALUE，或以 # 开头',
  'zoo-cfg.number': '{origin}：{name} 应为整数，否则 ZooKeeper 无法启动；例如 {name}=10',
  'zoo-cfg.flag': '{origin}：{name} 只能是 true 或 false，否则 ZooKeeper 无法启动；请任选其一',
  'zoo-cfg.choice': '{origin}：{name} 只能是 participant 或 observer，否则 ZooKeeper 无法启动；请任选其一',
  'zoo-cfg.escape':
    '{origin}：{name} 中的 \\u 后面不是四位十六进制数字，ZooKeeper 会无法启动；反斜杠请写作 \\\\',
  'zoo-cfg.missing': '{origin}：缺少 {name}，ZooKeeper 会无法启动；请加上一行 {name}=…',
  'spec.mirror': '{origin} {value}：请选择 auto、official、tuna、aliyun、huawei、ustc，或给出基础 URL',
  'spec.image': '{origin}：请给出容器镜像的名称，或根文件系统压缩包的路径',
  'spec.box': '{origin}：请给出 Vagrant box 的名称、URL，或 .box 文件的路径',
  'spec.network': '{origin} {value}：请按“地址/长度”的格式给出网络，例如 192.168.252.0/24',
  'spec.firstIp': '{origin} {value}：请给出 IPv4 地址，例如 192.168.252.101',
  'spec.prefix': '{origin} {value}：前缀须以小写字母开头，只能包含 a-z、0-9 和 -，最多 50 个字符，例如 node',
  'spec.clientPort': '{origin} {value}：请给出 1024 到 65535 之间的端口，例如 2181',
  'spec.sshPort': '{origin} {value}：请给出 1024 到 65535 之间的端口，例如 12181',
  'spec.plainShell': '{origin} {value}：这里要写 true 或 false',
  'spec.memory': '{origin} {value}：请给出每个节点的内存（MiB），256 到 65536，例如 512',
  'spec.cpus': '{origin} {value}：请给出每个节点的处理器数，1 到 64',
  'spec.unknown': '{origin}：没有这项设置；可用的设置：{known}',
  'spec.unknown.near': '{origin}：没有这项设置；是否想写 {nearest}？',
  'spec.file.missing': '文件 {file} 不存在；[[spec]] 后面应是 zk-lab.yaml 的路径',
  'spec.file.unreadable': '无法读取 {file}：{reason}',
  'spec.file.yaml': '{file}:{line}：YAML 格式有误：{reason}',
  'spec.file.shape': '{file}：规格文件应由“nodes: 3”这样的设置组成，每行一项',
  'network.invalid': '[[network {cidr}]]：请按“地址/长度”的格式给出 IPv4 网络，例如 192.168.252.0/24',
  'network.size': '[[network {cidr}]]：对实验环境来说太小或太大；长度请取 /8 到 /29，例如 192.168.252.0/24',
  'network.host-bits': '[[network {cidr}]]：这是网络中的一个地址；是否想输入 {network}？',
  'network.reserved':
    '[[network {cidr}]]：{range} 地址段不能用于实验环境；请用私有地址段，例如 192.168.252.0/24',
  'address.invalid': '{address}：请给出 IPv4 地址，例如 192.168.252.101',
  'address.outside': '{address}：不是 {network} 中节点可用的地址；请选其中的地址，例如 {first}',
  'address.gateway': '{address}：这是 {network} 的网关地址；请另选一个，例如 {next}',
  'address.overrun':
    '从 {first} 起的 {count} 个节点会用到 {last}，但 {network} 到广播地址 {broadcast} 为止，只容得下 {room} 个；请选更小的 [[firstIp]]、更少的节点或更大的 [[network]]',
  'ports.overrun': '{port}：从这个端口起的 {count} 个端口会超过 65535；请选 {max} 或更小的',
  'ports.overlap':
    '[[clientPort {clientPort}]] 与 [[sshPort {sshPort}]]：各占 {count} 个端口，会重叠；请隔开一些',
  'observers.need-quorum':
    '[[observers {observers}]]：ZooKeeper 不允许单个服务器带观察者；请至少用 [[nodes 2]]，最好 3',
  'voters.even': '{nodes} 个投票成员并不比 {fewer} 个能容忍更多故障：法定人数是 {needed}。最好用奇数个。',
  'voters.many': '{nodes} 个投票成员：每次写入都要等其中 {needed} 个；如果只为读取，用观察者更轻便。',
} as const;
