export const artifacts = {
  'catalogue.zookeeper.unknown':
    '目录中没有 ZooKeeper {name}；是否想用 {nearest}？已知版本：{known}；只写系列（{lines}）表示该系列的最新版。',
  'catalogue.jdk.unknown': '目录中没有 JDK {name}；是否想用 {nearest}？已知版本：{known}。',
  'catalogue.system.unknown': '目录中没有操作系统 {name}；是否想用 {nearest}？已知系统：{known}。',
  'catalogue.mirror.unknown':
    '没有名为 {name} 的镜像站；是否想用 {nearest}？已知镜像站：{known}，也可以给出自己的地址（https://…）。',
  'catalogue.misfit':
    'ZooKeeper {zookeeper} 不能在 JDK {jdk} 上运行；请用 [[jdk {first}]]（可用版本：{jdks}）{instead}。',
  'catalogue.misfit.instead': '，或保留 JDK {jdk} 并改用 [[zookeeper {line}]]',

  'artifact.archive.missing': '文件 {path} 不存在；{option} 后面应是安装包的路径。',
  'artifact.archive.not-file': '{path} 不是文件；{option} 后面应是安装包的路径。',
  'artifact.archive.unreadable': '无法读取 {path}：{reason}。',
  'artifact.archive.not-gzip': '{path} 不是 .tar.gz 文件；{option} 需要发布者提供的 gzip 压缩安装包。',
  'artifact.archive.truncated': '{path} 不完整或已损坏（{reason}）；请重新获取。',
  'artifact.archive.escapes': '{path} 会写到自己的目录之外（{entry}）；请使用发布者提供的安装包。',
  'artifact.archive.roots': '{path} 解压后不是单独一个目录（{roots}）；请使用发布者提供的安装包。',
  'artifact.archive.not-jdk': '{path} 不是 Linux 版 JDK：其中没有 bin/java。请使用类似 {example} 的安装包。',
  'artifact.archive.not-zookeeper':
    '{path} 不是 ZooKeeper 安装包：其中没有 zookeeper-X.Y.Z.jar。请使用类似 {example} 的安装包。',
  'artifact.archive.source': '{path} 是 ZooKeeper 的源代码，无法直接启动；请使用 {example}。',
  'artifact.archive.no-version': '{path}：无法从内容判断其版本。',
  'artifact.archive.arch': '{path} 是 {found} 架构的 JDK，而节点是 {wanted}；请使用 {wanted} 的 JDK。',

  'artifact.offline':
    '缓存中没有 {what}，而当前设置不允许下载；请在有网络的地方运行 "zk-lab fetch"，或用 {option} 指定安装包。',
  'artifact.unavailable': '无法获取 {what}。\n{tried}\n可以这样做：\n{ways}',
  'artifact.tried': '  {where}：{reason}',
  'artifact.way.mirror': '  [[mirror 名称或地址]]：换一个来源（{known}，或自己的地址）',
  'artifact.way.archive': '  {option}：自带安装包，例如 {file}',
  'artifact.way.maven': '  安装 maven（mvn）：然后由 Maven 仓库中的 jar 组装',
  'artifact.way.no-fetch': '  zk-lab create --no-fetch：先生成实验环境，之后由节点自己下载',

  'artifact.reason.status': '返回状态 {status}',
  'artifact.reason.not-gzip': '返回的不是安装包（可能是网页）',
  'artifact.reason.checksum': '校验和不符（{algorithm} {found}）',
  'artifact.reason.truncated': '传输到 {received} / {total} 字节时中断',
  'artifact.reason.stalled': '{seconds} 秒内没有收到数据',
  'artifact.reason.timeout': '{seconds} 秒内没有应答',
  'artifact.reason.refused': '拒绝连接',
  'artifact.reason.dns': '主机名不存在',
  'artifact.reason.reset': '连接中断',
  'artifact.reason.tls': '证书不可信：{reason}',
  'artifact.reason.proxy': '代理返回：{reason}',
  'artifact.reason.other': '{reason}',
  'artifact.reason.contents': '内容不符：{reason}',
  'artifact.reason.no-checksum': '没有可用来校验的校验和：{reason}',
  'artifact.reason.maven': '失败：{reason}',
  'artifact.reason.no-maven': '未安装',

  'artifact.no-cache': '当前用户没有主目录，下载的内容无处存放；请指定一处：export ZK_LAB_CACHE=DIR',
  'artifact.disk-full':
    '缓存目录 {path} 无法再写入：{reason}。请清理空间，或把缓存放到别处：export ZK_LAB_CACHE=DIR',
  'artifact.cache-readonly':
    '缓存目录 {path} 无法写入：{reason}。请设为可写，或把缓存放到别处：export ZK_LAB_CACHE=DIR',
} as const;
