export const kubernetes = {
  'kubernetes.title': 'Kubernetes',
  'kubernetes.detail': 'kubectl，上下文为 {context}',
  'kubernetes.answers': '{version}；上下文 {context}，命名空间 {namespace}',
  'kubernetes.no-kubectl': '没有 kubectl 命令',
  'kubernetes.no-kubectl.remedy': '请安装 kubectl：https://kubernetes.io/docs/tasks/tools/',
  'kubernetes.no-cluster': 'kubectl 没有可用的 Kubernetes 集群',
  'kubernetes.no-cluster.remedy':
    '请准备一个，例如：kind create cluster；或让 KUBECONFIG 指向管理员给你的文件',
  'kubernetes.no-context':
    'kubectl 里没有上下文 {context}。现有：{names}。请输入：zk-lab up --provider kubernetes --context NAME',
  'kubernetes.gone-context': 'kubectl 里已经没有上下文 {context}',
  'kubernetes.gone-context.remedy': '请让 KUBECONFIG 指向含有它的文件，然后重试',
  'kubernetes.forbidden': '你在 {context} 的 Kubernetes 集群上没有这个权限：{said}',
  'kubernetes.forbidden.remedy':
    '请向管理员申请命名空间 {namespace} 的“edit”角色，或换一个命名空间：zk-lab up --provider kubernetes --namespace NAME',
  'kubernetes.unauthorized': '{context} 的 Kubernetes 集群不认识你',
  'kubernetes.unauthorized.remedy': '请重新登录，直到这条命令有结果：kubectl --context {context} get pods',
  'kubernetes.no-answer': '{context} 的 Kubernetes 集群没有应答：{said}',
  'kubernetes.no-answer.remedy': '请看这条命令有没有结果：kubectl --context {context} get nodes',
  'kubernetes.no-answer-now': '无法查询 {node}，它所在的 Kubernetes 集群没有应答：{said}',
  'kubernetes.refused': 'Kubernetes：{reason}；{remedy}',
  'kubernetes.elsewhere':
    '此实验环境已在 {context} 的命名空间 {namespace} 里。请先把那里的删除：zk-lab destroy',
  'kubernetes.other-cluster':
    '上下文 {context} 现在指向另一个 Kubernetes 集群（{server}），不是此实验环境所在的那个，因此什么都没有做。如果要用的就是这一个：zk-lab up --provider kubernetes --context {context}',
  'kubernetes.name-taken':
    '命名空间 {namespace} 里已有不属于此实验环境的 {kind} {name}，不会动它。请换一个命名空间：zk-lab up --provider kubernetes --namespace {free}',
  'kubernetes.place': '在 {context}（{server}）的 Kubernetes 集群上，命名空间为 {namespace}',
  'kubernetes.bad-manifests':
    '读不了此实验环境的清单：{said}\n  请改正，或重新生成：zk-lab create . --force --spec zk-lab.yaml',
  'kubernetes.build': '正在用 {engine} 构建镜像',
  'kubernetes.push': '正在推送 {image}',
  'kubernetes.load': '正在把镜像交给 Kubernetes 集群：{command}',
  'kubernetes.no-way':
    '这里不知道 {context} 的主机怎样拿到镜像。如果它们还没有 {image}，请推送到它们能读取的镜像仓库：zk-lab up --registry registry.example.org/you',
  'kubernetes.no-builder':
    '这里没有 docker、podman 或 nerdctl，无法构建 {image}。请安装其中一个，或在别处构建：docker build -f kubernetes/Dockerfile -t {image} .',
  'kubernetes.no-program':
    '{context} 的主机要通过 {program} 拿到镜像，而这里没有它。请把它放进 PATH，或让主机从镜像仓库拉取：zk-lab up --registry registry.example.org/you',
  'kubernetes.image': '{command}\n  失败了，输出如下：\n{said}',
  'kubernetes.start': '正在启动 {count} 个 Pod',
  'kubernetes.stop': '正在停止 Pod',
  'kubernetes.remove': '正在从 {context} 的命名空间 {namespace} 里删除此实验环境',
  'kubernetes.cannot-pull':
    '{node}：主机 {host} 上没有镜像 {image}：{said}\n  请输入：{command}\n  然后：zk-lab up',
  'kubernetes.cannot-pull-from':
    '{node} 所在的主机 {host} 无法从 {registry} 拉取镜像：{said}\n  请先让集群的主机能访问并读取该仓库，然后：zk-lab up',
  'kubernetes.pod-failed': '{node} 启动不了（{reason}），最后的输出：\n{said}',
  'kubernetes.no-host':
    '{node} 没有可以运行的主机：{said}\n  请在 Kubernetes 集群上腾出资源，或把节点改小：zk-lab create . --force --spec zk-lab.yaml --memory 256',
  'kubernetes.claim-stays':
    '{node} 的存储卷在 {host} 上，别的主机无法运行它，只能等这台主机。要让它重新接收 Pod：kubectl uncordon {host}。如果这台主机要一直空着，或再也回不来，请让其他节点重建它：zk-lab replace {node}。Kubernetes 集群的说明：{said}',
  'kubernetes.some-host': '原来的主机',
  'kubernetes.no-claim':
    '{node} 得不到存储：{said}\n  请在 kubernetes/nodes.yaml 中以 storageClassName 写明集群里已有的 StorageClass（kubectl get storageclass），然后：zk-lab up',
  'kubernetes.no-pod':
    'Kubernetes 集群没有为 {node} 创建 Pod：{said}\n  请询问管理员，或换一个命名空间：zk-lab up --provider kubernetes --namespace NAME',
  'kubernetes.stuck':
    '{node} 一直没有进展（{reason}）。请看 Kubernetes 集群怎么说：kubectl describe pod {pod}',
  'kubernetes.not-given': '{node} 没有收下实验环境的文件：{said}。请重试：zk-lab up',
  'kubernetes.forward':
    '无法打通本机到 Pod 的通路：{said}。如果端口被占用，请换端口：zk-lab create . --force --spec zk-lab.yaml --client-port 12181',
  'kubernetes.forwarded':
    '在 {context} 的命名空间 {namespace} 里；本机的客户端经由 kubectl port-forward 访问，由进程 {pid} 维持，直到 zk-lab down',
  'kubernetes.not-forwarded':
    '目前本机的客户端连不上这些 Pod；zk-lab exec、zkcli 和 logs 可以。重新打通：zk-lab up',
  'kubernetes.not-forwarded.remedy': '请输入：zk-lab up',
  'kubernetes.waits': '{node} 在等待（{reason}）：{message}',
  'kubernetes.host-lost':
    '{node} 所在的主机 {host} 没有应答；主机恢复后它就会回来。如果主机再也回不来，请让其他节点重建它：zk-lab replace {node}',
  'up.no-such-place':
    '{option}：只有在 Kubernetes 上才需要说明放在哪里；请加上 [[provider kubernetes]]，或去掉它',
  'where.bad-context': '{origin}：请给出 kubectl 中上下文的名称，用这条命令查看：kubectl config get-contexts',
  'where.bad-namespace': '{origin}：命名空间的名称由 a–z、0–9 和连字符组成，例如 my-labs',
  'where.bad-registry': '{origin}：镜像仓库的地址不带 https://，例如 registry.example.org/you',
  'kubernetes.until-os':
    '[[until os]]：Pod 的名称和主机表由 Kubernetes 集群给定，到这个阶段没有什么可做的；请在 {stages} 中选一个',
  'kubernetes.made-until-os':
    '此实验环境到 os 阶段为止，而 Pod 的名称和主机表由 Kubernetes 集群给定，没有什么可做的。请让它到更后的阶段：zk-lab create . --force --spec zk-lab.yaml --until ssh',
  'kubernetes.long-name':
    'nodes：{name} 有 {length} 个字符，而在 Kubernetes 上节点名最多 {most} 个字符；请换一个更短的',
  'kubernetes.made-long-name':
    '节点 {name} 的名称有 {length} 个字符，而在 Kubernetes 上最多 {most} 个。请在 zk-lab.yaml 里（nodes 或 prefix）换一个更短的，然后：zk-lab create . --force --spec zk-lab.yaml',
  'fault.kubernetes.network': 'Pod 无权改动自己的网络，也不会为此提权',
  'fault.kubernetes.fill': '存储卷所在的磁盘可能还有别人在用',
  'fault.kubernetes.clock': 'Pod 没有自己的时钟，改动的会是整台主机的时钟',
  'doctor.kubernetes.may': '你在那里的权限',
  'doctor.kubernetes.may-not': '不能在 {context} 的命名空间 {namespace} 里创建 StatefulSet',
  'doctor.kubernetes.claims': '存储',
  'doctor.kubernetes.unseen': '你无权查看有哪些 StorageClass',
  'doctor.kubernetes.no-class': 'Kubernetes 集群没有默认的 StorageClass',
  'doctor.kubernetes.no-class.remedy': '请询问管理员该用哪个，并写进 kubernetes/nodes.yaml：storageClassName',
  'cli.option.context': '用哪个 Kubernetes 集群，即 kubectl 的上下文（默认为上次所在的，否则为当前选中的）',
  'cli.option.namespace': '那里的命名空间（默认为上下文里的，否则为此实验环境专用的）',
  'cli.option.registry': '主机从哪个镜像仓库获取镜像（无法直接交给它们时使用）',
  'cli.example.up.kubernetes': '作为 Pod 运行在 kubectl 指向的 Kubernetes 集群上',
} as const;
