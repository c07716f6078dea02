#!/bin/bash
# Runs a node's zkCli.sh on the whole ensemble: run.sh [--quiet] HOME JAVA_HOME CONNECT_STRING [ARGUMENT…]
# --quiet: without a log, so that nothing but the answer is printed. Status 66: this node has no client, or no Java for it.
quiet=
[ "$1" != --quiet ] || { quiet=1; shift; }
client="$1/bin/zkCli.sh" connect=$3
# zkCli.sh finds its Java through JAVA_HOME, which only a login shell would have set.
if [ -x "$2/bin/java" ]; then export JAVA_HOME=$2; else unset JAVA_HOME; fi
shift 3
[ -x "$client" ] || exit 66
[ -n "$JAVA_HOME" ] || command -v java >/dev/null || exit 66
[ -n "$quiet" ] || exec "$client" -server "$connect" "$@"

# Up to 3.7 the log is log4j's, from 3.8 on logback's. The folder's name must have no blanks: the flags are split at them.
folder=$(mktemp -d /tmp/zk-lab-zkcli.XXXXXX) || exit
trap 'rm -rf "$folder"' EXIT
echo 'log4j.rootLogger=OFF' >"$folder/log4j.properties"
echo '<configuration><root level="OFF"/></configuration>' >"$folder/logback.xml"
log="-Dlog4j.configuration=file:$folder/log4j.properties -Dlogback.configurationFile=$folder/logback.xml"
CLIENT_JVMFLAGS="$log $CLIENT_JVMFLAGS" "$client" -server "$connect" "$@" </dev/null
