export const storm = {
  'storm.step.blowing': 'Storm with seed {seed}; faults to come: {faults}',
  'storm.step.healing': 'Undoing every fault; clients go on until the ensemble is back',
  'storm.step.reading': 'Reading what is there',
  'storm.step.removing': 'Removing {root}',
  'storm.step.removing-left': 'Removing {root}, which an earlier storm has left',
  'storm.fault': '{id} of {of}: {kind} {nodes}',

  'storm.bad-time':
    'A storm cannot last {value}: give a number above 0 with its unit, up to 24h, for example 30s or 2m',
  'storm.bad-seed': '{value} is no seed: give a whole number from 0 to 4294967295',
  'storm.unknown-fault': 'There is no fault “{name}” for a storm{near} There are: {known}',
  'storm.none-alone': '“none” stands alone, for a storm without any fault: zk-lab storm --faults none',
  'storm.cannot': 'A lab on {provider} cannot have the fault {fault} in a storm: choose among {able}',
  'storm.stage':
    'This lab leaves ZooKeeper to you, and a storm needs nodes that serve from the start: make one with [[until cluster]]',
  'storm.nobody-serves':
    'No server of {addresses} takes sessions and writes ({reason}): look at zk-lab status, and bring the lab up with zk-lab up',
  'storm.nobody-serves.fault':
    'The ensemble has no quorum: no server of {addresses} takes sessions and writes ({reason}) while faults are in force ({told}). Undo them first: zk-lab fault heal',
  'storm.goes-on':
    'A storm is going on in this lab, of process {pid}; wait until it has ended, or end it with Ctrl-C there',
  'storm.unhealed':
    'Not everything could be undone ({reason}). Look at zk-lab status; undo the rest with zk-lab fault heal',
  'storm.not-back':
    '{nodes} did not come back after the faults: zk-lab up starts ZooKeeper there, or says why it ends',
  'storm.unread': 'What the storm has written could not be read in the end: {reason}',
  'storm.left':
    '{root} could not be removed ({reason}); once the ensemble serves, zk-lab fault heal removes it, and so does the next storm',
  'storm.removed': 'An earlier storm was broken off and had left {root}: removed',
  'storm.there':
    'A storm was broken off and has left {roots}: zk-lab fault heal removes it, and so does the next storm',
  'storm.history.unreadable': '{file} cannot be read: {reason}',
  'storm.history.no-head': '{file} is no history of a storm: its first line is not one of type “storm”',
  'storm.history.field': '{field} is missing, or is not what a storm writes there',
  'storm.history.line': '{file}, line {line}: {reason}',

  'storm.check.lost': 'No acknowledged write is lost',
  'storm.check.refused': 'Nothing came of writes that were refused',
  'storm.check.counter': 'The counter is within its bounds',
  'storm.check.linearizable': 'Writes and compare-and-set happened one after another',
  'storm.check.back': 'No session saw anything as it was before',
  'storm.check.sequence': 'No sequential number twice, later ones larger',
  'storm.check.ephemerals': 'Ephemeral znodes went with their sessions',
  'storm.looked': '{count} looked at',
  'storm.not-judged': 'not judged: the history lacks what it needs, or allows too many orders',
  'storm.more': 'and {count} more',

  'storm.lost.made': '{path} was acknowledged ({zxid}) and is not there',
  'storm.lost.older': '{path}: version {version} was acknowledged, and {found} is there',
  'storm.refused.there': '{path} was refused ({why}) and is there',
  'storm.counter.outside': 'it is {value}; from {least} to {most} would be right',
  'storm.linearizable.stuck':
    '{path}: there is no order in which operation {id} ({kind}) is answered with “{answer}”',
  'storm.linearizable.final': '{path}: no order of its writes ends in what was found, version {version}',
  'storm.back.is': '{path}: session {session} saw version {before}, and then version {version}',
  'storm.sequence.twice': '{path} was given out twice',
  'storm.sequence.smaller': '{path} was asked for after {before} was answered',
  'storm.ephemerals.left': '{path} is there, and its session {session} is over',

  'storm.counts':
    'Seed {seed}: {faults} faults; {operations} operations, {done} done, {notDone} not done, {unknown} unknown; {sessions} sessions, {expired} expired',
  'storm.after-sync':
    'After sync: {reads} reads, {missed} missed a write acknowledged before (reported, not judged)',
  'storm.slow-engine':
    'This engine takes long over each fault: {done} of {planned} came before three times the time that was asked for, and a minute, had passed',
  'storm.interrupted': 'Interrupted: {done} of {planned} faults came',
  'storm.troubles': '{count} faults did not come as planned; the history says why',
  'storm.holds': 'The verdict holds.',
  'storm.broken': 'The verdict does not hold.',
  'storm.incomplete': 'No verdict: not everything could be judged.',
  'storm.file': 'History: {file}',
  'storm.again': 'Judge it again: zk-lab storm --judge {file}',

  'storm.picture.title': 'Storm',
  'storm.picture.throughput': 'Operations per second: done, and on top those whose outcome is unknown',
  'storm.picture.latency': 'Milliseconds to an answer: the median, and what one in a hundred exceeds',
  'storm.picture.nodes': 'Nodes: who led, and what was done to them',
  'storm.picture.led': '{node} led',
  'storm.picture.throughput-most': 'Operations per second, up to {most}',
  'storm.picture.latency-most': 'Time to an answer, the slowest in a hundred, up to {most} ms (logarithmic)',
  'storm.picture.lanes': 'Nodes: ━ leads, K killed, P paused, C cut off',
  'storm.page.fault': 'fault',
  'storm.page.nodes': 'nodes',
  'storm.page.from': 'from (s)',
  'storm.page.to': 'to (s)',
  'storm.page.trouble': 'trouble',
  'storm.page': 'Page: {file}',
} as const;
