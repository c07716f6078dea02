import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { planLab } from '../../../generators/plan.js';
import type { Lab } from '../../../model/lab.js';
import { resolve } from '../../../model/resolve.js';
import type { PartialSpec } from '../../../model/spec.js';
import { configure, hasMoved, lookAtFiles, zooCfgFor } from '../../../providers/local/configuration.js';
import { writeState } from '../../../providers/local/state.js';
import { contentName } from '../../../system/content-name.js';

const runsOn = { version: '3.4.9', feature: 8 };

/** A lab whose files of config/ are written, in a folder that exists or (in memory alone) not. */
function labIn(dir: string, typed: PartialSpec = {}, written = true): Lab {
  const blueprint = resolve({ ...typed, name: 'lab' }, 'x64');
  const absent = { urls: [], source: 'absent' } as const;
  const stack = {
    zookeeper: { version: '3.4.9', file: 'z.tar.gz', root: 'zookeeper-3.4.9', ...absent },
    jdk: { version: '8u144', file: 'jdk.tar.gz', root: 'jdk1.8.0_144', ...absent },
  };
  const { files, facts } = planLab(blueprint, stack, 'id');
  for (const { path, content } of files.filter((file) => written && file.path.startsWith('config/'))) {
    mkdirSync(dirname(join(dir, path)), { recursive: true });
    writeFileSync(join(dir, path), content);
  }
  return { ...blueprint, dir, facts };
}

const nodeOf = (lab: Lab, index = 0) => {
  const node = lab.nodes[index];
  if (!node) throw new Error('a lab has nodes');
  return node;
};

/** The lab's own zoo.cfg, as far as its owner may decide it. */
const own =
  'tickTime = 2000\ndataDir = /opt/z/data\nclientPort = 2181\ninitLimit = 5\nsyncLimit = 2\nserver.1=a:1:2\n';

describe('zoo.cfg of a local node', () => {
  const zooCfgOf = (dir: string, typed: PartialSpec, index: number, text = own): string => {
    const lab = labIn(dir, typed, false);
    return zooCfgFor(lab, nodeOf(lab, index), { ...runsOn, version: lab.spec.zookeeper }, text);
  };

  test('puts everything on the loopback address, in the node’s own folders', () => {
    expect(zooCfgOf('/lab', {}, 1)).toBe(`# ZooKeeper's configuration of node2, a process of this machine.
tickTime=2000
initLimit=5
syncLimit=2
dataDir=/lab/local/node2/data
dataLogDir=/lab/local/node2/logs
clientPort=2182
clientPortAddress=127.0.0.1

# The others are reached over relays of this lab, where connections can be cut and slowed down.
server.1=127.0.0.1:4888:5888
server.2=127.0.0.1:2889:3889
server.3=127.0.0.1:4890:5890
`);
  });

  test('has no relays where one stands alone, or where ZooKeeper tells the servers where they are', () => {
    expect(zooCfgOf('/lab', { nodes: 1 }, 0)).not.toContain('relay');
    const dynamic = zooCfgOf('/lab', {}, 0, `${own}reconfigEnabled=true\n`);
    expect(dynamic).not.toContain('relay');
    expect(dynamic).toContain('server.2=127.0.0.1:2889:3889\n');
  });

  test('marks observers, and turns the AdminServer off where there is one', () => {
    const modern = { nodes: 3, observers: 1, zookeeper: '3.9', jdk: '17' };
    expect(zooCfgOf('/lab', modern, 0)).toContain('server.4=127.0.0.1:4891:5891:observer\n');
    expect(zooCfgOf('/lab', modern, 0)).toContain('\nadmin.enableServer=false\n');
    const wanted = zooCfgOf('/lab', modern, 0, `${own}admin.enableServer=true\n`);
    expect(wanted.match(/admin\.enableServer=.*/g)).toEqual(['admin.enableServer=true']);
  });

  test('has the lab’s settings, as they are written there', () => {
    const text = `${own}4lw.commands.whitelist: *\npath = C:\\\\\\u8def\n`;
    expect(zooCfgOf('/lab', {}, 0, text)).toContain(
      'syncLimit=2\n4lw.commands.whitelist=*\npath=C:\\\\\\u8def\ndataDir=/lab',
    );
  });

  test('keeps the numbers of nodes that are spelled out', () => {
    const nodes = [
      { id: 2, name: 'two', address: '192.168.252.12' },
      { id: 4, name: 'four', address: '192.168.252.14' },
      { id: 9, name: 'nine', address: '192.168.252.19' },
    ];
    const text = zooCfgOf('/lab', { nodes }, 1);
    expect(text).toContain('dataDir=/lab/local/four/data\n');
    expect(text).toContain('clientPort=2184\n');
    expect(text).toMatch(
      /server\.2=127\.0\.0\.1:4889:5889\nserver\.4=127\.0\.0\.1:2891:3891\nserver\.9=127\.0\.0\.1:4896:5896\n$/,
    );
  });

  test('spells what is beyond ASCII as Java’s properties do', () => {
    expect(zooCfgOf('/实验 a\\b', {}, 0)).toContain('dataDir=/\\u5b9e\\u9a8c a\\\\b/local/node1/data\n');
  });
});

