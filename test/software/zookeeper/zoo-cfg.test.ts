import { expect, test } from 'vitest';
import { zooCfgSettings } from '../../../software/zookeeper/zoo-cfg.js';

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
