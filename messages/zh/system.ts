import type { system as en } from '../en/system.js';

export const system: Record<keyof typeof en, string> = {
  'system.absent': '不存在',
  'system.folder': '这是一个目录',
  'system.no-folder': '路径中有一级是文件，不是目录',
  'system.there': '已经存在',
  'system.denied': '当前用户没有权限',
  'system.full': '磁盘已满',
  'system.read-only': '文件系统以只读方式挂载',
  'system.broken-disk': '磁盘报告错误',
  'system.in-use': '正在使用中',
  'system.links': '符号链接形成了循环',
  'system.long-name': '名称太长',
  'system.many-open': '打开的文件太多（ulimit -n）',
  'system.no-memory': '内存不足',
  'system.refused': '那里没有程序在监听',
  'system.reset': '对方关闭了连接',
  'system.timeout': '没有及时应答',
  'system.unreachable': '没有通往那里的路由',
  'system.no-name': '无法解析主机名',
  'system.not-json': '不是 JSON',
};