describe('a node’s files', () => {
  let dir = '';
  beforeEach(() => {
    dir = realpathSync(mkdtempSync(join(tmpdir(), 'zk-lab-local-')));
    const distribution = join(dir, 'distribution');
    mkdirSync(join(distribution, 'conf'), { recursive: true });
    writeFileSync(join(distribution, 'conf/log4j.properties'), 'as delivered');
    mkdirSync(join(dir, 'local'));
    symlinkSync(distribution, join(dir, 'local/zookeeper'));
  });
  afterEach(() => rmSync(dir, { recursive: true }));

  const inNode = (path: string): string => join(dir, 'local/node1', path);
  const read = (path: string): string => readFileSync(inNode(path), 'utf8');
  const standings = (lab: Lab): Record<string, string> =>
    Object.fromEntries(
      lookAtFiles(lab, nodeOf(lab), runsOn).map(({ path, standing }) => [path, standing.is]),
    );
  const write = (lab: Lab): void => configure(lab, nodeOf(lab), runsOn);
  const all = (is: string) => ({
    'conf/zoo.cfg': is,
    'conf/java.env': is,
    'conf/zookeeper-env.sh': is,
    'data/myid': is,
  });
  const edit = (path: string, text: string): void => writeFileSync(join(dir, path), text);

  test('are written once, and log as the distribution does', () => {
    const lab = labIn(dir);
    expect(standings(lab)).toEqual(all('pending'));
    write(lab);
    expect(read('data/myid')).toBe('1\n');
    expect(read('conf/java.env')).toContain('-Xmx128m -XX:+UseSerialGC');
    expect(read('conf/log4j.properties')).toBe('as delivered');
    expect(existsSync(inNode('logs'))).toBe(true);
    expect(standings(lab)).toEqual(all('same'));
  });

  test('follow what the lab’s owner edits', () => {
    const lab = labIn(dir);
    write(lab);
    edit('config/zoo.cfg', own.replace('2000', '1500'));
    edit('config/java.env', 'JVMFLAGS="-Xmx99m"\n');
    edit(
      'config/zookeeper-env.sh',
      'ZOO_LOG_DIR=/opt/z/logs\nexport ZOOPIDFILE=/x\nZOO_LOG4J_PROP=DEBUG,CONSOLE\n',
    );
    expect(standings(lab)).toEqual({ ...all('pending'), 'data/myid': 'same' });
    expect(hasMoved(lookAtFiles(lab, nodeOf(lab), runsOn))).toBe(false);
    write(lab);
    expect(read('conf/zoo.cfg')).toContain('tickTime=1500\n');
    expect(read('conf/java.env')).toBe('JVMFLAGS="-Xmx99m"\n');
    // Where a machine has its log and pid file is nothing to a process of this one.
    expect(read('conf/zookeeper-env.sh')).toBe('ZOO_LOG4J_PROP=DEBUG,CONSOLE\n');
    expect(standings(lab)).toEqual(all('same'));
  });

  test('have moved when ports or peers are others', () => {
    write(labIn(dir));
    const moved = labIn(dir, { clientPort: 5000 });
    expect(hasMoved(lookAtFiles(moved, nodeOf(moved), runsOn))).toBe(true);
    write(moved);
    expect(read('conf/zoo.cfg')).toContain('clientPort=5000\n');
  });

  test('stay as they were edited there, and are told apart as soon as the lab has them otherwise', () => {
    const lab = labIn(dir);
    write(lab);
    writeFileSync(inNode('conf/zoo.cfg'), 'mine');
    expect(standings(lab)).toEqual(all('same'));
    edit('config/zoo.cfg', own.replace('2000', '1500'));
    expect(standings(lab)).toEqual({ ...all('same'), 'conf/zoo.cfg': 'kept' });
    write(lab);
    expect(read('conf/zoo.cfg')).toBe('mine');
    expect(standings(lab)['conf/zoo.cfg']).toBe('kept');
  });

  test('have no options that the Java at hand would warn of', () => {
    const lab = labIn(dir);
    configure(lab, nodeOf(lab), { version: '3.9.5', feature: 17 });
    expect(read('conf/java.env')).not.toContain('-Xverify');
    configure(lab, nodeOf(lab), runsOn);
    expect(read('conf/java.env')).toContain('-Xverify:none');
  });

  test('of a lab that 0.1.0 brought up are known by their digests', () => {
    const lab = labIn(dir);
    mkdirSync(inNode('conf'), { recursive: true });
    writeFileSync(inNode('conf/zoo.cfg'), 'as 0.1.0 wrote it');
    writeFileSync(inNode('conf/java.env'), 'edited since');
    const files = {
      'conf/zoo.cfg': contentName(['as 0.1.0 wrote it']),
      'conf/java.env': contentName(['as written']),
    };
    writeState(lab, { format: 1, nodes: { node1: { files } } });
    expect(standings(lab)).toMatchObject({ 'conf/zoo.cfg': 'pending', 'conf/java.env': 'kept' });
  });
});
