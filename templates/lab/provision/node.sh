#!/bin/bash
# A node in a container: configures itself, starts ZooKeeper if the stage says so, and stays as long as sshd does.
trap 'exit 0' TERM INT
. "${BASH_SOURCE[0]%/*}/lib.sh"
. "$LAB_DIR/provision/keep.sh"
. "$LAB_DIR/provision/server-log.sh"
. "$LAB_DIR/provision/software.env"
until=$1
# A pod is called otherwise than its node.
node=${ZK_LAB_NODE:-$HOSTNAME}
if [ -d "$LAB_DIR/given" ]; then
  . "$LAB_DIR/provision/pod.sh"
  begin_pod "$node" "$ZK_LAB_ADDRESS"
fi

# Whoever is root here may be another user to the machine: with userns-remap, a rootless engine, or a lab on NFS.
for file in "$LAB_DIR"/keys/* "$LAB_DIR"/config/* "$LAB_DIR/artifacts/."; do
  [ -r "$file" ] || die "${file%/.} cannot be read by root of this container, who is another user to the machine that the engine runs on.
In the lab's folder there, type: chmod -R a+rX config artifacts keys/nodes"
done

keep_restore
set -e
beyond=
for stage in os ssh $SOFTWARE; do
  if [ -z "$beyond" ]; then
    stage "$stage" configure "$node" "$until"
  else
    stage "$stage" hand_over
  fi
  [ "$stage" != "$until" ] || beyond=1
done
folder /run/sshd
# While it looks for its keys, ZooKeeper can already start.
/usr/sbin/sshd -D -e &
sshd=$!

stop() {
  local server
  set +e
  trap '' TERM INT
  for server in /opt/*zookeeper-*/bin/zkServer.sh; do
    [ ! -x "$server" ] || JAVA_HOME=/usr/lib/jvm "$server" stop
  done
  keep_save
  kill "$sshd" 2>/dev/null
  exit 0
}
trap stop TERM INT
# By this a fault that has ended the server ends, whoever put it in force.
trap 'bash "$LAB_DIR/provision/cluster.sh" configure "$node" cluster &' USR1

if [ "$until" = cluster ]; then
  [ ! -d "$LAB_DIR/given" ] || await_names
  stage cluster configure "$node" "$until"
fi
# So that `docker compose logs` shows what ZooKeeper says, whoever starts it and from where.
(
  set +e
  follow_log
) &
# A signal that is taken care of interrupts the wait.
while :; do
  status=0
  wait "$sshd" || status=$?
  kill -0 "$sshd" 2>/dev/null || exit "$status"
done
