export const docker = {
  'docker.detail': 'Docker 引擎 {version}',
  'docker.no-engine': '{address} 处没有 Docker 引擎应答',
  'docker.no-engine.remedy':
    '请启动 Docker Desktop（或 sudo systemctl start docker），还没有的话，从 docs.docker.com/get-docker 安装',
  'docker.no-engine.damaged':
    '{address} 处没有 Docker 引擎应答，而可能指定了别处的 {file} 无法读取或内容有误',
  'docker.no-engine.remedy.host': '请启动该引擎，或取消设置 DOCKER_HOST',
  'docker.no-engine.remedy.variable': '请启动该引擎，或取消设置 DOCKER_CONTEXT',
  'docker.no-engine.remedy.context':
    '请启动该引擎，或从 docker context ls 列出的引擎中另选一个：docker context use NAME',
  'docker.no-engine.remedy.damaged':
    '请修好该文件，或让它重新生成：mv {file} {file}.old；用 docker context ls 查看现有的引擎，再用 docker context use NAME 选择',
  'docker.no-permission': '{address} 处的 Docker 引擎不允许当前用户访问',
  'docker.no-permission.remedy': '请运行 sudo usermod -aG docker "$USER"，然后重新登录',
  'docker.no-context': 'Docker 上下文 {name} 不存在',
  'docker.no-context.remedy.variable':
    '用 docker context ls 查看现有的上下文，再把 DOCKER_CONTEXT 设为其中之一，或取消设置',
  'docker.no-context.remedy': '用 docker context ls 查看现有的上下文，再选择一个：docker context use NAME',
  'docker.over-ssh': '{address} 处的 Docker 引擎在另一台机器上，节点的端口也会在那台机器上',
  'docker.over-ssh.remedy': '请在那台机器上运行 zk-lab（ssh {host}），或改用本机的引擎',
  'docker.bad-address': '{address} 不是 Docker 引擎的地址',
  'docker.bad-address.remedy': '请把 DOCKER_HOST 设为 {example} 这样的地址，或取消设置',
  'docker.podman': 'Podman {version}，在 {address} 像 Docker 一样应答',
  'docker.old-podman': '在 {address} 应答的是 Podman {version}，版本太旧',
  'docker.old-podman.remedy': '请安装 4 或更新的版本，或启动 Docker 引擎',
  'docker.podman.no-compose': '在 {address} 应答的是 Podman {version}，但没有“docker compose”',
  'docker.podman.remedy':
    '请安装 Compose 插件（Debian 和 Ubuntu：docker-compose-plugin），见 docs.docker.com/compose/install；没有它也可以用 podman-compose 1.6 或更新的版本启动（在实验环境目录中执行 podman-compose up -d），之后照常使用 zk-lab status、check、logs、ssh 和 exec',
  'docker.podman-compose': '它是由 podman-compose {version} 启动的，Docker 的 Compose 对此一无所知',
  'docker.podman-compose.remedy':
    '请在 {directory} 中用 podman-compose up -d 启动，用 podman-compose stop 停止，用 podman-compose down -v 连同数据一起删除；删除之后再用 zk-lab up 启动，zk-lab 就能更改它',
  'docker.no-client': 'PATH 中没有 docker 程序，而终端要靠它连接。请改用 SSH：zk-lab ssh {node} {command}',
  'docker.left':
    'Compose 报告已删除，但这些仍在：{left}。用 docker ps -a 和 docker volume ls 查看，用 docker rm -f 和 docker volume rm 删除',
  'docker.old-engine': 'Docker 引擎 {version} 太旧',
  'docker.old-engine.remedy': '请从 docs.docker.com/engine/install 安装 20.10 或更新的版本',
  'docker.no-compose': 'Docker 引擎有应答，但没有“docker compose”',
  'docker.no-compose.remedy':
    '请安装 Compose 插件（Debian 和 Ubuntu：docker-compose-plugin），见 docs.docker.com/compose/install',
  'docker.other-lab':
    'Docker 中已有名为 {name} 的实验环境，位于 {other}。请给这个改名（修改 zk-lab.yaml 中的“name:”，再运行 zk-lab create --spec zk-lab.yaml --force .），或删除那个：{command}',
  'docker.network-of': '，属于 {lab}',
  'docker.network-taken':
    '网络 {network} 已被占用：Docker 网络 {other}（{range}）{of}。请先停止占用它的程序，或换一个网络新建实验环境：zk-lab create --network {free}',
  'docker.neighbours':
    '这 {count} 个节点在内核的邻居表（ARP）中需要 {needed} 个位置，而本机只有 {room} 个：表满之后（dmesg 中有 neighbor table overflow），节点之间无法互通，本机上的其他新连接也会受影响',
  'docker.neighbours.remedy': '在下次开机前有效：sudo sysctl -w {setting}；也可以少用投票成员，多用观察者',
  'docker.build': '构建节点的镜像（每种软件组合只需一次，要下载软件包）',
  'docker.start': '启动 {count} 个容器',
  'docker.same': '核对容器与 compose.yaml 是否一致',
  'docker.stop': '停止容器',
  'docker.remove': '删除容器、卷和网络',
  'docker.node.ended': '{node} 的容器自行退出。最后的输出：\n{said}',
  'docker.unreadable':
    'Docker 引擎无法访问 {path}：对该文件系统而言，引擎是另一个用户（启用 root_squash 的 NFS、只为你挂载的目录、别人的 rootless 引擎）。请以运行引擎的用户身份，把实验环境移到引擎所在机器的磁盘上，然后继续：zk-lab up',
  'docker.remove.beside': '同一 Compose 项目中的这些服务会一并删除：{services}',
  'docker.network-busy':
    '除网络 {network} 以外均已删除，还有东西连接在它上面；查看：docker network inspect {network}。断开之后（docker network disconnect -f {network} CONTAINER）再执行：zk-lab destroy。如果那里什么也没有，是引擎记录有误，请先重启引擎',
  'docker.failed': 'docker compose 执行失败：{reason}',
  'docker.no-base':
    '无法拉取基础镜像 {image}：{reason}\n  如果访问不了 Docker Hub，请任选其一，然后继续 zk-lab up：\n  - 有该镜像的仓库：zk-lab create --force --spec zk-lab.yaml --image REGISTRY/{image} .\n  - 根文件系统压缩包：zk-lab create --force --spec zk-lab.yaml --image FILE.tar.xz .{source}',
  'docker.no-base.source': '\n  - 用官方发布的源文件构建：docker build -t {image} "{source}"',
  'docker.no-packages':
    '无法构建镜像：{os} 的软件包安装失败。\n  网络慢或受限时，请选择镜像站：zk-lab create --force --spec zk-lab.yaml --mirror tuna .\n  输出的末尾：\n{reason}',
  'docker.port-taken':
    '127.0.0.1 的端口 {port} 已被占用；请停止占用它的程序，或换端口：zk-lab create --force --spec zk-lab.yaml --client-port PORT --ssh-port PORT .',
  'docker.disk-full':
    'Docker 引擎的磁盘已满。占用情况见 docker system df；没有用到的东西可用 docker builder prune 和 docker image prune -a 删除，docker system prune 还会删除已停止的容器。腾出空间后请再执行一次',
  'docker.bad-platform':
    '该引擎无法运行 {image}，它只有 x86-64 版。请打开模拟（Docker Desktop：Rosetta），或选择仍在维护的系统：zk-lab create --force --spec zk-lab.yaml --os rockylinux-9 --zookeeper 3.9 .',
  'docker.kept': '已中断。已启动的部分仍在：zk-lab down 停止，zk-lab destroy 删除',
} as const;
