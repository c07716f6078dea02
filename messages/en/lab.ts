export const lab = {
  'lab.none': '{directory} is not a lab: it has no zk-lab.yaml; make one with: zk-lab create',
  'lab.not-found':
    'No lab here: neither {directory} nor a folder above it has a zk-lab.yaml. Make one with "zk-lab create", or name one with --lab DIR',
  'lab.no-node': 'No node {name} in this lab; it has {known}',
  'lab.damaged':
    'This lab is damaged: {file} is missing or does not say what it should; write it anew with: zk-lab create --force --spec zk-lab.yaml .',
  'ssh.missing': 'This machine has no ssh command; use zk-lab exec NODE bash instead',
} as const;
