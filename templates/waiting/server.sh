#!/bin/bash
# How the node's ZooKeeper server is, for whoever waits for it to serve: server.sh HOME PIDFILE LOG [HOST:PORT…]
# First one word: `running`; `paused` (SIGSTOP); `ended`, if one was started and is gone; `none`, if none was. Then, a line
# each: `log TEXT` for the last words of its log, and `unreached HOST:PORT` for what does not take a connection.
# bash 4.1 and the bare system's commands only. It changes nothing.
home=$1 pid_file=$2 log=$3
shift 3

# The process whose command line is a server's; the pid file names one that is gone by now, or another.
server=
for file in /proc/[0-9]*/cmdline; do
  if tr '\0' ' ' <"$file" 2>/dev/null | grep -qE 'org\.apache\.zookeeper\.server\.(quorum\.QuorumPeerMain|ZooKeeperServerMain)'; then
    file=${file#/proc/} server=${file%/cmdline}
    break
  fi
done
if [ -n "$server" ]; then
  case $(sed -n 's/^State:[[:space:]]*//p' "/proc/$server/status" 2>/dev/null) in
  [Tt]*) echo paused ;;
  *) echo running ;;
  esac
  # Where it really writes: whoever started it may have stood anywhere.
  out=$(readlink "/proc/$server/fd/1" 2>/dev/null)
  [ ! -f "$out" ] || log=$out
elif [ -s "$pid_file" ]; then
  echo ended
else
  echo none
fi
if [ ! -f "$log" ]; then
  # 3.5 and later name it after user and host.
  for file in "$home"/logs/zookeeper*.out; do [ ! -f "$file" ] || log=$file; done
fi
# The places in Java's code that an error went through say nothing to who reads this.
[ ! -f "$log" ] || tail -n 200 "$log" | grep -vE '^[[:space:]]*$|^[[:space:]]+(at |\.\.\. )' | tail -n 8 | sed 's/^/log /'

for peer; do
  {
    # shellcheck disable=SC2016 # the inner shell's words
    timeout 3 bash -c 'exec 3<>"/dev/tcp/$1/$2"' _ "${peer%:*}" "${peer##*:}" 2>/dev/null || echo "unreached $peer"
  } &
done
wait
