import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeWith, useEngine } from '../equipment/use-engine.js';
import { checked, type Mistake, mendedByAdvice } from './advice.js';
import { TestLab } from './lab.js';

const home = '/opt/zookeeper-3.4.9';
const zooCfg = `${home}/conf/zoo.cfg`;
const myid = `${home}/data/myid`;
const pidFile = `${home}/data/zookeeper_server.pid`;
const server = `JAVA_HOME=/usr/lib/jvm ${home}/bin/zkServer.sh`;
/** Waits on a node until it is so. */
const until = (condition: string): string =>
  `SECONDS=0; until ${condition}; do [ $SECONDS -lt 60 ] || exit 1; sleep 0.1; done`;
const listens = (port: number): string => `(exec 3<>/dev/tcp/127.0.0.1/${port}) 2>/dev/null`;
/** The node's own server is killed, whoever knows of it, and its port is free. */
const stop = `kill -9 $(grep -ls 'quorum[.]QuorumPeerMain' /proc/[0-9]*/cmdline | grep -o '[0-9]*') 2>/dev/null || true; ${until(`! ${listens(2181)}`)}`;
const start = `${server} start >/dev/null 2>&1`;
/** A server that was started has ended by itself, and said why. */
const ended = until(`! kill -0 $(cat ${pidFile}) 2>/dev/null`);
const modeOf = (host: string): string =>
  `(exec 3<>/dev/tcp/${host}/2181 && printf srvr >&3 && grep -q ^Mode <&3) 2>/dev/null`;
/** Runs a server of what zoo.cfg says for a while: with what sed makes of it. */
const runsWith = (edit: string, ready: string): string =>
  `cp ${zooCfg} /tmp/right; ${stop}; sed -i ${edit} ${zooCfg}; ${start}; ${ready}; cat /tmp/right > ${zooCfg}`;
/** Somebody listens on a port and says nothing, as a user. */
const mute = (port: number, user: string): string => `cat > /tmp/mute.pl <<'EOF'
use Socket;
socket(S, PF_INET, SOCK_STREAM, 0); setsockopt(S, SOL_SOCKET, SO_REUSEADDR, 1);
bind(S, sockaddr_in(${port}, INADDR_ANY)) or die; listen(S, 50);
while (accept(my $c, S)) { push @kept, $c }
EOF
chroot --userspec=${user} / setsid perl /tmp/mute.pl </dev/null >/dev/null 2>&1 &
${until(listens(port))}`;

