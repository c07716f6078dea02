import { expect, test } from 'vitest';
import type { Mended } from './mended.js';
import { modeOf, runsWith, until } from './typed.js';

/** Mistakes that are about a machine: its names, its firewall, its Java, its keys. */
export function machines(mended: Mended): void {
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
        made: `mkdir -p /run/systemd/system; touch /run/firewalld /run/iptables; cat > /usr/local/sbin/systemctl <<'EOF'
#!/bin/sh
verb=$1
shift
for unit; do
  unit=/run/\${unit%.service}
  case $verb in
  is-active) if [ -e $unit ]; then echo active; else echo inactive; fi ;;
  stop) rm $unit ;;
  esac
done
[ -e /run/firewalld ] || [ -e /run/iptables ] || rm -rf /run/systemd
EOF
chmod 755 /usr/local/sbin/systemctl`,
        named: /firewalld\.service: active\niptables\.service: active/,
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
}
