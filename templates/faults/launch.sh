#!/bin/bash
# Starts hold.sh so that it outlives whoever asked for it, and prints its first line. Words: HELD SCRIPT WORD…, where HELD is
# what is shown of it (look.sh), and SCRIPT and the words are hold.sh's. bash 4.1.
held=$1
script=$2
shift 2
said=$(mktemp)
ZK_LAB_FAULT=$held setsid bash -c "$script" zk-lab-fault "$@" >"$said" 2>&1 </dev/null &
for ((tries = 0; tries < 400; tries++)); do
  # A line that is whole.
  ! IFS= read -r line <"$said" || break
  kill -0 $! 2>/dev/null || break
  sleep 0.1
done
IFS= read -r line <"$said"
rm -f "$said"
printf '%s\n' "$line"
