export const create = {
  'create.exists':
    '{directory} is not empty, and nothing in it was touched; choose another directory, or write over what zk-lab wrote there before (files that you edited are kept) with: zk-lab create --force',
  'create.not-directory': '{directory} cannot be used: {reason}; choose another directory',
  'create.unwritable': 'The lab could not be written to {directory}: {reason}',
  'image.missing':
    '[[image {file}]]: there is no such file; give the path of a root file system tarball, or the name of an image',
  'image.name':
    '[[image {image}]]: neither an image name (e.g. registry.example.com/centos:7.3.1611) nor a file',
  'image.archive':
    '[[image {file}]]: not a root file system tarball; its name should end in .tar, .tar.gz, .tar.xz or .tgz',
} as const;
