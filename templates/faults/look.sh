#!/bin/bash
# What there is of faults on a machine, a line each: `held PID WHAT` for each that holds one (launch.sh), `mark NUMBER` for what
# is in the routing tables of it, and `file` where there is one that fills the disk of the folder that is named; last `looked`. It changes
# nothing. bash 4.1.
PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin
for process in /proc/[0-9]*; do
  words=()
  while IFS= read -r -d '' word; do words+=("$word"); done 2>/dev/null <"$process/cmdline"
  [ "${words[3]:-}" = zk-lab-fault ] || continue
  while IFS= read -r -d '' word; do
    case $word in ZK_LAB_FAULT=*) printf 'held %s %s\n' "${process#/proc/}" "${word#*=}" ;; esac
  done 2>/dev/null <"$process/environ"
done
ip -4 route show table all proto 199 2>/dev/null | sed -n 's/.* metric \([0-9]*\).*/mark \1/p'
[ ! -e "$1/.zk-lab-fill" ] || echo file
echo looked
