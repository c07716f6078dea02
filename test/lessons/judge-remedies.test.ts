import { describe, expect, test } from 'vitest';
import { builtIn, builtInNames } from '../../lessons/built-in.js';
import { stepsFor } from '../../lessons/judge.js';
import type { LessonNode } from '../../lessons/lesson-node.js';
import type { Observation } from '../../lessons/observations.js';
import { useLanguage } from '../../messages/index.js';
import { judge, list, nodes, saw } from './judged.js';
import { labOf, processesOf } from './lesson-nodes.js';

/** Waits until a process that was told to end has ended, and with it let go of its port. */
const gone = (pid: number): string => `timeout 10 tail --pid=${pid} -f /dev/null`;

describe('what helps', () => {
  /** What a probe tells beside that its step is not done. */
  type Told = Partial<Pick<Observation, 'detail' | 'facts'>>;

  /** What there is to type where a step alone is not done, for the first node: where, and each command. */
  function remedies(of: readonly LessonNode[], told: Record<string, Told> = {}): Record<string, string> {
    const steps = stepsFor(list, of);
    return Object.fromEntries(
      steps.map((step) => {
        const alone = { ...step, needs: [], needsEverywhere: [] };
        const seen = { ...saw(false), ...told[step.id] };
        const given = of.map(() => (step.probe === undefined ? { absent: '' } : new Map([[step.id, seen]])));
        const [check] = judge([alone], of, given);
        const [first] = check?.nodes ?? [];
        return [step.id, `${first?.where}: ${first?.type}`];
      }),
    );
  }

  test('on machines that are set up by hand', () => {
    const told = {
      hosts: { facts: { edit: ['/x/d'], line: ['192.168.252.102 node2'] } },
      firewall: { facts: { service: ['firewalld.service'] } },
      java: { facts: { tarball: ['/opt/jdk.tar.gz'] } },
      distribution: { facts: { tarball: ['/opt/zookeeper.tar.gz'] } },
      'zoo-cfg': { facts: { edit: ['s|a|b|', '/c/d'], line: ['server.1=node1:2888:3888'] } },
      'same-zoo-cfg': { detail: 'node2' },
      serves: { facts: { tracked: ['yes'] } },
      ensemble: { facts: { kill: ['77'] } },
    };
    expect(remedies(nodes, told)).toEqual({
      running: 'host: zk-lab up node1',
      hostname: 'node: hostnamectl set-hostname node1',
      hosts:
        "node: sed /x/d /etc/hosts > /tmp/hosts && cat /tmp/hosts > /etc/hosts\necho '192.168.252.102 node2' >> /etc/hosts",
      firewall: 'node: systemctl stop firewalld.service',
      key: 'node: ssh-keygen',
      ssh: 'node: for a in {1..3} ; do ssh-copy-id node$a ; done',
      java: 'node: mkdir -p /usr/lib/jvm\ntar -zxf /opt/jdk.tar.gz -C /usr/lib/jvm --strip-components=1',
      distribution: 'node: tar -zxf /opt/zookeeper.tar.gz -C /opt',
      directories: 'node: mkdir -p /opt/zookeeper/data /opt/zookeeper/logs',
      'zoo-cfg':
        "node: sed -i 's|a|b|' /opt/zookeeper/conf/zoo.cfg\nsed -i /c/d /opt/zookeeper/conf/zoo.cfg\necho server.1=node1:2888:3888 >> /opt/zookeeper/conf/zoo.cfg",
      'same-zoo-cfg': 'node: scp node2:/opt/zookeeper/conf/zoo.cfg /opt/zookeeper/conf/zoo.cfg',
      myid: 'node: echo 1 > /opt/zookeeper/data/myid',
      runs: 'node: source /etc/profile; /opt/zookeeper/bin/zkServer.sh start',
      serves: 'node: source /etc/profile; /opt/zookeeper/bin/zkServer.sh restart',
      ensemble: `node: kill 77\n${gone(77)}\nsource /etc/profile; /opt/zookeeper/bin/zkServer.sh start`,
    });
  });

  test('depends on what the probe says', () => {
    const line = ['export PATH=/usr/lib/jvm/bin:$PATH'];
    const aside = ['/opt/zookeeper/data/version-2', '/opt/zookeeper/logs/version-2'];
    const told = {
      hostname: { detail: 'unmanaged' },
      java: { detail: 'hidden', facts: { line, unended: ['/etc/profile'] } },
      distribution: { detail: 'none' },
      runs: { detail: 'data', facts: { aside, suffix: ['.old2'] } },
      serves: { facts: { kill: ['12', '13'], sudo: ['yes'], stale: ['/a/pid'] } },
    };
    expect(remedies(nodes, told)).toMatchObject({
      hostname: 'host: zk-lab down node1\nzk-lab up node1',
      java: "node: echo >> /etc/profile\necho 'export PATH=/usr/lib/jvm/bin:$PATH' >> /etc/profile",
      distribution: 'host: zk-lab create . --force --spec zk-lab.yaml\nzk-lab down node1\nzk-lab up node1',
      runs: [
        'node: mv /opt/zookeeper/data/version-2 /opt/zookeeper/data/version-2.old2',
        'mv /opt/zookeeper/logs/version-2 /opt/zookeeper/logs/version-2.old2',
        'source /etc/profile; /opt/zookeeper/bin/zkServer.sh start',
      ].join('\n'),
      serves: [
        ...['node: sudo kill 12', gone(12), 'sudo kill 13', gone(13), 'rm -f /a/pid'],
        'source /etc/profile; /opt/zookeeper/bin/zkServer.sh start',
      ].join('\n'),
    });
  });

  test('comes with the mistake by its name, where what was seen does not tell it', async () => {
    const alone = list.filter(({ id }) => id === 'runs').map((step) => ({ ...step, needs: [] }));
    const reason = (told: Told) =>
      judge(alone, nodes, [new Map([['runs', { ...saw(false), ...told }]]), new Map(), new Map()])[0]
        ?.nodes[0]?.reason;
    const held = { facts: { port: ['2181'], user: ['zk'], kill: ['12'] } };
    expect(reason({})).toBeNull();
    expect(reason(held)).toBe('Port 2181 is taken by a process of zk’s that is not this server.');
    expect(reason({ facts: { port: ['2181'] } })).toBe(
      'Port 2181 is taken by a process that is not this server.',
    );
    await useLanguage('zh');
    expect(reason(held)).toBe('端口 2181 被用户 zk 的另一个进程占用，它不是本节点的服务器。');
    await useLanguage('en');
  });

  test('on processes that share this machine, in a folder with blanks in its name', () => {
    expect(remedies(processesOf(labOf(), '/home/me/my lab'), { java: { detail: 'hidden' } })).toMatchObject({
      java: 'host: zk-lab up',
      distribution: 'host: zk-lab up',
      directories: "node: mkdir -p '/home/me/my lab/local/node1/data' '/home/me/my lab/local/node1/logs'",
      myid: "node: echo 1 > '/home/me/my lab/local/node1/data/myid'",
      runs: "node: '/home/me/my lab/local/zookeeper/bin/zkServer.sh' start",
    });
  });
});

test.each(builtInNames())('the pages that %s sends one to are there', (name) => {
  const { steps } = builtIn(name);
  const ids = steps.map(({ id }) => id);
  const commands = steps.flatMap(({ remedy }) => remedy.map(({ command }) => command));
  for (const command of commands) {
    for (const [, id] of command.matchAll(/zk-lab guide (\S+)/g)) expect(ids).toContain(id);
  }
});
