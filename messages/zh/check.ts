export const check = {
  'check.no-answer': '未及时应答',
  'check.nothing':
    '[[until {until}]]：{provider} 的节点没有这些阶段，没有可检查的内容；请用 [[until {first}]] 或更后的阶段',
  'check.looking': '正在检查 {nodes}',
  'check.title': '{lab}（{provider}）：{count} 步中完成了 {done} 步',
  'check.left-out': '未检查，因为 {provider} 的节点没有这些阶段：{stages}',
  'check.instead': '{seen}，应为 {wanted}',
  'check.others': '{names} 等，另有 {count} 个',
  'check.there': '→ 后的命令在节点上输入：{command}',
  'check.done': '全部完成。',
  'check.done.until': '{until} 阶段及之前的步骤全部完成。',
  'check.next.node': '下一步，在 {node} 上：{type}',
  'check.next.host': '下一步：{type}',
  'check.next.node.more': '下一步，在 {node} 上：依次输入第一组 → 后的 {count} 条命令',
  'check.next.host.more': '下一步：依次输入第一组 → 后的 {count} 条命令',
} as const;
