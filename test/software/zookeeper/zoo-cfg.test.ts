import { describe, expect, test } from 'vitest';
import { withServersOf, zooCfgSettings } from '../../../software/zookeeper/zoo-cfg.js';

test('settings are read with or without blanks, comments passed over, the last of two counting', () => {
  const text = [
    '# dataDir=/no',
    'dataDir =  /opt/zookeeper-3.4.9/data ',
    'clientPort=2181',
    '',
    '  server.1 = node1:2888:3888\r',
    'clientPort: 2182',
  ];
  expect([...zooCfgSettings(text.join('\n'))]).toEqual([
    ['dataDir', '/opt/zookeeper-3.4.9/data'],
    ['clientPort', '2182'],
    ['server.1', 'node1:2888:3888'],
  ]);
});

describe('other servers in a file that somebody has edited', () => {
  test('take the place of those that were there; nothing else changes', () => {
    const edited = '# mine\ntickTime=1500\n\nserver.1=a:2888:3888\n server.2 = b:2888:3888\n# and mine\n';
    const other = 'tickTime=2000\nserver.1=a:2888:3888\nserver.3=c:2888:3888:observer\n';
    expect(withServersOf(edited, other)).toBe(
      '# mine\ntickTime=1500\n\nserver.1=a:2888:3888\nserver.3=c:2888:3888:observer\n# and mine\n',
    );
  });

  test('come last where there were none, and go where there are none any more', () => {
    expect(withServersOf('tickTime=1500\n', 'server.1=a:2888:3888\n')).toBe(
      'tickTime=1500\nserver.1=a:2888:3888\n',
    );
    expect(withServersOf('tickTime=1500\nserver.1=a:2888:3888\n# x\n', 'tickTime=1\n')).toBe(
      'tickTime=1500\n# x\n',
    );
  });
});
