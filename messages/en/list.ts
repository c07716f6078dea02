/** list and fetch */
export const list = {
  'list.none': 'No labs on this machine; make one with: zk-lab create',
  'list.name': 'lab',
  'list.provider': 'provider',
  'list.state': 'state',
  'list.steps': 'steps',
  'list.directory': 'directory',
  'list.state.up': '{running}/{count} up',
  'list.state.down': 'stopped',
  'list.state.gone': 'folder gone, {left} things left, {running} of them running',
  'list.state.gone-unknown': 'folder gone',
  'list.state.unknown': 'cannot be told',
  'list.state.lost-spec': 'zk-lab.yaml gone, {left} things left, {running} of them running',
  'list.state.replaced': 'another lab is there now, {left} things left, {running} of them running',
  'list.replaced':
    'There is another lab in {dir} now; of {name}, which was there before, something still is. To remove that: {command}',
  'list.gone':
    'The folder of {name} is gone, but not what runs of it. To remove that: {command}. If the folder was only moved, any command in it (zk-lab status) has it listed again.',
  'list.lost-spec':
    'The zk-lab.yaml of {name} is gone from {dir}, but not what runs of it. Put the file back, or remove what runs: {command}',
  'list.state.none': 'not up',
  'list.state.broken': 'unreadable',
  'fetch.done': '{what} {version} ({size} MB, {source}) is in the cache',
  'fetch.source.download': 'downloaded',
  'fetch.source.maven': 'through Maven',
  'fetch.source.user': 'your own',
} as const;
