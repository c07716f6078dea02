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
  'content.probe.or-state': '{origin}: a step has either a probe or "state: running"',
  'content.needs': '{origin}: {id} is none of the steps before this one: {known}',
  'content.stage': '{origin}: {stage} comes before {before}, the stage of the step before',
  'content.remedy.last':
    '{origin}: the last remedy is for all that is left, so it has neither "when" nor "detail"; add one that has not',
  'content.step.folder':
    '{folder}: the folder of a step is called NN-ID, with small letters, digits and "-" in the ID, e.g. 01-hostname',
  'content.step.twice': '{folder}: there is another step {id} before this one; give it a name of its own',
  'content.no-steps':
    '{folder}: there are no steps; each is a folder such as steps/01-hostname with a step.yaml',
} as const;
