/** Parts of sentences: why nothing can be written somewhere. */
export const disk = {
  'disk.full': 'its disk is full ({free} MB are free)',
  'disk.full.needed': 'its disk is full ({needed} MB are needed, {free} MB are free)',
  'disk.limited': 'its disk takes no more, although {free} MB are free: a quota, or a limit of its own',
  'disk.no-files': 'its disk takes no more files, however small (df -i)',
  'disk.quota': 'your quota of its disk is used up',
  'disk.quota.needed': 'your quota of its disk is used up ({needed} MB are needed)',
  'disk.read-only': 'its file system is mounted read-only',
  'disk.denied': 'this user has no permission there',
} as const;
