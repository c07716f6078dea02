#!/bin/bash
# shellcheck disable=SC2154 # what ../setup.sh has set
is_first || exit 0
server stop
if is_shared; then
  # What is not the lab's own would be left behind there.
  server start
  await serves
  kill -STOP "$(cat "$pid_file")"
  exit 0
fi
mkdir -p /root/try
printf '%s\n' tickTime=2000 dataDir=/root/try/data "clientPort=$port" >/root/try/zoo.cfg
(
  # shellcheck disable=SC1090 # the node's own
  [ -z "$java_profile" ] || . "$java_profile"
  cd /root/try || exit
  exec setsid "$home/bin/zkServer.sh" start-foreground /root/try/zoo.cfg </dev/null >/dev/null 2>&1
) &
await serves
kill -STOP $!
server start
