/** 输入有误，或者结果无法写出 */
export const typed = {
  'cli.try-alone': '--try 不能单独使用；请输入：zk-lab labs --check DIR --try',
  'cli.unknown-command': '没有命令 {name}；是否想用 {nearest}？参见：zk-lab --help',
  'cli.unknown-command.far': '没有命令 {name}；可用的命令：{known}',
  'cli.unknown-option': '{command} 没有选项 {option}{near}参见：zk-lab {command} --help',
  'cli.unknown-option.alone': '没有选项 {option}；参见：zk-lab --help',
  'cli.option-elsewhere':
    '{command} 没有选项 {option}，有此选项的命令：{commands}。参见：zk-lab {command} --help',
  'cli.missing-value': '{option}：缺少值',
  'cli.empty-value': '{option}：值是空的；是不是有变量没有设置？',
  'cli.empty-word': '{command}：{word} 是空的；是不是有变量没有设置？参见：zk-lab {command} --help',
  'cli.missing-word': '{command}：缺少 {word}；参见：zk-lab {command} --help',
  'cli.apart': '{command}：{one} 和 {other} 不能同时使用，请去掉其中一个',
  'cli.surplus-word': '{command}：多了一个参数 {word}；参见：zk-lab {command} --help',
  'cli.missing-command': '{command}：请给出要执行的命令，例如 zk-lab {command} {node} hostname',
  'cli.bad-tail': '--tail {value}：请给出行数，例如 100',
  'cli.bad-shell': 'completion {shell}：只有 bash 和 zsh 的补全脚本',
  'cli.unexpected': '发生意外错误：{reason}（加 --debug 可查看出处）',
  'cli.type-there': '以上命令请在实验环境的目录中输入：cd {directory}',
  'cli.interrupted': '已中断',
  'cli.interrupted.up': '已中断。已启动的部分仍在：“zk-lab up”继续启动，“zk-lab destroy”全部删除',
  'cli.unwritten': '无法写出本命令的结果：{reason}',
} as const;
