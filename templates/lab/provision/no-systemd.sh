#!/bin/bash
# Stands where systemctl and service stand: inside a container no service manager runs.
# `systemctl VERB UNIT` and `service UNIT VERB`
if [ "$(basename "$0")" = service ]; then unit=${1:-} verb=${2:-}; else verb=${1:-} unit=${2:-}; fi
case $verb:${unit%.service} in
stop:firewalld | stop:iptables | disable:firewalld | disable:iptables)
  echo "This node is a container: no ${unit%.service} runs here, nothing to $verb." >&2
  ;;
status:firewalld | status:iptables)
  echo "${unit%.service} is inactive: this node is a container, and no firewall runs in it."
  exit 3
  ;;
is-active:firewalld | is-active:iptables)
  echo inactive
  exit 3
  ;;
*)
  echo "This node is a container without a service manager; sshd runs, and ZooKeeper is started with zkServer.sh." >&2
  exit 1
  ;;
esac
