export const lab = {
  'lab.not-up': 'Lab {name} is not up: no provider holds anything of it{unasked}; type: zk-lab up',
  'lab.unasked': ', as far as they could be asked ({reasons})',
  'lab.none': '{directory} is not a lab: it has no zk-lab.yaml; make one there with: zk-lab create {typed}',
  'lab.not-found':
    'No lab here: neither {directory} nor a folder above it has a zk-lab.yaml. Make one with "zk-lab create", or name one with [[lab DIR]]',
  'lab.lost-spec':
    'This was lab {name}, but {file} is gone, and what runs of it goes on (to remove that: zk-lab destroy {name}). Put the file back, or write it anew, with whatever other options the lab was made with: {command}',
  'lab.no-node': 'No node {name} in this lab; it has {known}',
  'lab.damaged':
    'This lab is damaged: {file} is missing or does not say what it should; write it anew with: zk-lab create --force --spec zk-lab.yaml .',
  'lab.copy':
    '{directory} is a copy of the lab that lives in {original}, and two folders cannot be one lab. Work there, or make a lab of its own from this one: {command}',
  'lab.look-only':
    'Lab {name} can be looked at and worked on from here, but not be changed: {reason}; {remedy}',
  'lab.takes-no-writing':
    'This user can write nothing in {directory}: {reason}. So nothing can be started or changed from here',
  'lab.silent': 'Lab {name} is held by {provider}, which does not tell how it is: {reason}{last}; {remedy}',
  'lab.silent.elsewhere':
    'Lab {name} is held by {holder}, as far as is known; whether {provider} has any of it cannot be told: {reason}; {remedy}, or leave [[provider]] out',
  'lab.silent.last': ' (it was last at {endpoint}; to go back there: {command})',
  'lab.other-endpoint':
    'Lab {name} was last held by {provider} at {then}, and this command asks {now}. Point it there again ({command}), or say that the lab is to be on this one: zk-lab up --provider {provider}',
  'provider.unknown': '[[provider {name}]]: no such provider{near} ({names})',
  'lab.no-name': 'No lab {name} on this machine; zk-lab list shows those that are known',
  'keys.refused':
    'ssh would refuse the key of this lab, which everybody may read: {directory} is on a file system that keeps no permissions (a Windows drive under WSL, a FAT or exFAT stick, a network share). Move the lab to one that does: {command} (on Docker, without: zk-lab exec NODE bash)',
  'keys.unprotected':
    '{directory} is on a file system that keeps no permissions (a Windows drive under WSL, a FAT or exFAT stick, a network share), so everybody may read the lab’s keys, and ssh refuses them: zk-lab ssh, and all of Vagrant, will not work. Move the lab to one that does: {command}',
  'registry.trouble':
    'Labs are not remembered, for want of {folder}: {reason}. Everything works in a lab’s own folder; zk-lab list and names alone do not find it. To have it elsewhere: export XDG_STATE_HOME=DIR',
  'registry.no-home':
    'Labs are not remembered, because this user has no home folder. Everything works in a lab’s own folder; zk-lab list and names alone do not find it. To name a place: export XDG_STATE_HOME=DIR',
  'registry.damaged':
    '{file} is damaged: the lab that it tells of is listed again once a command was typed in its folder. If there is none: rm {command}',
  'ssh.missing': 'This machine has no ssh command; use zk-lab exec NODE bash instead',
} as const;
