#!/usr/bin/env bash
# ZooKeeper's command line client: zkCli.sh -server host:port[,host:port…] [command]
script=$(readlink -f "${BASH_SOURCE[0]}" 2>/dev/null) || script=${BASH_SOURCE[0]}
ZOOBINDIR=$(cd "$(dirname "$script")" && pwd) || exit 1
# shellcheck source=templates/maven/bin/zkEnv.sh
. "$ZOOBINDIR/zkEnv.sh"

log=("-Dzookeeper.log.dir=$ZOO_LOG_DIR" "-Dzookeeper.root.logger=$ZOO_LOG4J_PROP")
[ "$ZOO_LINE" = 3.4 ] || log+=("-Dzookeeper.log.file=zookeeper-${USER:-}-cli-$HOSTNAME.log")

# shellcheck disable=SC2086  # the flags are lists of words
"$JAVA" "${log[@]}" -cp "$CLASSPATH" ${CLIENT_JVMFLAGS:-} ${JVMFLAGS:-} org.apache.zookeeper.ZooKeeperMain "$@"
