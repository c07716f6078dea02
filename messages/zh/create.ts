export const create = {
  'create.done': '已在 {directory} 新建实验环境：{nodes}，{software}，{system}',
  'create.nodes.one': '1 个节点',
  'create.nodes.many': '{count} 个节点',
  'create.nodes.observers': '{count} 个节点（其中 {observers} 个观察者）',
  'create.planned': '将向 {directory} 写入 {count} 个文件：',
  'create.kept': '你修改过，保持原样：{file}',
  'create.absent': '尚未下载：{what}；节点会自行下载。要事先下载到这里，请输入：{command}',
  'create.next': '接下来：',
  'create.next.up': '启动，等到每个节点都能提供服务',
  'create.next.guide': '看当前这一步怎么做；全部步骤见 {file}',
  'create.next.check': '检查做到了哪里，下一步该输入什么',
  'create.next.compose': '效果相同，不需要 zk-lab',
  'create.next.vagrant': '效果相同，用虚拟机',
  'create.next.readme': '更多用法见其中的 README.zh-CN.md。',
  'create.step.wait': '等待另一个 zk-lab 获取 {file}',
  'create.step.download': '下载 {file}',
  'create.step.verify': '校验 {file}',
  'create.step.maven': '通过 Maven 获取 ZooKeeper：{file}',
  'create.step.inspect': '检查 {file}',
  'create.exists':
    '{directory} 不是空目录，其中的内容没有改动；请另选目录，或以同样的选项用 zk-lab create {typed} --force 覆盖 zk-lab 以前写入的文件（你修改过的会保留）',
  'create.held':
    '{directory} 中的实验环境及写入的数据还在 {provider} 中，而新文件与之不符：{from} 会变成 {to}。什么都没有改动。不能靠重写文件给集群增减节点或改名：各服务器对谁有投票权有分歧，就会丢失已写入的数据。要改变节点数：zk-lab grow N、zk-lab shrink N。否则请在别的目录另建一个，或先删除现有的一切：zk-lab destroy --lab {typed}',
  'create.name-taken': '此实验环境按目录命名为 {name}；规格文件中的 {taken} 是 {other} 处实验环境的名称',
  'create.name-shared':
    '{other} 处的另一个实验环境也叫 {name}；Docker 和“zk-lab destroy NAME”只按名称区分实验环境',
  'create.not-directory': '无法使用 {directory}：{reason}；请另选目录',
  'create.unwritable':
    '无法把实验环境写入 {directory}：{reason}。什么都没有改动；请另选目录：zk-lab create DIR',
  'create.folder-in-place':
    '{path} 是目录，而实验环境在那里有一个文件。什么都没有改动。请先移开：mv {path} {path}.mine',
  'create.file-in-place':
    '{path} 不是目录，而实验环境在那里有一个目录。什么都没有改动。请先移开：mv {path} {path}.mine',
  'create.disk-full':
    '无法把实验环境写入 {directory}：{reason}。什么都没有改动；请清理空间，或另选目录：zk-lab create DIR',
  'own-file.missing':
    '此实验环境用的是你自备的文件 {file}（sha256 {sha256}），但缓存和 artifacts/ 中都没有；请用 {option} 给出',
  'own-file.other':
    '{path} 的 sha256 是 {found}，而此实验环境用的是你自备的另一个文件，sha256 是 {sha256}；请用 {option} 给出那个文件',
  'own-file.replaced':
    '{file}（sha256 {found}）不是规格文件指定的文件（{wanted}，sha256 {sha256}）；仍按你的要求使用它',
  'image.missing': '[[image {file}]]：文件不存在；请给出根文件系统压缩包的路径，或镜像名称',
  'image.name': '[[image {image}]]：既不是镜像名称（例如 registry.example.com/centos:7.3.1611），也不是文件',
  'image.archive': '[[image {file}]]：不是根文件系统压缩包；文件名应以 .tar、.tar.gz、.tar.xz 或 .tgz 结尾',
} as const;
