export const config = {
  'config.applying': 'Restarting ZooKeeper on {node} with another {files}',
  'config.kept': '{node}: {file} was edited there and stays as it is, whatever config/ says',
  'config.pause': 'No voter can be missed here, so the ensemble does not serve while one restarts',
  'config.others':
    'What was edited in config/ was not applied to {node}: without it the others are no quorum, since these do not serve: {absent}. Bring them up first: zk-lab up',
  'config.others-run':
    'What was edited in config/ was not applied to {node}: without it the others are no quorum, since these run and do not serve: {absent}. See why first: zk-lab check',
  'config.not-serving':
    '{node} does not serve with its other {files}, so the nodes after it were left as they are. Correct the file in config/ and type zk-lab up again. The end of its log, {log}:\n{tail}',
  'config.other-nodes':
    'zk-lab.yaml names other nodes than this lab was made with: {from} became {to}. Nothing was started. An ensemble does not get, lose or rename nodes by editing; take that back, and to change how many there are: zk-lab grow N, zk-lab shrink N (a lab that holds nothing yet: zk-lab create --force --spec zk-lab.yaml .)',
  'config.failed': 'The configuration could not be given to a node (exit status {status}): {reason}',
  'config.shell': 'ZooKeeper’s scripts would not start with this file, so nothing was changed: {reason}',
  'config.decided.servers':
    '{file} has {name} = {value} where the lab has {wanted}; nothing was changed. An ensemble does not get, lose or move servers by editing: its nodes would not agree on who votes, and what was written could be lost. Take the line back',
  'config.decided.data':
    '{file} has {name} = {value} where the lab has {wanted}; nothing was changed. Data does not move by editing: the server would start empty in the new place. Take the line back',
  'config.decided.clients':
    '{file} has {name} = {value} where the lab has {wanted}; nothing was changed. The ports of this machine lead there. Take the line back; for other ports: zk-lab create --force --spec zk-lab.yaml --client-port PORT .',
} as const;
