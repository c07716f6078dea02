export const lab = {
  'lab.none': '{directory} is not a lab: it has no zk-lab.yaml; make one with: zk-lab create',
  'lab.not-found':
    'No lab here: neither {directory} nor a folder above it has a zk-lab.yaml. Make one with "zk-lab create", or name one with --lab DIR',
  'lab.no-node': 'No node {name} in this lab; it has {known}',
} as const;
