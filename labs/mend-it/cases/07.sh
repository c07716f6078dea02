#!/bin/bash
# shellcheck disable=SC2154 # what ../setup.sh has set
server stop
if is_last; then
  JVMFLAGS=-Djute.maxbuffer=4194304 server start
else
  # shellcheck disable=SC2016 # the file's own
  printf '%s\n' 'JVMFLAGS="-Djute.maxbuffer=4194304 $JVMFLAGS"' >>"$conf/java.env"
  server start
fi
await serves
! is_first || write_large /catalogue 3000000
is_last || exit 0
# A server knows more than it has written, and is about to be killed.
written() {
  local folder
  for folder in "${data_folders[@]}"; do grep -sq /catalogue "$folder"/version-2/log.* && return; done
  return 1
}
await written
server stop
server start
