export const create = {
  'create.exists':
    '{directory} 不是空目录，其中的内容未被改动；请另选目录，或用 --force 覆盖 zk-lab 之前写入的文件（您编辑过的文件会保留）',
  'create.not-directory': '无法使用 {directory}：{reason}；请另选目录',
  'create.unwritable': '无法把实验写入 {directory}：{reason}',
} as const;
