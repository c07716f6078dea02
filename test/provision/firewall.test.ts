import { afterEach, expect, test } from 'vitest';
import { describeUnless } from '../needs.js';
import { centos7, Sandbox, whyNoSandbox } from './sandbox.js';

/** Keeps rules in a file, a line for each, as they were typed; `-A` as iptables -S has them. */
const iptables = `rules=/run/keep/rules; touch $rules; verb=$1; shift
case $verb in
-S) cat $rules; echo '-P INPUT DROP' ;;
-C) grep -qxF -- "-A $*" $rules ;;
-I) echo "-A $*" >>$rules ;;
-D) grep -qxF -- "-A $*" $rules || exit 1; grep -vxF -- "-A $*" $rules >$rules.new; cat $rules.new >$rules ;;
esac`;

/** `show added` as its manual has it: addresses before ports, the protocol behind them. A rule is known without its comment. */
const ufw = `rules=/run/keep/rules; touch $rules
line() { # allow proto tcp from A to any port P [comment C]
  echo "ufw allow from $5 to any port $9 proto tcp"
}
case "$1 $2" in
'status ') echo 'Status: active' ;;
'show added') cat $rules ;;
'allow proto') text=$(line "$@"); [ -z "\${11:-}" ] || text+=" comment '\${11}'"; echo "$text" >>$rules ;;
'--force delete') shift 2; grep -vF "$(line "$@")" $rules >$rules.new; cat $rules.new >$rules ;;
esac`;

/** Its zones are kinds of rules here; eth0 is in the one that a file names. Rules are shown with quotes, as firewalld does. */
const firewalld = `rules=/run/keep/rules; touch $rules; [ "$1" != --state ] || exit 0
kind=now zone=
for word; do
  case $word in
  --get-zone-of-interface=*) cat /run/keep/zone 2>/dev/null || exit 2; exit ;;
  --zone=*) zone=" in \${word#*=}" ;;
  --permanent) kind=always ;;
  esac
done
for word; do
  rule="$kind$zone \${word#*=}"
  case $word in
  --list*) sed -n "s/^$kind$zone \\(rule.*\\)/\\1/p" $rules | sed 's/=\\([^ ]*\\)/="\\1"/g' ;;
  --add*) echo "$rule" >>$rules ;;
  --remove*) grep -qxF "$rule" $rules || exit 12; grep -vxF "$rule" $rules >$rules.new; cat $rules.new >$rules ;;
  esac
done`;

let machine: Sandbox;
afterEach(() => machine.dispose());

describeUnless(whyNoSandbox, 'the firewall of somebody’s machine', () => {
  const hosts = ['10.0.0.11', '10.0.0.12', '10.0.0.13'];
  const start = (firewall: Readonly<Record<string, string>>): void => {
    machine = new Sandbox({ ...centos7, ...firewall }, { '/var/lib/zk-lab/lab': 'the-id mine\n' });
    machine.lab({ hosts });
  };
  const stage = (verb: string): void => {
    expect(machine.run('firewall.sh', [verb])).toMatchObject({ status: 0, stderr: '' });
  };
  const rules = (): string[] => machine.read('/rules').split('\n').filter(Boolean).sort();
  /** The lab has one member less. */
  const leave = (): void =>
    machine.edit('/lab/config/hosts', (text) => text.replace(/^10\.0\.0\.13 .*\n/m, ''));

  const iptablesRule = (address: string, id: string): string =>
    `-A INPUT -s ${address}/32 -p tcp -m multiport --dports 2181,2888,3888 -m comment --comment zk-lab:${id} -j ACCEPT`;
  const ufwRule = (address: string, comment = ''): string =>
    `ufw allow from ${address} to any port 2181,2888,3888 proto tcp${comment && ` comment '${comment}'`}`;
  const rich = (address: string, port: number): string =>
    `rule family=ipv4 source address=${address}/32 port port=${port} protocol=tcp accept`;

  test('iptables: opened once, also after it has forgotten; what others opened stays when the lab goes', () => {
    start({ iptables });
    const others = [
      iptablesRule('10.0.0.11', 'another-id'),
      iptablesRule('10.0.0.12', 'x').replace(' -m comment --comment zk-lab:x', ''),
    ].sort();
    machine.write('/rules', `${others.join('\n')}\n`);
    stage('configure');
    stage('configure');
    const all = [...others, ...hosts.map((host) => iptablesRule(host, 'the-id'))].sort();
    expect(rules()).toEqual(all);
    machine.write('/rules', `${others.join('\n')}\n`);
    stage('configure');
    expect(rules()).toEqual(all);
    leave();
    stage('configure');
    expect(rules()).toEqual(all.filter((rule) => !/10\.0\.0\.13.*the-id/.test(rule)));
    stage('hand_over');
    expect(rules()).toEqual(others);
  });

  test('ufw: the same, and a rule that its owner has already is not the lab’s to close', () => {
    start({ ufw });
    machine.write('/rules', `${ufwRule('10.0.0.11')}\n`);
    stage('configure');
    stage('configure');
    expect(rules()).toEqual(
      [
        ufwRule('10.0.0.11'),
        ...['10.0.0.12', '10.0.0.13'].map((host) => ufwRule(host, 'zk-lab:the-id')),
      ].sort(),
    );
    leave();
    stage('configure');
    expect(rules().join()).not.toContain('10.0.0.13');
    // Since then its owner has made the rule his own.
    machine.edit('/rules', (text) => text.replace(/(10\.0\.0\.12.*) comment .*/, '$1'));
    stage('hand_over');
    expect(rules()).toEqual([ufwRule('10.0.0.11'), ufwRule('10.0.0.12')].sort());
  });

  test.each([
    ['the default zone', ''],
    ['the zone of the interface', ' in lab'],
  ])('firewalld: the same, port by port, now and for good, in %s', (_, zone) => {
    start({
      'firewall-cmd': firewalld,
      ip: "echo '1: lo inet 127.0.0.1/8 scope host lo'; echo '2: eth0 inet 10.0.0.11/24 scope global eth0'",
    });
    if (zone !== '') machine.write('/zone', 'lab\n');
    const theirs = [`always${zone} ${rich('10.0.0.12', 2181)}`, `now${zone} ${rich('10.0.0.12', 2181)}`];
    machine.write('/rules', `${theirs.join('\n')}\n`);
    stage('configure');
    stage('configure');
    const opened = hosts.flatMap((host) => [2181, 2888, 3888].map((port) => rich(host, port)));
    expect(rules()).toEqual(opened.flatMap((rule) => [`always${zone} ${rule}`, `now${zone} ${rule}`]).sort());
    leave();
    stage('configure');
    expect(rules()).toHaveLength(12);
    stage('hand_over');
    expect(rules()).toEqual(theirs);
  });

  test('where nothing keeps anybody out, nothing is opened', () => {
    start({ iptables: 'echo "-P INPUT ACCEPT"' });
    stage('configure');
    expect(machine.calls().filter((call) => !call.startsWith('iptables -S'))).toEqual([]);
  });
});
