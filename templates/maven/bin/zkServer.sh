#!/usr/bin/env bash
# Starts, stops and questions this machine's ZooKeeper server: zkServer.sh COMMAND [zoo.cfg]
# A configuration is looked for in conf/ unless it is given with its folder.
# Few processes on the way to the server: the members of an ensemble often start at once on one machine.
script=${BASH_SOURCE[0]}
if [ -L "$script" ]; then script=$(readlink -f "$script" 2>/dev/null) || script=${BASH_SOURCE[0]}; fi
case $script in */*) ;; *) script=./$script ;; esac
ZOOBINDIR=$(cd "${script%/*}" && pwd) || exit 1
# shellcheck source=templates/maven/bin/zkEnv.sh
. "$ZOOBINDIR/zkEnv.sh"

command=${1:-}
if [ -n "${2:-}" ]; then
  case $2 in
    */*) ZOOCFG=$2 ;;
    *) ZOOCFG="$ZOOCFGDIR/$2" ;;
  esac
fi

# JMX: on for this machine's own tools, or on a port for others, or off.
if [ -n "${JMXDISABLE:-}" ] && [ "$JMXDISABLE" != false ]; then
  echo "JMX disabled by user request" >&2
  jmx=()
else
  echo "ZooKeeper JMX enabled by default" >&2
  jmx=(-Dcom.sun.management.jmxremote)
  if [ -z "${JMXPORT:-}" ]; then
    jmx+=("-Dcom.sun.management.jmxremote.local.only=${JMXLOCALONLY:-false}")
  else
    echo "ZooKeeper remote JMX Port set to $JMXPORT" >&2
    echo "ZooKeeper remote JMX authenticate set to ${JMXAUTH:-false}" >&2
    echo "ZooKeeper remote JMX ssl set to ${JMXSSL:-false}" >&2
    echo "ZooKeeper remote JMX log4j set to ${JMXLOG4J:-true}" >&2
    if [ -n "${JMXHOSTNAME:-}" ] && [ "$ZOO_LINE" != 3.4 ]; then
      echo "ZooKeeper remote JMX Hostname set to $JMXHOSTNAME" >&2
      jmx+=("-Djava.rmi.server.hostname=$JMXHOSTNAME")
    fi
    jmx+=(
      "-Dcom.sun.management.jmxremote.port=$JMXPORT"
      "-Dcom.sun.management.jmxremote.authenticate=${JMXAUTH:-false}"
      "-Dcom.sun.management.jmxremote.ssl=${JMXSSL:-false}"
      "-Dzookeeper.jmx.log4j.disable=${JMXLOG4J:-true}"
    )
  fi
