#!/bin/bash
# What bench/machines.mjs measures zk-lab beside: three machines, over SSH, as one would script it oneself. Words: up|away JDK ZOOKEEPER
# HOME HOST…, the two being tarballs and HOST [USER@]ADDRESS; who is not root has sudo.
# What is written in the scripts for the other side is filled in on this one.
# shellcheck disable=SC2087,SC2016
set -eu
verb=$1 jdk=$2 zookeeper=$3 home=$4
shift 4
n=0 hosts='' servers=''
for host; do
  n=$((n + 1))
  hosts+="${host##*@} hand$n"$'\n'
  servers+="server.$n=hand$n:2888:3888"$'\n'
done

up() { # HOST ID
  tar -cf - -C "$(dirname "$jdk")" "$(basename "$jdk")" -C "$(dirname "$zookeeper")" "$(basename "$zookeeper")" |
    ssh "$1" 'sudo=; [ "$(id -u)" = 0 ] || sudo="sudo -n"; $sudo bash -c "mkdir -p /opt/jdk && tar -xf - -C /opt"'
  ssh "$1" 'sudo=; [ "$(id -u)" = 0 ] || sudo="sudo -n"; $sudo bash -s' <<SCRIPT
set -eu
cd /opt
tar -xzf $(basename "$jdk") -C jdk --strip-components=1
tar -xzf $(basename "$zookeeper")
printf '%s' '$hosts' >>/etc/hosts
mkdir -p $home/data $home/logs
cat >$home/conf/zoo.cfg <<CFG
tickTime=2000
initLimit=5
syncLimit=2
clientPort=2181
dataDir=$home/data
$servers
CFG
echo $2 >$home/data/myid
export JAVA_HOME=/opt/jdk ZOO_LOG_DIR=$home/logs JVMFLAGS='-Xmx170m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:Tier3InvocationThreshold=1000'
$home/bin/zkServer.sh start >/dev/null 2>&1
SCRIPT
}

away() { # HOST
  ssh "$1" 'sudo=; [ "$(id -u)" = 0 ] || sudo="sudo -n"; $sudo bash -s' <<SCRIPT
JAVA_HOME=/opt/jdk $home/bin/zkServer.sh stop >/dev/null 2>&1
while grep -qs QuorumPeerMain /proc/[0-9]*/cmdline; do sleep 0.1; done
rm -rf /opt/jdk $home /opt/$(basename "$jdk") /opt/$(basename "$zookeeper")
grep -v ' hand[0-9]*$' /etc/hosts >/tmp/hosts; cat /tmp/hosts >/etc/hosts; rm /tmp/hosts
SCRIPT
}

n=0
for host; do
  n=$((n + 1))
  "$verb" "$host" "$n" &
done
wait
