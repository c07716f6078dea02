import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Lab } from '../../../model/lab.js';
import { finishedMachine } from '../../../providers/common/machine.js';
import { labOf } from '../../verbs/fake-provider.js';

let lab: Lab;
const write = (path: string, text: string): void => {
  mkdirSync(dirname(join(lab.dir, path)), { recursive: true });
  writeFileSync(join(lab.dir, path), text);
};

beforeEach(() => {
  lab = { ...labOf(), dir: mkdtempSync(join(tmpdir(), 'zk-lab-machine-')) };
  write('provision/jdk.env', "JDK_FILE='jdk-8u144-linux-x64.tar.gz'\n");
  write('provision/zookeeper.env', "ZOOKEEPER_FILE='mine.tar.gz'\nZOOKEEPER_HOME='/opt/my zookeeper'\n");
});
afterEach(() => rmSync(lab.dir, { recursive: true }));

test('what there is in the end on a machine is what the lab’s own files say, edits of their owner’s included', () => {
  write('config/zoo.cfg', 'dataDir = /srv/data\nclientPort = 2181\n');
  expect(finishedMachine(lab)).toEqual({
    zooCfg: { file: '/opt/my zookeeper/conf/zoo.cfg', text: 'dataDir = /srv/data\nclientPort = 2181\n' },
    dataDir: '/srv/data',
    // Where nothing else is said, ZooKeeper keeps both in one folder.
    dataLogDir: '/srv/data',
    java: { home: '/usr/lib/jvm', profile: '/etc/profile', features: [8] },
    tarballs: { jdk: '/opt/jdk-8u144-linux-x64.tar.gz', zookeeper: '/opt/mine.tar.gz' },
  });
});

test('a lab that lacks one of them is damaged, and the file is named', () => {
  expect(() => finishedMachine(lab)).toThrow(/zoo\.cfg is missing.*zk-lab create --force/);
});
