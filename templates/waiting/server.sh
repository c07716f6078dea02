#!/bin/bash
# How the node's ZooKeeper server is, for whoever waits for it to serve: run behind lab/provision/server-log.sh and probes/disk.sh with
# PIDFILE DATA_FOLDER LOG_FOLDER [HOST:PORT…]. First one word: `running`; `paused` (SIGSTOP); `ended`, if one was started and is gone; `none`, if
# none was. Then, a line each: `full FOLDER` where less than a megabyte is free for its data, `log TEXT` for the last words of
# its log, and `unreached HOST:PORT` for what does not take a connection. bash 4.1 and the bare system's commands only. It changes nothing.
pid_file=$1
folders=("${@:2:2}")
shift 3

find_log
if [ -n "$SERVER" ]; then
  if [ -r "/proc/$SERVER/status" ]; then
    state=$(sed -n 's/^State:[[:space:]]*//p' "/proc/$SERVER/status")
  else
    state=$(ps -o state= -p "$SERVER")
  fi
  case $state in
  [Tt]*) echo paused ;;
  *) echo running ;;
  esac
elif [ -s "$pid_file" ]; then
  echo ended
else
  echo none
fi
for folder in "${folders[@]}"; do
  if nearly_full "$folder"; then
    echo "full $folder"
    break
  fi
done
# The places in Java's code that an error went through say nothing to who reads this, nor do questions of who waits.
[ ! -f "$LOG" ] || tail -n 5000 "$LOG" | without_questions | grep -vE '^[[:space:]]*$|^[[:space:]]+(at |\.\.\. )' | tail -n 8 | sed 's/^/log /'

for peer; do
  {
    # shellcheck disable=SC2016 # the inner shell's words
    timeout 3 bash -c 'exec 3<>"/dev/tcp/$1/$2"' _ "${peer%:*}" "${peer##*:}" 2>/dev/null || echo "unreached $peer"
  } &
done
wait
