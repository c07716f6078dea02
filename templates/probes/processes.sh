#!/bin/bash
# Which servers run on a node, which ports they have, and what they answer. See base.sh.
# shellcheck disable=SC2034,SC2154 # what probes leave is the caller's, and some of what they use is other parts'

# process PID: of a process, its state in $state (S sleeps, T is stopped, Z is dead and not buried), the seconds since its
# start in $age, its user's number in $owner. Status 1: there is none. Without /proc, as on macOS, less is known.
process() {
  local line up key value
  state=S age=0 owner=
  [ -d /proc/self ] || {
    kill -0 "$1" 2>/dev/null
    return
  }
  { IFS= read -r line <"/proc/$1/stat"; } 2>/dev/null || return 1
  while read -r key value _; do
    [ "$key" != Uid: ] || owner=$value
  done 2>/dev/null <"/proc/$1/status"
  # shellcheck disable=SC2086 # its fields, from the state on
  set -- ${line##*) }
  state=$1
  read -r up _ </proc/uptime
  age=$((${up%%.*} - ${20} / 100))
}

# server PID: whether that is a ZooKeeper server; in $config the zoo.cfg that it was started with.
server() {
  local word main=no
  config=
  if [ -d /proc/self ]; then
    [ -r "/proc/$1/cmdline" ] || return 1
    while IFS= read -r -d '' word; do
      case $word in org.apache.zookeeper.server.*Main) main=yes ;; esac
      config=$word
    done 2>/dev/null <"/proc/$1/cmdline"
  else
    word=$(ps -ww -o args= -p "$1")
    case $word in *org.apache.zookeeper.server.*Main*) main=yes ;; esac
    config=${word##* }
  fi
  [ "$main" = yes ]
}

# servers: the process numbers of all ZooKeeper servers.
servers() {
  grep -lsE 'org\.apache\.zookeeper\.server\.[A-Za-z.]*Main' /proc/[0-9]*/cmdline | sed 's/[^0-9]//g'
}

# find_server ZOO_CFG PID_FILE: in $pid the process number of the server of this zoo.cfg, if it runs; in $tracked whether
# zkServer.sh can stop it. As facts too, and so are pid files with which it would take something else for the server.
find_server() {
  local zoo_cfg=$1 pid_file=$2 file number
  pid='' tracked=''
  # Apache's script of 3.4 keeps a blank behind "dataDir =", and makes a folder of that name where it is typed.
  for file in "$pid_file" "$HOME/ $pid_file"; do
    number=
    [ ! -f "$file" ] || IFS= read -r number <"$file"
    case $number in '' | *[!0-9]*) continue ;; esac
    if server "$number" && [ "$config" -ef "$zoo_cfg" ]; then
      pid=$number
      [ "$file" != "$pid_file" ] || tracked=yes
    elif kill -0 "$number" 2>/dev/null; then
      fact stale "$file"
    fi
  done
  if [ -z "$pid" ]; then
    for number in $(servers); do
      if server "$number" && [ "$config" -ef "$zoo_cfg" ]; then pid=$number; fi
    done
  fi
  [ -n "$pid" ] || return 0
  fact pid "$pid"
  # Somebody else's.
  kill -0 "$pid" 2>/dev/null || {
    tracked=
    fact sudo yes
  }
  if [ -n "$tracked" ]; then fact tracked yes; else fact kill "$pid"; fi
}

