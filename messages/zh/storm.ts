import type { storm as en } from '../en/storm.js';

export const storm: Record<keyof typeof en, string> = {
  'storm.step.blowing': '风暴开始，种子 {seed}：共 {faults} 个故障',
  'storm.step.healing': '撤销全部故障；客户端继续运行，直到集群恢复',
  'storm.step.reading': '读取现存的内容',
  'storm.step.removing': '删除 {root}',
  'storm.fault': '第 {id} 个，共 {of} 个：{kind} {nodes}',

  'storm.bad-time': '风暴的时长不能是 {value}：请给出带单位的数，最长 24h，例如 30s 或 2m',
  'storm.bad-seed': '{value} 不能作种子：请给出 0 到 4294967295 的整数',
  'storm.unknown-fault': '风暴里没有“{name}”这种故障；你是想用 {nearest} 吗？可用的有：{known}',
  'storm.judge-alone': '判断历史时不能带风暴的选项：zk-lab storm --judge {file}',
  'storm.cannot': '以 {provider} 方式运行的实验环境，风暴里不能用 {fault}：可用的有 {able}',
  'storm.stage':
    '这个实验环境把 ZooKeeper 留给你来做，而风暴需要节点一开始就提供服务：请用 [[until cluster]] 另建一个',
  'storm.nobody-serves':
    '{addresses} 中没有服务器接受会话（{reason}）：请查看 zk-lab status，并用 zk-lab up 启动实验环境',
  'storm.unhealed': '有的故障没能撤销（{reason}）。请查看 zk-lab status；其余的用 zk-lab fault heal 撤销',
  'storm.unread': '最后没能读出风暴写下的内容：{reason}',
  'storm.left':
    '没能删除 {root}（{reason}）；集群恢复后请输入：zk-lab zkcli rmr {root}（3.5 起为 deleteall）',
  'storm.history.unreadable': '无法读取 {file}：{reason}',
  'storm.history.no-head': '{file} 不是风暴的历史：第一行的 type 不是“storm”',
  'storm.history.line': '{file} 第 {line} 行：{reason}',

  'storm.check.lost': '已确认的写入没有丢失',
  'storm.check.refused': '被拒绝的写入没有生效',
  'storm.check.counter': '计数器在应有的范围内',
  'storm.check.linearizable': '写入和比较并设置可以排成先后一列',
  'storm.check.back': '没有会话看到更早的内容',
  'storm.check.sequence': '顺序编号没有重复，后来的更大',
  'storm.check.ephemerals': '临时 znode 随会话消失',
  'storm.looked': '检查了 {count} 项',
  'storm.not-judged': '未作判断：历史中缺少所需的内容，或者可能的排列太多',
  'storm.more': '还有 {count} 项',

  'storm.lost.made': '{path} 已确认（{zxid}），却不在了',
  'storm.lost.older': '{path}：已确认到版本 {version}，现在却是 {found}',
  'storm.refused.there': '{path} 被拒绝（{why}），却存在',
  'storm.counter.outside': '现在是 {value}，应在 {least} 到 {most} 之间',
  'storm.linearizable.stuck': '{path}：无论怎样排列，第 {id} 个操作（{kind}）都不会得到“{answer}”',
  'storm.linearizable.final': '{path}：无论怎样排列，它的写入都不会以版本 {version} 的内容结束',
  'storm.back.is': '{path}：会话 {session} 先看到版本 {before}，后来却看到版本 {version}',
  'storm.sequence.twice': '{path} 分配了两次',
  'storm.sequence.smaller': '{path} 是在 {before} 得到答复之后才请求的',
  'storm.ephemerals.left': '{path} 还在，而它的会话 {session} 已经结束',

  'storm.counts':
    '种子 {seed}：{faults} 个故障；{operations} 个操作，成功 {done}，未成功 {notDone}，结果不明 {unknown}；{sessions} 个会话，过期 {expired}',
  'storm.after-sync':
    'sync 之后的读取：{reads} 次，其中 {missed} 次没有看到此前已确认的写入（只报告，不作判断）',
  'storm.slow-engine':
    '该引擎处理每个故障都较慢：在三倍于指定时间再加一分钟内，{planned} 个故障中发生了 {done} 个',
  'storm.interrupted': '中途停止：{planned} 个故障中发生了 {done} 个',
  'storm.troubles': '有 {count} 个故障没有按计划发生，原因见历史',
  'storm.holds': '结论成立。',
  'storm.broken': '结论不成立。',
  'storm.incomplete': '没有结论：有些内容无法判断。',
  'storm.file': '历史：{file}',
  'storm.again': '重新判断：zk-lab storm --judge {file}',

  'storm.picture.title': '风暴',
  'storm.picture.throughput': '每秒操作数：成功的，上面是结果不明的',
  'storm.picture.latency': '得到答复的毫秒数：中位数，以及百分之一的操作所超过的值',
  'storm.picture.nodes': '节点：谁是领导者，发生了什么故障',
  'storm.picture.led': '{node} 是领导者',
  'storm.picture.throughput-most': '每秒操作数，最高 {most}',
  'storm.picture.latency-most': '得到答复的时间，百分之一中最慢的，最长 {most} 毫秒（对数刻度）',
  'storm.picture.lanes': '节点：━ 领导者，K 被强行结束，P 被冻结，C 被断开',
  'storm.page.fault': '故障',
  'storm.page.nodes': '节点',
  'storm.page.from': '开始（秒）',
  'storm.page.to': '结束（秒）',
  'storm.page.trouble': '意外',
  'storm.page': '网页：{file}',
};
