export const check = {
  'check.no-answer': 'no answer in time',
  'check.nothing':
    '[[until {until}]]: nodes of {provider} go through none of these stages, so there is nothing to look at; take [[until {first}]] or later',
  'check.looking': 'Looking at {nodes}',
  'check.title': '{lab} on {provider}: {done} of {count} steps done',
  'check.left-out': 'Left out, because nodes of {provider} do not go through it: {stages}',
  'check.instead': '{seen} instead of {wanted}',
  'check.others': '{names} and {count} more',
  'check.there': 'What stands behind → is typed on the node: {command}',
  'check.done': 'Everything is done.',
  'check.done.until': 'Everything up to stage {until} is done.',
  'check.next.node': 'Next, on {node}: {type}',
  'check.next.host': 'Next: {type}',
  'check.next.node.more': 'Next, on {node}: the {count} commands behind the first →',
  'check.next.host.more': 'Next: the {count} commands behind the first →',
} as const;
