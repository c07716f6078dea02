export const create = {
  'create.exists':
    '{directory} 不是空目录，其中的内容未被改动；请另选目录，或覆盖 zk-lab 之前写入的文件（你编辑过的文件会保留）：zk-lab create --force',
  'create.held':
    '{directory} 中的实验环境连同写入的数据由 {provider} 持有，而新文件将与之不符：{from} 会变成 {to}。什么都没有改动。不能靠重写文件来给集群增减节点或改名：对谁有投票权有分歧的服务器会丢失已写入的数据。请在别的目录另建一个，或先删除它持有的一切：zk-lab destroy --lab {directory}',
  'create.not-directory': '无法使用 {directory}：{reason}；请另选目录',
  'create.unwritable': '无法把实验写入 {directory}：{reason}。什么都没有改动；请另选目录：zk-lab create DIR',
  'create.disk-full':
    '无法把实验写入 {directory}：{reason}。什么都没有改动；请清理空间，或另选目录：zk-lab create DIR',
  'own-file.missing':
    '此实验环境使用你自己的文件 {file}（sha256 {sha256}），但缓存和 artifacts/ 中都没有；请用 {option} 给出',
  'own-file.other':
    '{path} 的 sha256 是 {found}，而此实验环境使用你自己的、sha256 为 {sha256} 的文件；请用 {option} 给出那一个',
  'own-file.replaced':
    '{file}（sha256 {found}）不是规格文件所指的文件（{wanted}，sha256 {sha256}）；仍按你的要求使用它',
  'image.missing': '[[image {file}]]：没有这个文件；请给出根文件系统压缩包的路径，或镜像名称',
  'image.name': '[[image {image}]]：既不是镜像名称（例如 registry.example.com/centos:7.3.1611），也不是文件',
  'image.archive': '[[image {file}]]：不是根文件系统压缩包；文件名应以 .tar、.tar.gz、.tar.xz 或 .tgz 结尾',
} as const;
