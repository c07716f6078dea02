export const lessons = {
  'content.unreadable': '{file} cannot be read: {reason}',
  'content.absent': '{file} is missing',
  'content.encoding': '{file}: the text is not UTF-8; save it as UTF-8',
  'content.pattern': '{origin}: {value} is no regular expression: {reason}',
  'content.place':
    '{origin}: nobody types at {place}: a fence says sh and a node, such as {example}, or each, leader, follower or host',
  'content.fence': '{origin}: the fence that begins with "sh {place}" has no end: a line of ``` is missing',
  'content.shell': '{file}:{line}: bash cannot read this: {reason}',
  'content.yaml': '{file}:{line}: not valid YAML: {reason}',
  'content.unknown': '{origin}: no such field{near}',
  'content.missing': '{origin}: is missing',
  'content.empty': '{origin}: is empty; something has to stand here',
  'content.one-of': '{origin}: {value} is not one of {known}',
  'content.value': '{origin}: {value} cannot stand here',
  'content.kind.text': '{origin}: a text has to stand here; put it in quotes if it looks like something else',
  'content.kind.number': '{origin}: a whole number has to stand here',
  'content.kind.list':
    '{origin}: a list has to stand here, each of its members on a line that starts with "-"',
  'content.kind.fields': '{origin}: fields have to stand here, each as "NAME: VALUE" on a line of its own',
  'content.language.missing':
    '{origin}: there is no text in {language}, which lab.yaml names among its languages',
  'content.language.other': '{origin}: lab.yaml does not name this language; it names {known}',
  'content.placeholder': '{origin}: there is no {name} here{near}',
  'content.too-few':
    '{origin}: {name} is empty where a lab has no more than {count}, and this one may have so few nodes: put it into a section severalNodes, or give lab.yaml a larger atLeast',
  'content.tag': '{origin}: {tag} cannot be used here; values stand between two braces',
  'content.template': '{origin}: what stands between braces is not complete: {reason}',
  'content.probe': '{origin}: zk-lab has no probe {name}{near}',
  'content.probe.lines': '{origin}: a probe is one line',
  'content.probe.or-state':
    '{origin}: a step has probe or znodes, or both, or one of answer and "state: running"',
  'content.needs': '{origin}: {id} is none of the steps before this one: {known}',
  'content.stage': '{origin}: {stage} comes before {before}, the stage of the step before',
  'content.remedy.last':
    '{origin}: the last remedy is for all that is left, so it has neither "when" nor "detail"; add one that has not',
  'content.step.folder':
    '{folder}: the folder of a step is called NN-ID, with small letters, digits and "-" in the ID, e.g. 01-hostname',
  'content.step.twice': '{folder}: there is another step {id} before this one; give it a name of its own',
  'lesson.not-here':
    'The lab {name} has no steps on nodes of {provider}: it takes machines of their own. Remove these, and bring it up in containers or virtual machines: zk-lab destroy, then zk-lab up --provider docker',
  'content.zookeeper': '{origin}: no ZooKeeper {name} is known{near}',
  'content.problems': '{count} things are wrong with {folder}.',
  'lesson.too-few':
    'The lab {name} needs nodes that vote, {wanted} or more, and would have {count}. Leave [[nodes]] out, or type {wanted} there.',
  'lesson.too-few.observers':
    'The lab {name} needs observers, {wanted} or more, and would have {count}. Leave [[observers]] out, or type {wanted} there.',
  'lesson.zookeeper':
    'The lab {name} is right for ZooKeeper {known} only, and {version} is none of it. Leave the version out: zk-lab create --lab {name}. An ensemble of {version} without this lab’s steps: zk-lab create --zookeeper {version}',
  'lesson.unknown':
    'There is no lab {name} among the ready-made ones{near} There are: {known}. One of your own is named by the path of its folder, such as ./{name}.',
  'lesson.no-case':
    '{name} has cases 1 to {count}, and no {case}: take one of those, or {name} alone for one at random.',
  'lesson.no-cases': 'Lab {name} has no cases to choose from: leave the number out.',
  'lesson.setup': 'Making the nodes ready for the lab',
  'lesson.setup-failed': 'What makes {node} ready for the lab failed:\n{said}',
  'lesson.untrusted':
    'This lab runs shell that somebody wrote on this machine itself: it is in {folder}. Read it; where you are asked in a terminal, or with "zk-lab labs --trust", you let it.',
  'lesson.trust':
    'Shell from {folder} would run on this machine itself. Have you read it, and may it run? [y/N] ',
  'lesson.trusted': 'What is in {folder} may run here now.',
  'solve.interrupted': 'Not finished: a step may be half done. This goes on from here: zk-lab solve',
  'lesson.no-step': 'The lab has no step {name}{near} There are: {known}; a number will do, too.',
  'lesson.node-wanted':
    '{id} is a step of the lab, and check takes names of nodes: {known}. How that step is, "zk-lab check" shows; its page, "zk-lab guide {id}".',
  'lesson.no-question':
    'Step {id} asks nothing: zk-lab check tells whether it is done. Steps that ask: {asking}.',
  'lesson.no-questions':
    'Step {id} asks nothing, nor does any of this lab: zk-lab check tells whether it is done.',
  'progress.unwritable': 'What you have done cannot be remembered: {file} cannot be written ({reason}).',
  said: '{text}',
  'solve.failed':
    'What the guide has one type was typed, and the step "{title}" is not done. "zk-lab check" says what is missing; "zk-lab reset --to {id}" begins anew before it. It ended with:\n{said}',
  'solve.typed.each': 'every node',
  'solve.typed.leader': 'the node that leads',
  'solve.typed.follower': 'the first node that follows',
  'solve.typed.host': 'this machine',
  'solve.no-leader': 'No server leads, so nothing can be typed there. How they are: zk-lab status',
  'solve.no-follower': 'No server follows, so nothing can be typed there. How they are: zk-lab status',
  'solve.done': 'Steps that were done for you: {count}.',
  'solve.nothing': 'There was nothing left to do.',
  'solve.asked': 'Step {id} asks a question that is yours to answer: zk-lab guide {id}',
  'reset.nodes': 'Making the nodes anew',
  'reset.ask': 'This makes the nodes of {name} anew, data included. Go on? [y/N] ',
  'reset.own': '{node} loses what you made there: {files}',
  'reset.anew': 'The nodes are new. All steps are done by this lab itself.',
  'reset.unfinished': 'Not finished: the nodes are not as they are to be. To make them anew: {typed}',
  'reset.built':
    'Step {id} is done by this lab itself, which is built up to stage {until}: no node is ever before it. To do it yourself, make a lab that stops earlier: zk-lab create DIR --until jdk',
  'reset.done': 'The nodes are as before step {id}. zk-lab guide shows it.',
  'answer.right': 'Right.',
  'answer.unknown':
    'No node shows now what would be right. Do the servers run? "zk-lab check" says how they are.',
  'answer.wrong': 'Not right. "zk-lab guide {id}" shows what was asked.',
  'guide.place': 'Step {number} of {count}',
  'guide.not-up':
    'The nodes of this lab are not there yet: {command} makes them, and then this can be typed.',
  'guide.next': 'Your next step, {number}: {title} ({command})',
  'guide.end': 'All {count} steps are done',
  'labs.minutes': '{minutes} min',
  'labs.steps': '{count} steps',
  'labs.name': 'lab',
  'labs.time': 'time',
  'labs.title': 'what it is about',
  'labs.more': 'More about one of them: {about}\nTo take it: {take}',
  'labs.teaches': 'What you can do afterwards',
  'labs.needs': 'What it takes',
  'labs.needs.time': '{minutes} minutes, in {steps} steps',
  'labs.needs.nodes': '{nodes} nodes, {memory} MiB of memory at most',
  'labs.needs.software': 'ZooKeeper {zookeeper} and JDK {jdk}, fetched once; afterwards no network',
  'labs.needs.where.all':
    'Docker, Vagrant or Kubernetes, your own machines over SSH, or nothing but plain processes',
  'labs.needs.where.some':
    'Docker, Vagrant, Kubernetes or your own machines over SSH; plain processes will do for {count} of its {steps} steps',
  'labs.needs.where.none':
    'Docker, Vagrant, Kubernetes or your own machines over SSH: each node is a machine to itself',
  'labs.begins': 'Where you begin',
  'labs.begins.os': 'At bare machines: names, keys, Java and ZooKeeper are yours to set up',
  'labs.begins.ssh': 'At machines that know each other by name and by key, without Java or ZooKeeper',
  'labs.begins.software': 'At machines set up with {software}; which servers run already, the guide says',
  'labs.begins.cluster': 'At an ensemble that serves',
  'labs.take': 'To take it: {command}',
  'labs.checked.one': '{name} is right: one step, in {languages}.',
  'labs.checked': '{name} is right: {count} steps, in {languages}.',
  'grade.lab': 'lab',
  'grade.lesson': 'lesson',
  'grade.steps': 'steps',
  'grade.last': 'last step done',
  'grade.proven': 'proven',
  'grade.live': 'seen now',
  'grade.file': 'no: a file',
  'grade.unknown': 'see below',
  'grade.folder': 'a folder without a lab',
  'grade.folder-of-labs': 'a folder of labs; to see those, type: zk-lab grade {labs}',
  'grade.lacking': 'what it prints as {fields} is missing there, or is something else',
  'grade.unreadable':
    '{source} is no folder of a lab, and nothing that "zk-lab check --json" printed: {reason}',
  'content.typed':
    '{origin}: what is typed here is not what {other} has one type, and it should be the same: "{typed}" instead of "{wanted}"',
  'try.untrusted':
    'To try out {folder} here runs its shell on this machine itself. Read it; where you are asked in a terminal, or with "zk-lab labs --check {folder} --try --trust", you let it.',
  'try.title': '{name}, tried out on {provider}',
  'try.case': 'Case {number}',
  'try.done-before': '{file}: it passes on nodes as the learner gets them, before anything was typed',
  'try.unbuilt': '{file}: stage {stage} should have done this before the learner comes, and has not',
  'try.unsolved': '{file}: what is typed on the page does not make the step pass',
  'try.any-answer': '{file}: any answer is taken, even "{answer}"',
  'try.no-answer': '{file}: the probe is content on no node, so no answer is right',
  'try.said': 'It ended with:',
  'try.early': 'the steps before it do it as well',
  'try.untried': 'not tried, because of the step before',
  'try.right': '{name} is right: no step passes by itself, and each does once its page was followed.',
  'try.wrong': 'Not right: {count} of {all} steps.',
  'content.no-steps':
    '{folder}: there are no steps; each is a folder such as steps/01-hostname with a step.yaml',
} as const;
