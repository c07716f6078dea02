#!/bin/bash
# Stage cluster: ZooKeeper runs, and runs again after a reboot.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
. "$LAB_DIR/provision/zookeeper.env"

start_at_boot() {
  if have systemctl; then
    # The learner starts and stops ZooKeeper with zkServer.sh; systemd does so only at boot and shutdown.
    cat >/etc/systemd/system/zookeeper.service <<UNIT
[Unit]
Description=ZooKeeper, started with zkServer.sh
After=network.target

[Service]
Type=oneshot
RemainAfterExit=yes
Environment=JAVA_HOME=/usr/lib/jvm
ExecStart=$ZOOKEEPER_HOME/bin/zkServer.sh start
ExecStop=$ZOOKEEPER_HOME/bin/zkServer.sh stop
KillMode=none

[Install]
WantedBy=multi-user.target
UNIT
    systemctl daemon-reload
    systemctl enable zookeeper.service >/dev/null 2>&1
  else
    block /etc/rc.d/rc.local <<LINE
JAVA_HOME=/usr/lib/jvm $ZOOKEEPER_HOME/bin/zkServer.sh start
LINE
    chmod 755 /etc/rc.d/rc.local
  fi
}

configure() {
  export JAVA_HOME=/usr/lib/jvm
  in_container || start_at_boot
  # A file left by a node that lost power names a process that is gone, or by now another one.
  local pid_file="$ZOOKEEPER_HOME/data/zookeeper_server.pid" pid
  if pid=$(cat "$pid_file" 2>/dev/null); then
    if tr '\0' ' ' 2>/dev/null <"/proc/$pid/cmdline" | grep -q QuorumPeerMain; then
      return 0
    fi
    rm -f "$pid_file"
  fi
  (cd /root && "$ZOOKEEPER_HOME/bin/zkServer.sh" start)
}

main "$@"
