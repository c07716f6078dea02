#!/bin/bash
# Ends processes and waits until they are gone. Words: SIGNAL PID…
signal=$1
shift
kill "-$signal" "$@" 2>/dev/null
for ((tries = 0; tries < 300; tries++)); do
  left=
  for pid; do ! kill -0 "$pid" 2>/dev/null || left=1; done
  [ -n "$left" ] || exit 0
  sleep 0.1
done
exit 1
