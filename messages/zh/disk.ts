/** Parts of sentences: why nothing can be written somewhere. */
export const disk = {
  'disk.full': '所在磁盘已满（剩余 {free} MB）',
  'disk.full.needed': '所在磁盘已满（需要 {needed} MB，剩余 {free} MB）',
  'disk.limited': '所在磁盘虽剩余 {free} MB，却不能再写入：可能有配额或其他限制',
  'disk.no-files': '所在磁盘不能再建任何文件（inode 已用完，见 df -i）',
  'disk.quota': '你在该磁盘上的配额已用完',
  'disk.quota.needed': '你在该磁盘上的配额已用完（需要 {needed} MB）',
  'disk.read-only': '所在文件系统以只读方式挂载',
  'disk.denied': '当前用户没有权限',
} as const;
