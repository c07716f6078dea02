export const lessons = {
  'content.unreadable': '{file} cannot be read: {reason}',
  'content.yaml': '{file}:{line}: not valid YAML: {reason}',
  'content.unknown': '{origin}: no such field; did you mean {nearest}?',
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
  'content.placeholder': '{origin}: there is no {name} here; did you mean {nearest}?',
  'content.tag': '{origin}: {tag} cannot be used here; values stand between two braces',
  'content.template': '{origin}: what stands between braces is not complete: {reason}',
  'content.probe': '{origin}: labs/probes.sh has no {name}; did you mean {nearest}?',
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
  'lesson.unknown':
    'There is no lab {name} among the ready-made ones; did you mean {nearest}? There are: {known}. One of your own is named by the path of its folder, such as ./{name}.',
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
  'lesson.no-step':
    'The lab has no step {name}; did you mean {nearest}? There are: {known}; a number will do, too.',
  'lesson.no-question':
    'Step {id} asks nothing: zk-lab check tells whether it is done. Steps that ask: {asking}.',
  'progress.unwritable': 'What you have done cannot be remembered: {file} cannot be written ({reason}).',
  said: '{text}',
  'solve.failed':
    'What the guide has one type was typed, and the step "{title}" is not done. "zk-lab check" says what is missing; "zk-lab reset --to {id}" begins anew before it. It ended with:\n{said}',
  'solve.typed.each': 'on every node',
  'solve.typed.leader': 'on the node that leads',
  'solve.typed.host': 'on this machine',
  'solve.no-leader': 'No server leads, so nothing can be typed there. How they are: zk-lab status',
  'solve.done': '{count} steps were done for you.',
  'solve.nothing': 'There was nothing left to do.',
  'solve.asked': 'Step {id} asks a question that is yours to answer: zk-lab guide {id}',
  'reset.nodes': 'Making the nodes anew',
  'reset.ask': 'This makes the nodes of {name} anew, data included. Go on? [y/N] ',
  'reset.own': '{node} loses what you made there: {files}',
  'reset.done': 'The nodes are as before step {id}. zk-lab guide shows it.',
  'answer.right': 'Right.',
  'answer.wrong': 'Not right. "zk-lab guide {id}" shows what was asked.',
  'guide.place': 'Step {number} of {count}',
  'guide.end': 'All {count} steps are done',
  'labs.minutes': '{minutes} min',
  'labs.steps': '{count} steps',
  'labs.name': 'lab',
  'labs.time': 'time',
  'labs.title': 'what it is about',
  'labs.more': 'One of them: {command}',
  'labs.checked': '{name} is right: {count} steps, in {languages}.',
  'grade.lab': 'lab',
  'grade.lesson': 'lesson',
  'grade.steps': 'steps',
  'grade.last': 'last step done',
  'grade.proven': 'proven',
  'grade.live': 'seen now',
  'grade.file': 'no: a file',
  'grade.unreadable':
    '{source} is no folder of a lab, and nothing that "zk-lab check --json" printed: {reason}',
  'content.no-steps':
    '{folder}: there are no steps; each is a folder such as steps/01-hostname with a step.yaml',
} as const;
