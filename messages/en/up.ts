/** How a lab comes up, and what is in its way. */
export const up = {
  'up.provider': 'Using {provider}: {why}',
  'up.because.holds': 'it holds this lab already',
  'up.because.held': 'it held this lab',
  'up.because.asked': 'as asked for',
  'up.because.others-lack': '{detail} ({passed})',
  'up.held-elsewhere':
    'Lab {name} is held by {holder}, and two providers cannot hold it at once; type "zk-lab up" to go on there, or "zk-lab destroy" first to start anew with {wanted}',
  'up.unavailable': '[[provider {provider}]]: {reason}; {remedy}',
  'up.nothing-available': 'Nothing on this machine can run a lab; zk-lab doctor tells more:{reasons}',
  'up.waiting-ssh': 'Waiting for {nodes} to answer SSH',
  'up.waiting': 'Waiting for {nodes} to serve',
  'up.stopped': 'Stopped again after the start: {nodes}{reasons}',
  'up.stopped.logs': '; see: zk-lab logs {first}',
  'up.minority':
    'Started, and cannot serve: {running} of {count} voters run, {needed} are needed for a quorum. Bring up more: zk-lab up {more}',
  'up.ended': 'ZooKeeper will not serve by being waited for: {nodes}{reasons}',
  'up.stuck':
    'Nothing has moved for {seconds} s, and not serving: {nodes}{reasons}\n  More: zk-lab logs {first}, zk-lab check',
  'up.stuck.log': '; the end of its log:{log}',
  'up.stuck.paused':
    '{node}: its ZooKeeper is paused (SIGSTOP); to let it go on, on the node: kill -CONT $(cat {pidFile})',
  'up.stuck.full':
    '{node}: the disk of {folder} is full, and its ZooKeeper can write nothing. Make room there (df -h {folder} on the node; where the engine is Docker: docker system df, docker builder prune, docker image prune -a), then: zk-lab up',
  'up.stuck.ended': '{node}: its ZooKeeper ended by itself',
  'up.stuck.none': '{node}: no ZooKeeper was started',
  'up.stuck.unreached': '{node} does not reach {peers}',
  'up.stuck.running': '{node}: its ZooKeeper runs and does not serve',
  'up.wedged': 'The ZooKeeper of {node} takes connections and says nothing: it is started anew',
  'up.starting-server': 'Starting ZooKeeper on {nodes}',
  'up.left-to-you':
    'The nodes are up to stage {until}; what comes after it is yours to do. How far you are, and what to type next: zk-lab check',
  'up.port-taken':
    'Port {port} of 127.0.0.1, which {node} needs, is taken by {by}; stop that, or type: {command}',
  'taken.by-program': 'another program',
  'taken.by-user': 'a program of user {user}',
  'taken.by-process': 'process {pid} of user {user} ({command})',
  'taken.by-server':
    'the ZooKeeper server of user {user} that runs with {config}, process {pid} ({kill} ends it)',
  'up.network-taken':
    'Network {network} is in use on this machine by {by} ({range}); take another with: {command}',
  'taken.by-interface': 'its interface {name}',
  'taken.by-lab': 'the lab {name} in {dir}',
  'taken.by-replaced-lab': 'the lab {name} that was in {dir} before (zk-lab destroy {name} ends it)',
  'taken.by-gone-lab': 'the lab {name}, whose folder {dir} is gone (zk-lab destroy {name} ends it)',
  'up.other-size':
    '{option} describes a lab to be made, and there is one already in {directory}. To change how many nodes that one has: zk-lab grow N, zk-lab shrink N. One that holds nothing yet: {command}',
  'up.spec-of-old':
    '{option} describes a lab to be made, and there is one already in {directory}. To change that one: {command}',
  'up.created': 'No lab here: making one in {directory}',
} as const;
