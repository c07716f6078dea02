#!/usr/bin/env bash
# Sourced by the other scripts here: finds the configuration, Java and the jars.
# In: ZOOBINDIR, the folder of the script that sources this, and that script's arguments.
# Honoured: ZOOCFGDIR, ZOOCFG, ZOO_LOG_DIR, ZOO_LOG4J_PROP, JAVA_HOME, CLASSPATH, ZK_SERVER_HEAP, ZK_CLIENT_HEAP,
# and whatever conf/zookeeper-env.sh and conf/java.env set.
# shellcheck disable=SC2034  # what is set here is used by the scripts that source it

# 3.4 keeps its jar beside bin/, later lines keep it in lib/. A few messages and defaults differ between the two.
ZOO_LINE=3.5
for jar in "$ZOOBINDIR"/../zookeeper-*.jar; do
  [ -e "$jar" ] && ZOO_LINE=3.4
done

if [ "$ZOO_LINE" != 3.4 ] && [ $# -gt 1 ] && [ "$1" = --config ]; then
  ZOOCFGDIR=$2
  shift 2
fi
ZOOCFGDIR="${ZOOCFGDIR:-$ZOOBINDIR/../conf}"

if [ -f "$ZOOCFGDIR/zookeeper-env.sh" ]; then
  # shellcheck source=/dev/null
  . "$ZOOCFGDIR/zookeeper-env.sh"
fi
ZOOCFG="$ZOOCFGDIR/${ZOOCFG:-zoo.cfg}"
if [ -f "$ZOOCFGDIR/java.env" ]; then
  # shellcheck source=/dev/null
  . "$ZOOCFGDIR/java.env"
fi

ZOO_LOG4J_PROP="${ZOO_LOG4J_PROP:-INFO,CONSOLE}"
if [ "$ZOO_LINE" = 3.4 ]; then
  ZOO_LOG_DIR="${ZOO_LOG_DIR:-.}"
  JAVA="${JAVA_HOME:+$JAVA_HOME/bin/}java"
else
  ZOO_LOG_DIR="${ZOO_LOG_DIR:-$ZOOBINDIR/../logs}"
  if [ -n "${JAVA_HOME:-}" ] && [ -x "$JAVA_HOME/bin/java" ]; then
    JAVA="$JAVA_HOME/bin/java"
  elif type -p java >/dev/null; then
    JAVA=java
  else
    echo "Error: JAVA_HOME is not set and java could not be found in PATH." >&2
    exit 1
  fi
  SERVER_JVMFLAGS="-Xmx${ZK_SERVER_HEAP:-1000}m ${SERVER_JVMFLAGS:-}"
  CLIENT_JVMFLAGS="-Xmx${ZK_CLIENT_HEAP:-256}m ${CLIENT_JVMFLAGS:-}"
fi

ZOO_JARS=
for jar in "$ZOOBINDIR"/../zookeeper-*.jar "$ZOOBINDIR"/../lib/*.jar; do
  [ -e "$jar" ] && ZOO_JARS="$ZOO_JARS:$jar"
done
CLASSPATH="$ZOOCFGDIR$ZOO_JARS${CLASSPATH:+:$CLASSPATH}"
