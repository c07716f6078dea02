/** What was typed cannot be meant, or its result cannot be told. */
export const typed = {
  'cli.try-alone': '--try says nothing by itself; type: zk-lab labs --check DIR --try',
  'cli.unknown-command': 'No such command: {name}; did you mean {nearest}? See: zk-lab --help',
  'cli.unknown-command.far': 'No such command: {name}; there are: {known}',
  'cli.unknown-option': 'No such option of {command}: {option}{near} See: zk-lab {command} --help',
  'cli.unknown-option.alone': 'No such option: {option}; see: zk-lab --help',
  'cli.option-elsewhere':
    '{option} is not an option of {command}, but of: {commands}. See: zk-lab {command} --help',
  'cli.missing-value': '{option}: the value is missing',
  'cli.empty-value': '{option}: the value is an empty word; is there a variable that is not set?',
  'cli.empty-word':
    '{command}: {word} is an empty word; is there a variable that is not set? See: zk-lab {command} --help',
  'cli.missing-word': '{command}: {word} is missing; see: zk-lab {command} --help',
  'cli.apart': '{command}: {one} and {other} exclude each other; leave one of them out',
  'cli.surplus-word': '{command}: one word too many: {word}; see: zk-lab {command} --help',
  'cli.missing-command': '{command}: say what to run, e.g. zk-lab {command} {node} hostname',
  'cli.bad-tail': '--tail {value}: give a number of lines, e.g. 100',
  'cli.bad-shell': 'completion {shell}: there is one for bash and one for zsh',
  'cli.unexpected': 'Something unexpected happened: {reason} (--debug shows where)',
  'cli.type-there': 'What is to be typed is typed in the lab’s folder: cd {directory}',
  'cli.interrupted': 'Interrupted',
  'cli.interrupted.up':
    'Interrupted. What has been started stays: "zk-lab up" goes on, "zk-lab destroy" removes it',
  'cli.unwritten': 'What this command has to say could not be written: {reason}',
} as const;
