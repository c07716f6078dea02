import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Lab } from '../../../model/lab.js';
import { finishedMachine, forwardedPorts, machineLayout } from '../../../providers/common/machine.js';
import { aLab } from '../../model/a-lab.js';

let lab: Lab;
const write = (path: string, text: string): void => {
  mkdirSync(dirname(join(lab.dir, path)), { recursive: true });
  writeFileSync(join(lab.dir, path), text);
};

beforeEach(() => {
  const { facts, ...rest } = aLab(mkdtempSync(join(tmpdir(), 'zk-lab-machine-')));
  const zookeeper = { version: '3.4.9', file: 'mine.tar.gz', home: '/opt/my zookeeper' };
  const jdk = { version: '8u144', file: 'jdk-8u144-linux-x64.tar.gz', home: '/usr/lib/jvm' };
  lab = { ...rest, facts: { ...facts, zookeeper, jdk } };
});
afterEach(() => rmSync(lab.dir, { recursive: true }));

test('what there is in the end on a machine is what the lab’s facts and files say, edits of their owner’s included', () => {
  write('config/zoo.cfg', 'dataDir = /srv/data\nclientPort = 2181\n');
  expect(finishedMachine(lab, '/lab')).toEqual({
    zooCfg: { file: '/opt/my zookeeper/conf/zoo.cfg', text: 'dataDir = /srv/data\nclientPort = 2181\n' },
    dataDir: '/srv/data',
    // Where nothing else is said, ZooKeeper keeps both in one folder.
    dataLogDir: '/srv/data',
    java: { home: '/usr/lib/jvm', profile: '/etc/profile', features: [8] },
    tarballs: {
      jdk: '/opt/jdk-8u144-linux-x64.tar.gz',
      zookeeper: '/opt/mine.tar.gz',
      kept: '/lab/artifacts',
    },
  });
});

test('things are where provision/ puts them', () => {
  expect(machineLayout(lab)).toEqual({
    home: '/opt/my zookeeper',
    log: {
      folders: expect.arrayContaining(['/opt/my zookeeper/logs', '/root']),
      askers: ['192.168.252.1'],
    },
    pidFile: '/opt/my zookeeper/data/zookeeper_server.pid',
    javaHome: '/usr/lib/jvm',
    connectString: 'node1:2181,node2:2181,node3:2181',
  });
  expect(forwardedPorts(lab)).toEqual([2181, 12181, 2182, 12182, 2183, 12183]);
});

test('a lab that lacks its zoo.cfg is damaged, and the file is named', () => {
  expect(() => finishedMachine(lab, '/lab')).toThrow(/zoo\.cfg is missing.*zk-lab create --force/);
});
