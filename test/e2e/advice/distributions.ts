import { test } from 'vitest';
import type { Mended } from './mended.js';
import { home, stop } from './typed.js';

/** Mistakes with what is unpacked. */
export function distributions(mended: Mended): void {
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
        // The server that runs by it goes on: that says nothing about the next one.
        node: 'node1',
        step: 'java',
        made: 'rm /usr/lib/jvm/jre/lib/rt.jar',
        named: /^java -version: -\nJava 8\n/,
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
}
