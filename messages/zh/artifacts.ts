export const artifacts = {
  'catalogue.unknown.lines':
    '不支持 {title} {name}{near}支持的版本：{known}；只写系列（{lines}）就取其中最新的版本。',
  'catalogue.unknown': '不支持 {title} {name}{near}支持的版本：{known}。',
  'catalogue.system.unknown': '不支持操作系统 {name}{near}支持的系统：{known}。',
  'catalogue.mirror.unknown':
    '没有名为 {name} 的镜像站{near}可用的镜像站：{known}，也可以给出自己的基础 URL（https://…）。',
  'catalogue.misfit':
    'ZooKeeper {zookeeper} 不能在 JDK {jdk} 上运行；请用 [[jdk {first}]]（可用的版本：{jdks}）{instead}。',
  'catalogue.misfit.instead': '，或保留 JDK {jdk}，改用 [[zookeeper {line}]]',

  'artifact.archive.missing': '文件 {path} 不存在；{option} 后面应是安装包的路径。',
  'artifact.archive.not-file': '{path} 不是文件；{option} 后面应是安装包的路径。',
  'artifact.archive.unreadable': '无法读取 {path}：{reason}。',
  'artifact.archive.not-gzip': '{path} 不是 .tar.gz 文件；{option} 后面应是官方发布的 gzip 格式安装包。',
  'artifact.archive.truncated': '{path} 不完整或已损坏（{reason}）；请重新下载。',
  'artifact.archive.escapes': '{path} 会写到自己的目录之外（{entry}）；请用官方发布的安装包。',
  'artifact.archive.roots': '{path} 解压后不是单独一个目录（{roots}）；请用官方发布的安装包。',
  'artifact.archive.not-jdk': '{path} 不是 Linux 版 JDK：其中未找到 bin/java。请用 {example} 这样的安装包。',
  'artifact.archive.not-zookeeper':
    '{path} 不是 ZooKeeper 安装包：其中未找到 zookeeper-X.Y.Z.jar。请用 {example} 这样的安装包。',
  'artifact.archive.source': '{path} 是 ZooKeeper 的源代码，无法直接启动；请用 {example}。',
  'artifact.archive.no-version': '{path}：从内容看不出是哪个版本。',
  'artifact.archive.arch': '{path} 是 {found} 架构的 JDK，而节点是 {wanted}；请用 {wanted} 架构的 JDK。',

  'artifact.offline':
    '缓存中没有 {what}，而现在不允许下载；请在有网络的地方运行“zk-lab fetch”，或用 {option} 给出安装包。',
  'artifact.unavailable': '无法获取 {what}。\n{tried}\n可以这样做：\n{ways}',
  'artifact.tried': '  {where}：{reason}',
  'artifact.way.mirror': '  [[mirror NAME-or-URL]]：换一个下载来源（{known}，或自己的基础 URL）',
  'artifact.way.archive': '  {option}：自备安装包，例如 {file}',
  'artifact.way.maven': '  安装 maven（mvn）：从 Maven 仓库下载 jar 来组装',
  'artifact.way.no-fetch': '  zk-lab create --no-fetch：先建实验环境，以后由节点自己下载',

  'artifact.reason.status': '返回状态码 {status}',
  'artifact.reason.not-gzip': '返回的不是安装包（可能是网页）',
  'artifact.reason.checksum': '校验和不符（{algorithm} {found}）',
  'artifact.reason.truncated': '传输在 {received}/{total} 字节处中断',
  'artifact.reason.stalled': '{seconds} 秒没有收到数据',
  'artifact.reason.timeout': '{seconds} 秒内没有应答',
  'artifact.reason.refused': '拒绝连接',
  'artifact.reason.dns': '主机名不存在',
  'artifact.reason.reset': '连接中断',
  'artifact.reason.tls': '证书不受信任：{reason}',
  'artifact.reason.proxy': '代理返回：{reason}',
  'artifact.reason.other': '{reason}',
  'artifact.reason.contents': '内容不符：{reason}',
  'artifact.reason.no-checksum': '没有校验和可供核对：{reason}',
  'artifact.reason.maven': '失败：{reason}',
  'artifact.reason.no-maven': '未安装',

  'artifact.no-cache': '当前用户没有主目录，下载的内容无处存放；请指定一处：export ZK_LAB_CACHE=DIR',
  'artifact.disk-full':
    '缓存目录 {path} 无法再写入：{reason}。请清理空间，或把缓存放到别处：export ZK_LAB_CACHE=DIR',
  'artifact.cache-readonly':
    '缓存目录 {path} 无法写入：{reason}。请设为可写，或把缓存放到别处：export ZK_LAB_CACHE=DIR',
} as const;
