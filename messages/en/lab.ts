export const lab = {
  'lab.none': '{directory} is not a lab: it has no zk-lab.yaml; make one with: zk-lab create',
  'lab.not-found':
    'No lab here: neither {directory} nor a folder above it has a zk-lab.yaml. Make one with "zk-lab create", or name one with --lab DIR',
  'lab.no-node': 'No node {name} in this lab; it has {known}',
  'lab.damaged':
    'This lab is damaged: {file} is missing or does not say what it should; write it anew with: zk-lab create --force --spec zk-lab.yaml .',
  'lab.copy':
    '{directory} is a copy of the lab that lives in {original}, and two folders cannot be one lab. Work there, or make a lab of its own from this one: zk-lab create ../{name} --name {name} --spec zk-lab.yaml',
  'lab.silent': 'Lab {name} is held by {provider}, which does not tell how it is: {reason}{last}; {remedy}',
  'lab.silent.last': ' (it was last at {endpoint})',
  'lab.other-endpoint':
    'Lab {name} was last held by {provider} at {then}, and this command asks {now}. Point it there again, or say that the lab is to be on this one: zk-lab up --provider {provider}',
  'lab.no-name': 'No lab {name} on this machine; zk-lab list shows those that are known',
  'ssh.missing': 'This machine has no ssh command; use zk-lab exec NODE bash instead',
} as const;
