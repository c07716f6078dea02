import { expect, test } from 'vitest';
import type { Mended } from './mended.js';
import { home, modeOf, myid, runsWith, start, stop, until, zooCfg } from './typed.js';

/** Mistakes in folders, zoo.cfg and myid. */
export function configurations(mended: Mended): void {
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
    const typed = await mended({
      node: 'node3',
      step: 'same-zoo-cfg',
      made: `sed -i 's/$/ /' ${zooCfg}; echo '# mine' >> ${zooCfg}; printf '3\\r\\n' > ${myid}
          ${stop}; ${start}; ${until(modeOf('node3'))}`,
      named: /^'tickTime = 2000 '\n(.*\n)*# mine\ntickTime = 2000\n(.*\n)*-$/,
    });
    expect(typed).toEqual([`same-zoo-cfg on node3: scp node1:${zooCfg} ${zooCfg}`]);
    // By itself: an observer that asks while others elect may be told nothing for most of a minute.
    const typedThen = await mended({
      node: 'node1',
      step: 'ensemble',
      made: runsWith("'s/^server.1=.*/&:observer/'", until(modeOf('node1'))),
      named: /^observer\nfollower$/,
    });
    expect(typedThen).toEqual([`ensemble on node1: source /etc/profile; ${home}/bin/zkServer.sh restart`]);
  });
}
