export const create = {
  'create.exists':
    '{directory} 不是空目录，其中的内容未被改动；请另选目录，或覆盖 zk-lab 之前写入的文件（你编辑过的文件会保留）：zk-lab create --force',
  'create.not-directory': '无法使用 {directory}：{reason}；请另选目录',
  'create.unwritable': '无法把实验写入 {directory}：{reason}',
  'image.missing': '[[image {file}]]：没有这个文件；请给出根文件系统压缩包的路径，或镜像名称',
  'image.name': '[[image {image}]]：既不是镜像名称（例如 registry.example.com/centos:7.3.1611），也不是文件',
  'image.archive': '[[image {file}]]：不是根文件系统压缩包；文件名应以 .tar、.tar.gz、.tar.xz 或 .tgz 结尾',
} as const;
