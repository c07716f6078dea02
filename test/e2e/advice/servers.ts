import { expect, test } from 'vitest';
import type { Mended } from './mended.js';
import { ended, home, listens, modeOf, mute, myid, pidFile, runsWith, start, stop, until } from './typed.js';

/** Mistakes with servers: those that do not run, do not serve, or that nobody knows. */
export function servers(mended: Mended): void {
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
}
