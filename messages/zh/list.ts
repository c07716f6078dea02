/** list 与 fetch */
export const list = {
  'list.none': '本机没有实验环境；要新建一个，请输入：zk-lab create',
  'list.name': '实验环境',
  'list.provider': '运行方式',
  'list.state': '状态',
  'list.steps': '步骤',
  'list.directory': '目录',
  'list.state.up': '{running}/{count} 运行中',
  'list.state.down': '已停止',
  'list.state.gone': '目录已不存在，残留 {left} 项，其中 {running} 项在运行',
  'list.state.gone-unknown': '目录已不存在',
  'list.state.unknown': '无法得知',
  'list.state.lost-spec': 'zk-lab.yaml 不见了，残留 {left} 项，其中 {running} 项在运行',
  'list.state.replaced': '目录中已是另一个实验环境，残留 {left} 项，其中 {running} 项在运行',
  'list.replaced': '{dir} 中现在是另一个实验环境；之前的 {name} 还有残留。要将其删除：{command}',
  'list.gone':
    '{name} 的目录已不存在，但仍有残留。要删除残留，请输入：{command}。如果只是移走了目录，在新位置执行任意命令（例如 zk-lab status）即可重新列出。',
  'list.lost-spec':
    '{dir} 中 {name} 的 zk-lab.yaml 不见了，但仍有残留。请把该文件放回去，或者删除残留：{command}',
  'list.state.none': '未启动',
  'list.state.broken': '无法读取',
  'fetch.done': '{what} {version}（{size} MB，{source}）已在缓存中',
  'fetch.source.download': '下载',
  'fetch.source.maven': '通过 Maven 获取',
  'fetch.source.user': '自备',
} as const;
