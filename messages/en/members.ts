export const members = {
  'grow.fewer':
    'The lab has {voters} voters and {observers} observers, and growing takes none away. To make it smaller: zk-lab shrink N',
  'grow.same':
    'The lab has {voters} voters and {observers} observers already. One observer more would be: zk-lab grow {voters} --observers {more}',
  'grow.observers':
    'ZooKeeper refuses observers of a single server. With a second voter: zk-lab grow 2 --observers {observers}',
  'grow.step': 'Stopping the ensemble to give it another configuration: {nodes}',
  'grow.done': 'Grown: {nodes}',
  'shrink.more':
    'The lab has {voters} voters and {observers} observers, and shrinking adds none. To make it larger: zk-lab grow N',
  'shrink.same': 'The lab has {voters} voters and {observers} observers already: there is nothing to do',
  'shrink.same.observers':
    'The lab has {voters} voters already, and {observers} observers. Without observers: zk-lab shrink {voters} --observers 0',
  'shrink.observers':
    'ZooKeeper refuses observers of a single server. Without them: zk-lab shrink 1 --observers 0',
  'shrink.none':
    'An ensemble has at least 1 voter, and this one has {voters}. To remove it all: zk-lab destroy',
  'shrink.ask': 'Remove {nodes} of {name} with all that is on them? What the ensemble holds is kept. [y/N] ',
  'shrink.leave': 'Seeing to it that those who stay have everything; leaving: {nodes}',
  'shrink.step': 'Stopping the ensemble; from now on it is: {nodes}',
  'shrink.done': 'Shrunk: {nodes}',
  'shrink.no-write':
    '{node} acknowledges nothing, so it cannot be told whether those who stay have everything: {reason}. See what is wrong with: zk-lab check',
  'shrink.behind':
    'These do not get what the others have: {nodes}. Nobody was removed. See what is wrong with: zk-lab check',
  'replace.ask':
    'Remove {nodes} of {name} with all that is on it, and make it anew? It gets ZooKeeper’s data from the others. [y/N] ',
  'replace.step': 'Replacing {node}; the others go on',
  'replace.alone':
    'Without {node} the others are no quorum, so what it has may be nowhere else. Make the ensemble larger first: zk-lab grow 3',
  'replace.done': 'Replaced: {nodes}',
  'members.bad-number': '{name} {value} is no number of nodes. Type a whole number: zk-lab {verb} {example}',
  'grow.too-many':
    'An ensemble of a lab has at most {voters} voters and {observers} observers: zk-lab grow {voters}',
  'members.stage':
    'The lab stops at stage {until}: its servers are yours to configure, and zk-lab would not know what it changes. It is for labs whose cluster zk-lab brings up',
  'members.changing':
    'Somebody is changing the members of this lab: grow, shrink or replace. Wait until that has ended',
  'members.adding': 'Adding {node} to the ensemble while it serves',
  'members.reconfig':
    '{node} does not take the change of members: {reason}. Whoever changes them must be allowed to: labs for that are made with zk-lab create --zoo-cfg reconfigEnabled=true --zoo-cfg skipACL=yes',
  'shrink.self-kept': 'With reconfigEnabled=true ZooKeeper keeps at least 2 voters. Type: zk-lab shrink 2',
  'members.edited':
    'These were edited, and would have to be written anew for other nodes: {files}. Nothing was changed. Put your settings into zk-lab.yaml (zooCfg, jvmOptions) or compose.override.yaml, move the file aside and have the lab’s own written: mv {first} {first}.mine && zk-lab create . --force --spec zk-lab.yaml',
  'members.node-edited':
    '{node}: {file} was edited there, so that the node would not take the configuration with other nodes. Nothing was changed. Have it as the lab’s own first, or move it aside and type: zk-lab up',
  'members.pending':
    '{node} does not run yet with what config/ says, and one thing is changed at a time. First: zk-lab up',
  'members.not-serving':
    'These do not serve: {nodes}. What they have might be nowhere else, so nothing was changed. Bring them up first: zk-lab up',
  'members.not-serving.fault':
    'These do not serve: {nodes}. What they have might be nowhere else, so nothing was changed. A fault is in force ({told}); undo it first: zk-lab fault heal',
  'members.unreached':
    'What the lab has put on the machine of {node} could not be taken back now, so nothing was changed. {note}',
  'members.release':
    '{node} runs ZooKeeper {running}, and zk-lab would install {version} on nodes that it makes, which does not read all that {line} writes. Nothing was changed. Who belongs to this ensemble is changed by hand, as its release was. For a new one: zk-lab create another --zookeeper {line} --nodes {voters}',
  'members.old-configuration':
    '{node} serves with the configuration of before, so nobody new was started. See what keeps it from taking the lab’s: zk-lab check',
  'members.kept': 'Edited, and left as they are: {files}',
  'members.unfinished':
    'A change of the lab’s nodes was interrupted, and starting everything now could lose data. Go on with it first: zk-lab {verb} {typed}',
  'members.not-noted':
    'A change of the nodes is noted in the lab before each of its steps, and {file} cannot be written ({reason}). Mend that, make room where it is that, and type it again',
  'members.files':
    'The lab’s files for other nodes could not be written to {directory}: {reason}. They are as they were; mend that, and type it again',
  'members.no-room':
    'Nothing more can be written to {path}, where the servers of this lab live: {reason}. Nothing was changed; make room there, and type it again',
  'members.node-full':
    '{node}: the disk of {folder} is full, and servers that are stopped would not come back. Nothing was changed; make room there (df -h {folder} on the node; where the engine is Docker: docker system df, docker builder prune, docker image prune -a), and type it again',
  'members.comes-back': 'Starting those again that served before: {nodes}',
  'members.locked': 'Waiting for another zk-lab that changes the nodes of this lab',
  'members.interrupted': 'Not finished. This goes on from here: zk-lab {verb} {typed}',
} as const;