// Debian stands in for CentOS 7.3 here (test/equipment).
await describeWith(useEngine, 'what check advises helps', (engine) => {
  let lab: TestLab;
  beforeAll(async () => {
    lab = await TestLab.create('advice', ['--jdk-archive', engine.jdk8], engine.env);
    // Root on node2 is kept out of what is somebody else's, as it is from a network's disk.
    await writeFile(
      join(lab.dir, 'compose.override.yaml'),
      'services: { node2: { cap_drop: [DAC_OVERRIDE, DAC_READ_SEARCH] } }\n',
    );
    expect(await lab.zkLab('up')).toMatchObject({ exitCode: 0 });
  });
  afterAll(() => lab?.remove());

  const mended = (...mistakes: Mistake[]): Promise<string[]> => mendedByAdvice(lab, mistakes);

  test('before anything is wrong, nothing is', async () => {
    expect(await checked(lab)).toMatchObject({ provider: 'docker', passed: true, next: null });
  });

  test('names that lead elsewhere, the firewall, Java that nobody finds or that is another one', async () => {
    const [hosts, java] = [{ step: 'hosts' }, { step: 'java' }];
    await mended(
      {
        node: 'node1',
        step: 'runs',
        made: runsWith("'s/^tickTime.*/tickTime = 3000/'", until(modeOf('node1'))),
        named: /^tickTime = 3000\ntickTime = 2000\nThe server still runs with/,
      },
      {
        ...hosts,
        node: 'node1',
        made: 'echo "10.9.8.7 node3" > /tmp/h; cat /etc/hosts >> /tmp/h; cat /tmp/h > /etc/hosts',
        named: /^10\.9\.8\.7 node3\n192\.168\.252\.103 node3\nIn \/etc\/hosts stands: 10\.9\.8\.7 node3\.$/,
      },
      {
        ...hosts,
        node: 'node2',
        made: `sed -e 's/^127.0.0.1.*/127.0.0.1 localhost node2/' -e '/ node3$/d' /etc/hosts > /tmp/h
          printf '10.9.8.7 other node3 # mine' >> /tmp/h; cat /tmp/h > /etc/hosts`,
        named: /^127\.0\.0\.1 node2\n10\.9\.8\.7 node3\n192\.168\.252\.102 node2\n192\.168\.252\.103 node3\n/,
      },
      {
        ...java,
        node: 'node1',
        made: 'rm /etc/profile.d/jdk.sh /usr/bin/java',
        named: /^java: -\nJava 8$/,
      },
      {
        ...java,
        node: 'node2',
        made: 'printf "export JAVA_HOME=/usr/lib/jvm/jdk1.8.0_144" >> /etc/profile',
        named: /^JAVA_HOME=\/usr\/lib\/jvm\/jdk1\.8\.0_144: -\nJava 8$/,
      },
      {
        ...java,
        node: 'node3',
        made: `rm -rf /usr/lib/jvm; mkdir -p /usr/lib/jvm/bin; cd /usr/lib/jvm/bin
          printf '#!/bin/sh\\necho "openjdk version \\\\"11.0.2\\\\"" >&2\\n' > java; chmod 755 java`,
        named: /openjdk version "11\.0\.2"\nJava 8\nWhat is in \/usr\/lib\/jvm is another JDK/,
      },
      {
        node: 'node3',
        step: 'firewall',
        // No real one can be had in a container.
        made: `touch /run/firewalld /run/iptables; cat > /usr/local/sbin/systemctl <<'EOF'
#!/bin/sh
unit=\${2%.service}
case $1 in
is-active) if [ -e /run/$unit ]; then echo active; else echo inactive; exit 3; fi ;;
stop) rm /run/$unit ;;
esac
EOF
chmod 755 /usr/local/sbin/systemctl`,
        named: /firewalld\.service: active\niptables\.service: active/,
      },
    );
  });

  test('a distribution: twice, one folder too deep, without its modes, with other line ends, in part, gone', async () => {
    const distribution = { step: 'distribution' };
    await mended(
      {
        ...distribution,
        node: 'node1',
        made: `cp -r ${home} /tmp/z; mv /tmp/z ${home}/zookeeper-3.4.9`,
        named: /zookeeper-3\.4\.9\/zookeeper-3\.4\.9 is a second copy inside of the first/,
      },
      {
        ...distribution,
        node: 'node2',
        made: `${stop}; mv ${home} /tmp/z; mkdir -p ${home}/data ${home}.old; mv /tmp/z ${home}/zookeeper-3.4.9`,
        named:
          /bin\/zkServer\.sh: -\n(.*\n)*The copy lies one folder too deep, in .*3\.4\.9\/zookeeper-3\.4\.9:/,
      },
      {
        ...distribution,
        node: 'node3',
        made: `chmod -x ${home}/bin/*`,
        named: /^-rw-r--r-- .*zkServer\.sh\n(.*\n)*The scripts cannot be run/,
      },
    );
    await mended(
      {
        ...distribution,
        node: 'node1',
        made: `sed -i 's/$/\\r/' ${home}/bin/*.sh`,
        named: /zkServer\.sh: CRLF\n(.*\n)*.*\(CRLF\)/,
      },
      {
        ...distribution,
        node: 'node2',
        made: `rm ${home}/lib/slf4j* ${home}/bin/zkEnv.sh`,
        named: /bin\/zkEnv\.sh: -\n.*lib\/slf4j-api-\*\.jar: -/,
      },
      {
        node: 'node2',
        step: 'java',
        made: 'rm -rf /usr/lib/jvm; head -c 9999 /lab/artifacts/jdk-8* > /opt/$(cd /lab/artifacts; echo jdk-8*)',
        named: /^java: -\n/,
      },
      { ...distribution, node: 'node3', made: `${stop}; rm -rf ${home}`, named: /bin\/zkServer\.sh: -/ },
    );
  });

  test('a tarball that is gone everywhere is gotten anew', async () => {
    await mended({
      node: 'node3',
      step: 'distribution',
      by: 'host',
      made: `rm artifacts/zookeeper-3.4.9.tar.gz; docker compose exec -T node3 bash -c '${stop}; rm -rf ${home}'`,
      named: /There is no tarball on the node that is whole/,
    });
  });

  test('folders and zoo.cfg: missing, not what they should be, somebody else’s', async () => {
    const [directories, config] = [{ step: 'directories' }, { step: 'zoo-cfg' }];
    await mended(
      { ...directories, node: 'node1', made: `${stop}; rm -rf ${home}/logs`, named: /^\/.*\/logs: -$/ },
      {
        ...directories,
        node: 'node2',
        made: `${stop}; chown -R nobody ${home}/data; chmod -R a-w ${home}/logs`,
        named:
          /^nobody .*\/data\n(.*\n)*dr-xr-xr-x .*\/logs\n(.*\n)*root .*\/data\n(.*\n)*Whoever types this may not write there/,
      },
      {
        ...directories,
        node: 'node3',
        made: `${stop}; rm -r ${home}/data; echo mine > ${home}/data`,
        named: /^-rw-r--r-- .*\/data\n.*\/data\/\n.*\/data is no folder/,
      },
      { ...config, node: 'node1', made: `rm ${zooCfg}`, named: /^\/.*zoo\.cfg: -$/ },
      {
        ...config,
        node: 'node2',
        made: `sed -i 's/^tickTime.*/tickTime = 2000\\xc2\\xa0/' ${zooCfg}; echo clientPortAddress = 10.9.8.7 >> ${zooCfg}`,
        named: /^tickTime = \$'2000\\302\\240'\nclientPortAddress = 10\.9\.8\.7\n/,
      },
    );
  });

  test('zoo.cfg and myid: what is seen, and what nobody sees', async () => {
    const [config, number] = [{ step: 'zoo-cfg' }, { step: 'myid' }];
    await mended(
      {
        ...config,
        node: 'node1',
        made: `sed -i 's/$/\\r/' ${zooCfg}`,
        named: /zoo\.cfg: CRLF\nThe lines end as/,
      },
      { ...number, node: 'node1', made: `printf '1 \\n' > ${myid}`, named: /^'1 '\n1\nA blank/ },
      {
        ...config,
        node: 'node2',
        made: `printf '\\xef\\xbb\\xbf' | cat - ${zooCfg} > /tmp/z; cat /tmp/z > ${zooCfg}`,
        named: /zoo\.cfg: BOM\nThe file begins with a mark/,
      },
      { ...number, node: 'node2', made: `printf '\\xef\\xbb\\xbf2\\n' > ${myid}`, named: /\n2\n.*\(BOM\)/ },
      {
        ...config,
        node: 'node3',
        made: `sed -i -e 's/^clientPort.*/clientPort = 2182/' -e '/^server.2=/d' -e 's/2888/2889/' ${zooCfg}
          printf 'server.4=node4:2888:3888\\nmaxClientCnxns = many' >> ${zooCfg}`,
        named: new RegExp(
          [
            ...[
              '^clientPort = 2182',
              'server.1 = node1:2889:3888',
              'server.2 = -',
              'server.3 = node3:2889:3888',
            ],
            ...['server.4 = node4:2888:3888', 'maxClientCnxns = many'],
            ...['clientPort = 2181', 'server.1 = node1:2888:3888', 'server.2 = node2:2888:3888'],
            ...[
              'server.3 = node3:2888:3888',
              'server.4: -',
              'maxClientCnxns: -',
              'maxClientCnxns holds a whole',
            ],
          ].join('\n'),
        ),
      },
      { ...number, node: 'node3', made: `rm ${myid}`, named: /^-\n3$/ },
    );
  });

  test('what ZooKeeper 3.4.9 takes is no mistake; how zoo.cfg differs; a voter that was started as an observer', async () => {
    const typed = await mended(
      {
        node: 'node3',
        step: 'same-zoo-cfg',
        made: `sed -i 's/$/ /' ${zooCfg}; echo '# mine' >> ${zooCfg}; printf '3\\r\\n' > ${myid}
          ${stop}; ${start}; ${until(modeOf('node3'))}`,
        named: /^'tickTime = 2000 '\n(.*\n)*# mine\ntickTime = 2000\n(.*\n)*-$/,
      },
      {
        node: 'node1',
        step: 'ensemble',
        made: runsWith("'s/^server.1=.*/&:observer/'", until(modeOf('node1'))),
        named: /^observer\nfollower$/,
      },
    );
    expect(typed.sort()).toEqual([
      `ensemble on node1: source /etc/profile; ${home}/bin/zkServer.sh restart`,
      `same-zoo-cfg on node3: scp node1:${zooCfg} ${zooCfg}`,
    ]);
  });

  test('a server that is not there: zkServer.sh thinks it is, it was paused, it never had Java', async () => {
    const runs = { step: 'runs' };
    const typed = await mended(
      {
        ...runs,
        node: 'node1',
        made: `${stop}; echo 1 > ${pidFile}`,
        named: /zookeeper_server\.pid names a process that is/,
      },
      { ...runs, node: 'node2', made: `kill -STOP $(cat ${pidFile})`, named: /\(SIGSTOP\)/ },
      {
        ...runs,
        node: 'node3',
        made: `${stop}; JAVA_HOME=/nowhere ${home}/bin/zkServer.sh start`,
        named: /2181: -/,
      },
    );
    expect(typed).toContainEqual(expect.stringMatching(/^runs on node2: kill -CONT \d+$/));
  });

  test('a port that somebody else has, a server on another one', async () => {
    const runs = { step: 'runs' };
    await mended(
      {
        ...runs,
        node: 'node1',
        made: `${stop}; ${mute(2181, 'nobody:nogroup')}`,
        named: /^2181: pid \d+ \(nobody\): perl \/tmp\/mute\.pl\nPort 2181 is taken by a process of nobody’s/,
      },
      {
        ...runs,
        node: 'node3',
        made: `${stop}; useradd -m zk; cp -r ${home} /home/zk/; chown -R zk /home/zk; chmod 755 /home/zk
          sed -i -e '/^server/d' -e 's/opt/home\\/zk/' /home/zk/zookeeper-3.4.9/conf/*
          chroot --userspec=zk:zk / env HOME=/home/zk JAVA_HOME=/usr/lib/jvm /home/zk/zookeeper-3.4.9/bin/zkServer.sh start
          ${until(modeOf('127.0.0.1'))}`,
        named: /^2181: pid \d+ \(zk\): \/home\/zk\/.*\/zoo\.cfg\nPort 2181 is taken by a process of zk’s/,
      },
      {
        ...runs,
        node: 'node2',
        made: runsWith("'s/^clientPort.*/clientPort = 2182/'", until(listens(2182))),
        named: /^clientPort = 2182\nclientPort = 2181\nThe server still runs with what zoo\.cfg/,
      },
    );
  });

  test('a server that ends as soon as it is started, and says why', async () => {
    const runs = { step: 'runs' };
    await mended(
      {
        ...runs,
        node: 'node1',
        made: `${stop}; echo 0 > ${home}/data/version-2/currentEpoch; ${start}; ${ended}`,
        named:
          /^127\.0\.0\.1:2181: -\n.*The current epoch, .* is older than the last zxid.*\nWhat the server still has/,
      },
      {
        ...runs,
        node: 'node2',
        made: `${stop}; echo 'JVMFLAGS="$JVMFLAGS -Xmx12q"' >> ${home}/conf/java.env; ${start}; ${ended}`,
        named: /Invalid maximum heap size: -Xmx12q\nJava does not take what .*java\.env/,
      },
      {
        ...runs,
        node: 'node3',
        made: `${stop}; head -c 9999 ${home}/zookeeper-3.4.9.jar > /tmp/z; cat /tmp/z > ${home}/zookeeper-3.4.9.jar; ${start}; ${ended}`,
        named: /Could not find or load main class.*\nA jar is damaged/,
      },
    );
  });

  test('a server that the others do not find: a port taken, a number of before', async () => {
    const runs = { step: 'runs' };
    await mended(
      {
        ...runs,
        node: 'node1',
        made: `${stop}; ${mute(3888, 'root:root')}; ${start}; ${until(listens(2181))}`,
        named:
          /^3888: pid \d+ \(root\): perl .*\nPort 3888 is taken by a process of root’s .*others cannot reach it/,
      },
      {
        ...runs,
        node: 'node3',
        made: `${stop}; echo 1 > ${myid}; ${start}; ${until(listens(2181))}; echo 3 > ${myid}`,
        named: /^serverId = 1\nserverId = 3\nThe server still runs with what zoo\.cfg and myid said/,
      },
    );
  });

  test('a server that the leader does not take', async () => {
    await mended({
      node: 'node2',
      step: 'serves',
      made: `${stop}; ${until(modeOf('node1'))}; ${until(modeOf('node3'))}
          echo 99 > ${home}/data/version-2/acceptedEpoch; ${start}
          ${until(`grep -q 'less than accepted epoch' ${home}/logs/zookeeper.out`)}`,
      named: /is less than accepted epoch, 99\nIts data is of another ensemble/,
    });
  });

  test('servers that stand alone, one of them unknown to zkServer.sh', async () => {
    const alone = runsWith('/^server/d', until(modeOf('127.0.0.1')));
    const runs = { step: 'runs' };
    await mended(
      {
        ...runs,
        node: 'node1',
        made: alone,
        named: /^Mode: standalone\nserver\.1\nThe server still runs with/,
      },
      {
        ...runs,
        node: 'node2',
        made: `${alone}; rm ${pidFile}`,
        named: /zkServer\.sh does not know of the server that runs as process \d+\.$/,
      },
    );
  });

  test('machines: one that is off, one with another name', async () => {
    const typed = await mended(
      { node: 'node2', step: 'running', by: 'host', made: 'docker compose stop node2', named: /^$/ },
      {
        node: 'node3',
        step: 'hostname',
        by: 'host',
        made: `nsenter --target $(docker inspect -f '{{.State.Pid}}' $(docker compose ps -q node3)) --uts hostname elsewhere`,
        named: /^elsewhere\nnode3\nNo systemd runs/,
      },
    );
    expect(typed).toContain('running on node2: zk-lab up node2');
  });

  test('no key', async () => {
    // A new one has to be given to every node.
    const keys = {
      node: 'node1',
      step: 'key',
      made: 'mkdir ~/mine; mv ~/.ssh/id_* ~/mine',
      named: /id_\*: -/,
    };
    const [made, ...given] = await mended(keys);
    expect(made).toBe('key on node1: ssh-keygen');
    expect(given.map((typed) => typed.replace(/:.*/, ''))).toEqual(
      ['node1', 'node2', 'node3'].map((name) => `ssh on ${name}`),
    );
  });
});
