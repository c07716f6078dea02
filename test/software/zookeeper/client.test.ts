import { expect, test } from 'vitest';
import { clientAnswer, commandIn } from '../../../software/zookeeper/client.js';

const connecting = 'Connecting to node1:2181\n';
const event = (more = '') => `\nWATCHER::\n\nWatchedEvent state:SyncConnected type:None path:null${more}\n`;
const stat = 'cZxid = 0x2\nnumChildren = 0\n';
const read = (command: string, status: number, stdout: string, stderr = '') =>
  clientAnswer(command.split(' '), { status, stdout, stderr });

// As zkCli.sh of 3.4.9, 3.5.10, 3.6.4, 3.7.2, 3.8.6 and 3.9.5 printed it with its log turned off.
test.each([
  ['3.4', event(), 'hello\n', stat],
  ['3.5 to 3.8', event(), 'hello\n', ''],
  ['3.9', event(' zxid: -1'), 'hello\n', ''],
])('%s: a znode’s data is the answer alone', (_line, connected, data, aside) => {
  expect(read('get /x', 0, `${connecting}${connected}${data}`, aside)).toMatchObject({
    answer: 'hello\n',
    aside,
    failed: false,
  });
  // Which of the two threads of zkCli.sh prints first is anybody's guess.
  expect(read('get /x', 0, `${connecting}${data}${connected}`).answer).toBe('hello\n');
});

test('what is answered on stderr is the answer where there is no other', () => {
  const chatter = 'SLF4J: Class path contains multiple bindings.\nPicked up JAVA_TOOL_OPTIONS: -Xmx1m\n';
  expect(read('create /x hi', 0, connecting + event(), `${chatter}Created /x\n`)).toMatchObject({
    answer: 'Created /x\n',
    aside: '',
  });
  expect(read('stat /x', 0, connecting + event(), stat).answer).toBe(stat);
});

test('what the JVM says before is no part of the answer', () => {
  const warning = 'OpenJDK 64-Bit Server VM warning: Options -Xverify:none is deprecated\n';
  expect(read('ls /', 0, `${warning}${connecting}${event()}[zookeeper]\n`).answer).toBe('[zookeeper]\n');
});

test.each([
  ['get /nope', 'Node does not exist: /nope\n'],
  ['create /x hi', 'Node already exists: /x\n'],
  ['set /x hi 77', 'version No is not valid : /x\n'],
  ['ls nope', 'Command failed: java.lang.IllegalArgumentException: Path must start with / character\n'],
  [
    'setquota -n 5 /x',
    'Comment: the parts are option -n val 5 path /x\nCommand failed: java.lang.IllegalArgumentException: /x does not exist.\n',
  ],
  ['setAcl /x bogus', 'bogus does not have the form scheme:id:perm\nAcl is not valid : /x\n'],
  ['bogus', 'ZooKeeper -server host:port cmd args\n\tstat path [watch]\n'],
])('3.4 exits with 0 for everything: %s has failed all the same', (command, complaint) => {
  expect(read(command, 0, connecting + event(), complaint)).toMatchObject({
    answer: '',
    aside: complaint,
    failed: true,
    unconnected: false,
  });
});

test('3.4 says nothing at all of words that are missing', () => {
  expect(read('create /x', 0, connecting)).toMatchObject({ failed: true, incomplete: true });
  expect(read('delete /x', 0, connecting + event())).toMatchObject({ failed: false, incomplete: false });
});

test.each([
  ['deleteall /zookeeper', 'Failed to delete some node(s) in the subtree!\n'],
  ['setquota -n 0 /x', 'the num quota must be greater than zero\n'],
  ['setquota -b -7 /x', 'the bytes quota must be greater than or equal to zero\n'],
  ['setquota -n 3 /zookeeper/quota', 'cannot set a quota under the path: /zookeeper/quota\n'],
])('3.9 exits with 0 for some, too: %s has failed all the same', (command, complaint) => {
  const came = read(command, 0, connecting + event(' zxid: -1'), complaint);
  expect(came).toMatchObject({ answer: '', aside: complaint, failed: true, unconnected: false });
});

test.each([
  ['delquota /x', 'Quota does not exist for /x\n'],
  ['sync /x', 'Sync has failed. rc=-4\n'],
])('where a failure is said like an answer, it is none: %s', (command, complaint) => {
  const stdout = connecting + event() + complaint;
  expect(read(command, 0, stdout)).toMatchObject({ answer: '', aside: complaint, failed: true });
  expect(read('get /x', 0, stdout)).toMatchObject({ answer: complaint, failed: false });
});

test('a znode that reads like a complaint is none', () => {
  expect(read('get /x', 0, `${connecting}${event()}Node does not exist: /y\n`, stat).failed).toBe(false);
});

test.each([
  'Exception in thread "main" org.apache.zookeeper.KeeperException$ConnectionLossException: KeeperErrorCode = ConnectionLoss for /x\n',
  'KeeperErrorCode = ConnectionLoss for /x\n',
])('no server: %s', (complaint) => {
  expect(read('get /x', 1, connecting, complaint)).toMatchObject({ failed: true, unconnected: true });
  expect(read('get /x', 0, `${connecting}${event()}${complaint}`).unconnected).toBe(false);
});

test('a command is told from options for the prompt', () => {
  expect(commandIn([])).toEqual([]);
  expect(commandIn(['-timeout', '5000', '-r'])).toEqual([]);
  expect(commandIn(['-timeout', '5000', 'ls', '/'])).toEqual(['ls', '/']);
});
