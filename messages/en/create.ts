export const create = {
  'create.exists':
    '{directory} is not empty, and nothing in it was touched; choose another directory, or --force to write over what zk-lab wrote there before (files that you edited are kept)',
  'create.not-directory': '{directory} cannot be used: {reason}; choose another directory',
  'create.unwritable': 'The lab could not be written to {directory}: {reason}',
} as const;
