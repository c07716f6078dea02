export const create = {
  'create.done': 'Made a lab in {directory}: {nodes} with {software}, {system}',
  'create.nodes.one': '1 node',
  'create.nodes.many': '{count} nodes',
  'create.nodes.observers': '{count} nodes, {observers} of them observers,',
  'create.planned': '{count} files would be written to {directory}:',
  'create.kept': 'Kept, because you edited it: {file}',
  'create.absent': 'Not downloaded: {what}; the nodes get it themselves. To have it here before: {command}',
  'create.next': 'Next:',
  'create.next.up': 'brings it up and waits until every node serves',
  'create.next.guide': 'the step that you are at; all of them: {file}',
  'create.next.check': 'tells how far you are, and what to type next',
  'create.next.compose': 'the same without zk-lab',
  'create.next.vagrant': 'the same in virtual machines',
  'create.next.readme': 'README.md in there says what else there is.',
  'create.step.wait': 'Waiting for another zk-lab that is getting {file}',
  'create.step.download': 'Downloading {file}',
  'create.step.verify': 'Verifying {file}',
  'create.step.maven': 'Getting ZooKeeper through Maven: {file}',
  'create.step.inspect': 'Looking into {file}',
  'create.exists':
    '{directory} is not empty, and nothing in it was touched; choose another directory, or write over what zk-lab wrote there before (files that you edited are kept) with the same options and: zk-lab create {typed} --force',
  'create.held':
    '{provider} holds the lab in {directory}, with all that was written to it, and its files would no longer fit: {from} would become {to}. Nothing was changed. An ensemble does not get, lose or rename nodes by writing its files anew: servers that disagree on who votes lose what was written. To change how many there are: zk-lab grow N, zk-lab shrink N. Else make another lab in another directory, or remove what this one holds first: zk-lab destroy --lab {typed}',
  'create.name-taken':
    'The lab is called {name}, after its folder; {taken}, as the specification has it, is the lab in {other}',
  'create.name-shared':
    'Another lab is called {name}, too, in {other}; Docker and "zk-lab destroy NAME" tell labs apart by their names',
  'create.not-directory': '{directory} cannot be used: {reason}; choose another directory',
  'create.unwritable':
    'The lab could not be written to {directory}: {reason}. Nothing was changed; choose another directory: zk-lab create DIR',
  'create.folder-in-place':
    '{path} is a folder, and the lab has a file there. Nothing was changed. Move it away first: mv {path} {path}.mine',
  'create.file-in-place':
    '{path} is no folder, and the lab has one there. Nothing was changed. Move it away first: mv {path} {path}.mine',
  'create.disk-full':
    'The lab could not be written to {directory}: {reason}. Nothing was changed; make room, or choose another directory: zk-lab create DIR',
  'own-file.missing':
    'The lab is made with a file of your own, {file} (sha256 {sha256}), which is neither in the cache nor in artifacts/; give it with {option}',
  'own-file.other':
    '{path} has the sha256 {found}, but the lab is made with a file of your own whose sha256 is {sha256}; give that one with {option}',
  'own-file.replaced':
    '{file} (sha256 {found}) is not the file that the specification names ({wanted}, sha256 {sha256}); the lab is made with it as you asked',
  'image.missing':
    '[[image {file}]]: there is no such file; give the path of a root file system tarball, or the name of an image',
  'image.name':
    '[[image {image}]]: neither an image name (e.g. registry.example.com/centos:7.3.1611) nor a file',
  'image.archive':
    '[[image {file}]]: not a root file system tarball; its name should end in .tar, .tar.gz, .tar.xz or .tgz',
} as const;