fi
main=org.apache.zookeeper.server.quorum.QuorumPeerMain
# A ZOOMAIN from the environment or conf/ takes the place of all this.
read -r -a run <<<"${ZOOMAIN:-}"
[ ${#run[@]} -gt 0 ] || run=("${jmx[@]}" "$main")

echo "Using config: $ZOOCFG" >&2
[ -r "$ZOOCFG" ] || echo "zkServer.sh: $ZOOCFG: No such file; copy zoo_sample.cfg there and edit it" >&2

# setting NAME [FILE]: the value of a setting in zoo.cfg, in $value: the last one counts, blanks around it do not.
setting() {
  local line file=${2:-$ZOOCFG}
  value=
  [ -r "$file" ] || return 0
  while IFS= read -r line || [ -n "$line" ]; do
    if [[ $line =~ ^[[:space:]]*"$1"[[:space:]]*=[[:space:]]*(.*)$ ]]; then
      value=${BASH_REMATCH[1]}
      value=${value%"${value##*[![:space:]]}"}
    fi
  done <"$file"
}

# folder DIR: make it unless it is there.
folder() { [ -d "$1" ] || mkdir -p "$1"; }

setting dataDir
dataDir=$value
autocreate=()
if [ -n "${ZOO_DATADIR_AUTOCREATE_DISABLE:-}" ] && [ "$ZOO_LINE" != 3.4 ]; then
  if [ ! -d "$dataDir/version-2" ]; then
    echo "ZooKeeper data directory is missing at $dataDir fix the path or run initialize"
    exit 1
  fi
  setting dataLogDir
  if [ -n "$value" ] && [ ! -d "$value/version-2" ]; then
    echo "ZooKeeper txnlog directory is missing at $value fix the path or run initialize"
    exit 1
  fi
  autocreate=(-Dzookeeper.datadir.autocreate=false)
fi
if [ -n "${ZOOPIDFILE:-}" ]; then
  case $ZOOPIDFILE in */*) folder "${ZOOPIDFILE%/*}/" ;; esac
else
  [ -z "$dataDir" ] || folder "$dataDir"
  ZOOPIDFILE="${dataDir:-$ZOOCFGDIR}/zookeeper_server.pid"
fi
[ -w "$ZOO_LOG_DIR" ] || mkdir -p "$ZOO_LOG_DIR"

log=("-Dzookeeper.log.dir=$ZOO_LOG_DIR")
oom=()
if [ "$ZOO_LINE" = 3.4 ]; then
  out="$ZOO_LOG_DIR/zookeeper.out"
  log+=("-Dzookeeper.root.logger=$ZOO_LOG4J_PROP")
else
  out="$ZOO_LOG_DIR/zookeeper-${USER:-}-server-$HOSTNAME.out"
  log+=(
    "-Dzookeeper.log.file=${ZOO_LOG_FILE:-zookeeper-${USER:-}-server-$HOSTNAME.log}"
    "-Dzookeeper.root.logger=$ZOO_LOG4J_PROP"
  )
  oom=(-XX:+HeapDumpOnOutOfMemoryError '-XX:OnOutOfMemoryError=kill -9 %p')
fi

# shellcheck disable=SC2206  # the flags are lists of words
flags=(${SERVER_JVMFLAGS:-} ${JVMFLAGS:-})
# The ${a[@]+…} form: bash before 4.4 takes an empty list for an unset name where nounset is on.
server=("$JAVA" ${autocreate[@]+"${autocreate[@]}"} "${log[@]}" ${oom[@]+"${oom[@]}"} -cp "$CLASSPATH"
  ${flags[@]+"${flags[@]}"} "${run[@]}" "$ZOOCFG")

# Whether the process that the pid file names is there; its number in $pid.
running() {
  pid=
  [ ! -f "$ZOOPIDFILE" ] || read -r pid <"$ZOOPIDFILE"
  [ -n "$pid" ] && kill -0 "$pid" 2>/dev/null
}

start() {
  [ -r "$ZOOCFG" ] || exit 1
  echo -n "Starting zookeeper ... "
  if running; then
    echo "already running as process $pid."
    [ "$ZOO_LINE" = 3.4 ]
    exit
  fi
  nohup "${server[@]}" >"$out" 2>&1 </dev/null &
  pid=$!
  if ! echo -n "$pid" >"$ZOOPIDFILE"; then
    echo FAILED TO WRITE PID
    exit 1
  fi
  sleep 1
  # 3.4 does not look whether the server stayed up; zookeeper.out tells, and so does status.
  if [ "$ZOO_LINE" = 3.4 ] || kill -0 "$pid" 2>/dev/null; then
    echo STARTED
  else
    echo FAILED TO START
    exit 1
  fi
}

stop() {
  echo -n "Stopping zookeeper ... "
  if [ ! -f "$ZOOPIDFILE" ]; then
    echo "no zookeeper to stop (could not find file $ZOOPIDFILE)"
    return
  fi
  if [ "$ZOO_LINE" = 3.4 ]; then
    kill -9 "$(cat "$ZOOPIDFILE")"
    rm "$ZOOPIDFILE"
  else
    kill "$(cat "$ZOOPIDFILE")"
    rm "$ZOOPIDFILE"
    sleep 1
  fi
  echo STOPPED
}

# Later lines can keep the client's port in the server lines or in a dynamic configuration: server.1=host:2888:3888;2181
client_address_of_server_line() {
  myid=$(cat "$dataDir/myid" 2>/dev/null)
  case $myid in
    '' | *[!0-9]*)
      echo "myid could not be determined, will not able to locate clientPort in the server configs."
      return
      ;;
  esac
  setting "server.$myid"
  case $value in
    *';'*) ;;
    *)
      echo "Client port not found in static config file. Looking in dynamic config file."
      setting dynamicConfigFile
      setting "server.$myid" "${value:-/dev/null}"
      ;;
  esac
  line=$value
  case $line in
    *';'*) ;;
    *)
      echo "Client port not found in the server configs"
      return
      ;;
  esac
  line=${line##*;}
  port=${line##*:}
  if [ "$line" != "$port" ]; then
    address=${line%:*}
    address=${address#[}
    address=${address%]}
  fi
}

status() {
  setting clientPortAddress
  address=${value:-localhost}
  setting clientPort
  port=$value
  ask=()
  if [ "$ZOO_LINE" != 3.4 ]; then
    ssl=false
    [ -n "$port" ] || client_address_of_server_line
    if [ -z "$port" ]; then
      echo "Client port not found. Looking for secureClientPort in the static config."
      setting secureClientPort
      port=$value
      setting secureClientPortAddress
      address=${value:-localhost}
      ssl=true
    fi
    if [ -z "$port" ]; then
      echo "Unable to find either secure or unsecure client port in any configs. Terminating."
      exit 1
    fi
    echo "Client port found: $port. Client address: $address. Client SSL: $ssl."
    ask=("$ssl")
    # shellcheck disable=SC2206  # the flags are lists of words
    flags=(${CLIENT_JVMFLAGS:-} ${flags[@]+"${flags[@]}"})
  fi
  mode=$("$JAVA" "${log[@]}" -cp "$CLASSPATH" ${flags[@]+"${flags[@]}"} \
    org.apache.zookeeper.client.FourLetterWordMain "$address" "$port" srvr ${ask[@]+"${ask[@]}"} 2>/dev/null |
    grep Mode)
  if [ -z "$mode" ]; then
    echo "Error contacting service. It is probably not running."
    exit 1
  fi
  echo "$mode"
}

usage() {
  if [ "$ZOO_LINE" = 3.4 ]; then
    echo "Usage: $0 {start|start-foreground|stop|restart|status|print-cmd}" >&2
  else
    echo "Usage: $0 [--config <conf-dir>] {start|start-foreground|stop|version|restart|status|print-cmd}" >&2
  fi
}

version() {
  if [ "$ZOO_LINE" = 3.4 ]; then
    usage
  else
    "$JAVA" -cp "$CLASSPATH" org.apache.zookeeper.version.VersionInfoMain 2>/dev/null
  fi
}

case $command in
  start) start ;;
  start-foreground)
    [ -r "$ZOOCFG" ] || exit 1
    if [ -n "${ZOO_NOEXEC:-}" ]; then "${server[@]}"; else exec "${server[@]}"; fi
    ;;
  stop) stop ;;
  restart)
    # As two commands of their own, which say all that those say.
    shift
    export ZOOCFGDIR
    "$0" stop "$@"
    sleep 3
    "$0" start "$@"
    ;;
  status) status ;;
  version) version ;;
  print-cmd)
    printf '"%s" ' "${server[@]}"
    printf '> "%s" 2>&1 < /dev/null\n' "$out"
    ;;
  *) usage ;;
esac
