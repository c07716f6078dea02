#!/bin/bash
# Stage cluster: ZooKeeper runs, and runs again after a reboot.
declare -F main >/dev/null || . "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
. "$LAB_DIR/provision/zookeeper.env"

start_at_boot() {
  local unit=zookeeper.service
  # Somebody's machine may have one of that name.
  ! theirs || unit=zk-lab.service
  if [ -d /run/systemd/system ]; then
    # The learner starts and stops ZooKeeper with zkServer.sh; systemd does so only at boot and shutdown.
    cat >"/etc/systemd/system/$unit" <<UNIT
[Unit]
Description=ZooKeeper, started with zkServer.sh
Wants=network-online.target
After=network-online.target

[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=/bin/bash $LAB_DIR/provision/cluster.sh start

[Install]
WantedBy=multi-user.target
UNIT
    systemctl daemon-reload
    systemctl enable "$unit" >/dev/null 2>&1
  else
    block "/bin/bash $LAB_DIR/provision/cluster.sh start"$'\n' /etc/rc.d/rc.local
    chmod 755 /etc/rc.d/rc.local
  fi
}

# At boot ZooKeeper gives up on its quorum port if the node's address is not there within seconds.
await_address() {
  local address tries
  address=$(awk -v node="$(self)" '$2 == node { print $1 }' "$LAB_DIR/config/hosts")
  for ((tries = 0; tries < 120; tries++)); do
    ! ip -4 -o address | grep -qF " $address/" || return 0
    sleep 0.5
  done
}

running() {
  # A file left by a node that lost power names a process that is gone, or by now another one.
  text "$ZOOKEEPER_HOME/data/zookeeper_server.pid"
  [ -n "$TEXT" ] && grep -qs QuorumPeerMain "/proc/${TEXT%$'\n'}/cmdline"
}

# last_home: in $LAST_HOME, the ZooKeeper whose server ran here last, by the zoo.cfg that the newest log begins with: the
# lab's own, unless the learner has put another one in its place, which nobody is to undo.
last_home() {
  local home file line log='' others=()
  LAST_HOME=$ZOOKEEPER_HOME
  for home in /opt/*zookeeper-*; do
    if [ "$home" != "$ZOOKEEPER_HOME" ] && [ -x "$home/bin/zkServer.sh" ]; then others+=("$home"); fi
  done
  [ ${#others[@]} -gt 0 ] || return 0
  # Where the lab's settings, those of later releases and 3.4's have it, whichever folder that was started in.
  for home in "$ZOOKEEPER_HOME" "${others[@]}"; do
    for file in "$home"/zookeeper*.out "$home"/{bin,logs}/zookeeper*.out /root/zookeeper*.out; do
      if [ -f "$file" ] && { [ -z "$log" ] || [ "$file" -nt "$log" ]; }; then log=$file; fi
    done
  done
  line=$([ -z "$log" ] || grep -a -m 1 'Reading configuration from: ' "$log") || return 0
  line=${line##*Reading configuration from: }
  for home in "${others[@]}"; do
    case $line in "$home"/*) LAST_HOME=$home ;; esac
  done
}

# While an ensemble grows, config/joining names those whose servers are not to start yet: before the old ones all serve, new
# empty ones could elect one of themselves.
joining() {
  text "$LAB_DIR/config/joining"
  [ -n "$TEXT" ] || return 1
  case $'\n'$TEXT in *$'\n'"$(self)"$'\n'*) return 0 ;; *) return 1 ;; esac
}

# Boot and Vagrant may both come here at the same time.
start_once() {
  ! joining || return 0
  exec 9>"$STATE_DIR/start.lock"
  flock 9
  running && return 0
  rm -f "$ZOOKEEPER_HOME/data/zookeeper_server.pid"
  last_home
  cd /root
  JAVA_HOME=/usr/lib/jvm "$LAST_HOME/bin/zkServer.sh" start 9>&- || last_words "$?"
}

# last_words STATUS: what the server that did not start has logged, if it got so far; zkServer.sh does not say why.
last_words() {
  local file log=''
  for file in "$LAST_HOME"/zookeeper*.out "$LAST_HOME"/{bin,logs}/zookeeper*.out /root/zookeeper*.out; do
    # The lock was opened for this very start.
    if [ "$file" -nt "$STATE_DIR/start.lock" ] && { [ -z "$log" ] || [ "$file" -nt "$log" ]; }; then log=$file; fi
  done
  # The places in Java's code that an error went through say nothing to who reads this.
  [ -z "$log" ] || tail -n 100 "$log" | grep -vE '^[[:space:]]*$|^[[:space:]]+(at |\.\.\. )' | tail -n 5
  return "$1"
}

start() {
  await_address
  if theirs; then
    [ ! -e "$STATE_DIR/down" ] || return 0
    stage firewall configure
  fi
  start_once
}

configure() {
  ! has_services || start_at_boot
  start_once
}

main "$@"