# listener PORT [FILE…]: of what listens there, its socket in $socket, the number of its user in $uid and its address, in
# hexadecimal digits, in $listens_at: zeros for all. FILE: tcp6 or tcp, both in this order unless told otherwise. Java listens
# in the first, and the kernel takes milliseconds for each. Status 1: nothing does, or it cannot be told.
listener() {
  local port=$1 file all line nobody
  shift
  [ $# -gt 0 ] || set -- tcp6 tcp
  for file; do
    nobody=00000000
    [ "$file" = tcp ] || nobody=$nobody$nobody$nobody$nobody
    printf -v line ':%04X %s:0000 0A ' "$port" "$nobody"
    [ -r "/proc/net/$file" ] || continue
    IFS= read -r -d '' all <"/proc/net/$file"
    case $all in *"$line"*) ;; *) continue ;; esac
    listens_at=${all%%"$line"*}
    listens_at=${listens_at##* }
    # shellcheck disable=SC2086 # its fields: queues, timer, retransmissions, user, timeout, socket
    set -- ${all#*"$line"}
    uid=$4 socket=$6
    return 0
  done
  return 1
}

# others_listen PORT: somebody else than the server $pid listens there: the facts kill, port and user, and a line of $seen.
others_listen() {
  local socket uid listens_at state age owner config number holder user
  listener "$1" || return 1
  if [ -n "$pid" ]; then
    [ -z "$(exec find "/proc/$pid/fd" -lname "socket:\\[$socket\\]" 2>/dev/null)" ] || return 1
    # What another user has open is hidden, in containers from root too.
    if process "$pid" && [ "$owner" = "$uid" ] && ! ls "/proc/$pid/fd" >/dev/null 2>&1; then return 1; fi
  fi
  holder=$(holder_of "$socket")
  if [ -z "$holder" ]; then
    for number in $(servers); do
      if [ "$number" != "$pid" ] && process "$number" && [ "$owner" = "$uid" ]; then holder=$number; fi
    done
  fi
  [ -n "$holder" ] || holder=$(holder_of "$socket" "$uid")
  if [ -z "$holder" ]; then
    # Whoever answers may be the right one.
    [ -z "$answer" ] || return 1
    fact port "$1"
    seen="$1: uid $uid"
    return 0
  fi
  process "$holder"
  user=$(ps -o user= -p "$holder")
  server "$holder" || config=$(ps -ww -o args= -p "$holder")
  seen="$1: pid $holder ($user): ${config:0:120}"
  fact port "$1"
  fact user "$user"
  fact kill "$holder"
  kill -0 "$holder" 2>/dev/null || fact sudo yes
}

# holder_of SOCKET [UID]: the number of the process that has it open; looked for as that user.
holder_of() {
  local line number gid look=(find)
  if [ $# = 2 ]; then
    line=$(grep -lsE "^Uid:[[:space:]]+$2[[:space:]]" /proc/[0-9]*/status)
    number=${line%%"$nl"*}
    [ -n "$number" ] || return 0
    gid=$(sed -n 's/^Gid:[[:space:]]*\([0-9]*\).*/\1/p' "$number" 2>/dev/null)
    look=(chroot "--userspec=$2:$gid" / find)
  fi
  line=$("${look[@]}" /proc/[0-9]*/fd -lname "socket:\\[$1\\]" 2>/dev/null)
  line=${line%%"$nl"*}
  line=${line#/proc/}
  echo "${line%%/*}"
}

# ask HOST PORT WORD [WORD]: what the server says to a four-letter word, in $answer; to a second one, in $more. Status 1: it
# takes no connection, or does not come to an end.
ask() {
  local host=$1 port=$2 all end=$'\036' line text
  shift 2
  # Connecting may hang, so that it has a shell of its own.
  IFS= read -r -d '' -t 5 all < <(
    exec 2>/dev/null
    for word; do
      exec 3<>"/dev/tcp/$host/$port" && printf '%s' "$word" >&3 || exit
      text=
      while IFS= read -r line <&3 || [ -n "$line" ]; do text=$text$line$nl; done
      printf '%s' "$text$end"
    done
  )
  answer=${all%%"$end"*} more=
  answer=${answer%"${answer##*[!"$nl"]}"}
  case $all in
  *"$end"*"$end") more=${all#*"$end"} more=${more%"$end"} ;;
  *"$end") [ $# = 1 ] ;;
  *) kill $! && return 1 ;;
  esac 2>/dev/null
}
