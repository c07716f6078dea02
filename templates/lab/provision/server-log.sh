# Where this machine's ZooKeeper server really logs, and what it logs without the lab's own questions to it. Sourced by
# node.sh; zk-lab hands it to bash where the server runs. bash 3.2 and what Linux and macOS both have will do.

# The zoo.cfg that the server was started with, as its command line ends; any server's if not set.
ZOO_CFG=${ZOO_CFG:-}
# Folders where a server that runs no more may have left its log.
[ -n "${LOG_FOLDERS+set}" ] || LOG_FOLDERS=()
# Addresses beside loopback from which the lab asks how the server is, the default route's gateway aside.
ASKERS=${ASKERS:-}
# Set: nothing is left out.
LOG_ALL=${LOG_ALL:-}
# What is said once where there is no log to follow yet.
LOG_WAITING=${LOG_WAITING:-}

# runs_with DIR FILE: whether the process of that folder of /proc was started with FILE: called so, or, as the last of its words, in
# any other way, as from the folder that it is in. The file may be gone by now.
runs_with() {
  local word last=
  ! grep -qszxF -e "$2" "$1/cmdline" || return 0
  while IFS= read -r -d '' word; do last=$word; done <"$1/cmdline"
  case $last in /*) ;; *) last=$1/cwd/$last ;; esac
  [ "$last" -ef "$2" ]
}

# servers: the numbers of the server processes, whoever started them.
servers() {
  local main='org\.apache\.zookeeper\.server\.(quorum\.QuorumPeerMain|ZooKeeperServerMain)' dir name
  if [ ! -r /proc/self/cmdline ]; then
    # shellcheck disable=SC2009 # macOS' pgrep cannot match as exactly
    LC_ALL=C ps -axww -o pid=,args= | grep -E "^ *[0-9]+ [^ ]*java .* $main .*$ZOO_CFG\$" |
      while read -r dir _; do echo "$dir"; done
    return
  fi
  # Words end in NUL here, and only a whole word counts: what merely speaks of the server is none.
  grep -lszxE "$main" /proc/[0-9]*/cmdline | while IFS= read -r dir; do
    dir=${dir%/cmdline}
    { read -r name <"$dir/comm"; } 2>/dev/null
    [ "$name" = java ] || continue
    [ -z "$ZOO_CFG" ] || runs_with "$dir" "$ZOO_CFG" 2>/dev/null || continue
    echo "${dir#/proc/}"
  done
}

# log_of PID: the file that a server logs into, by what it holds open: a log of its own, else its output. Nothing if that
# is no file but a terminal.
log_of() {
  local file look=(find)
  if [ -d "/proc/$1/fd" ]; then
    # What another user has open is hidden, in containers from root too: asked as that user.
    hides "$1" && look=(chroot "--userspec=$(owner_of "$1")" / find)
    file=$("${look[@]}" "/proc/$1/fd" \( -lname '*/zookeeper.log' -o -lname '*/zookeeper-*.log' \) -print 2>/dev/null | head -n 1)
    file=${file:-/proc/$1/fd/1}
    set -- "$file" "$("${look[@]}" "$file" -maxdepth 0 -printf '%l' 2>/dev/null)"
    # One that was deleted is still to be read.
    if [ -f "$2" ]; then echo "$2"; elif [ -f "$1" ]; then echo "$1"; fi
  else
    file=$(lsof -w -a -p "$1" -d '0-999' -Fn 2>/dev/null | sed -n -e 's/^n\(.*\/zookeeper\.log\)$/\1/p' -e 's/^n\(.*\/zookeeper-[^/]*\.log\)$/\1/p' | head -n 1)
    [ -n "$file" ] || file=$(lsof -w -a -p "$1" -d 1 -Fn 2>/dev/null | sed -n 's/^n//p')
    [ ! -f "$file" ] || echo "$file"
  fi
}

# hides PID: what that process has open is not for this user to see.
hides() { [ -d "/proc/$1/fd" ] && ! readlink "/proc/$1/fd/1" >/dev/null 2>&1; }

# owner_of PID: UID:GID.
owner_of() { sed -n -e 's/^Uid:[[:space:]]*\([0-9]*\).*/\1:/p' -e 's/^Gid:[[:space:]]*\([0-9]*\).*/\1/p' "/proc/$1/status" | tr -d '\n'; }

# left_logs: the logs in LOG_FOLDERS, the newest first.
left_logs() {
  local folder file files=()
  for folder in "${LOG_FOLDERS[@]}"; do
    for file in "$folder"/zookeeper.out "$folder"/zookeeper-*.out "$folder"/zookeeper.log "$folder"/zookeeper-*-server-*.log; do
      [ ! -f "$file" ] || files+=("$file")
    done
  done
  [ ${#files[@]} = 0 ] || ls -t -- "${files[@]}"
}

# find_log: SERVER, the server's process, if it runs, and LOG, its log, else the newest that one has left behind.
find_log() {
  local pid file
  SERVER='' LOG=''
  for pid in $(servers); do
    file=$(log_of "$pid")
    if [ -z "$SERVER" ] || [ -z "$LOG" ] || { [ -n "$file" ] && [ "$file" -nt "$LOG" ]; }; then
      SERVER=$pid LOG=$file
    fi
  done
  [ -n "$SERVER" ] || LOG=$(left_logs | head -n 1)
}

# gateway: this machine's default one. Where a port of the host leads here, the host's questions come from there.
gateway() {
  local to by
  [ ! -r /proc/net/route ] || while read -r _ to by _; do
    [ "$to" != 00000000 ] || printf '%d.%d.%d.%d ' "0x${by:6:2}" "0x${by:4:2}" "0x${by:2:2}" "0x${by:0:2}"
  done </proc/net/route
}

# without_questions [SKIP]: what is logged, without its first SKIP lines and without what the server says about "srvr"
# from the lab itself, its health checks included: one line from 3.5 on, in 3.4 three. The first of these three looks like any
# client's and is kept back until its client's next line tells; it is never lost. For pipelines only, as is grown: a process
# becomes what it runs, since these run as long as the node does.
without_questions() {
  local awk=(awk)
  if [ -n "$LOG_ALL" ]; then
    exec tail -n "+$((${1:-0} + 1))"
  fi
  # Else mawk waits for more before it gives anything away.
  case $(awk -W version 2>/dev/null </dev/null) in *mawk*) awk+=(-W interactive) ;; esac
  # shellcheck disable=SC2016 # awk's own
  exec "${awk[@]}" -v skip="${1:-0}" -v askers=" 127.0.0.1 0:0:0:0:0:0:0:1 $(gateway)$ASKERS " '
    function asker(client) {
      sub(/^\//, "", client); sub(/:[0-9]+$/, "", client); gsub(/[][]/, "", client)
      return index(askers, " " client " ") > 0
    }
    function show(line) { if (++shown > skip) { print line; fflush() } }
    / - Accepted socket connection from \/[^ ]+$/ && asker($NF) {
      if ($NF in kept) show(kept[$NF])
      kept[$NF] = $0
      delete asked[$NF]
      next
    }
    / - Processing srvr command from \/[^ ]+$/ && asker($NF) {
      if ($NF in kept) asked[$NF] = 1
      delete kept[$NF]
      next
    }
    / - Closed socket connection for client \/[^ ]+ \(no session established for client\)$/ && ($(NF - 5) in asked) {
      delete asked[$(NF - 5)]
      next
    }
    {
      for (client in kept) if (index($0, client)) { show(kept[client]); delete kept[client] }
      show($0)
    }
    END { for (client in kept) show(kept[client]) }
  '
}

# last_lines N: the end of LOG. Status 3: there is none; 4: the server logs into a terminal; 5: it is another user's, and where it
# logs is hidden.
last_lines() {
  find_log
  if [ -z "$LOG" ]; then
    [ -z "$SERVER" ] && return 3
    hides "$SERVER" && return 5
    return 4
  fi
  without_questions <"$LOG" | tail -n "$1"
}

# grown PID FILE FROM: FILE from there on (as tail has it: -n +1, -c +100) until the process ends.
grown() {
  if [ -d /proc/self ]; then
    # shellcheck disable=SC2086 # two words
    exec tail --pid="$1" $3 -F "$2" 2>/dev/null
  else
    # shellcheck disable=SC2086
    tail $3 -F "$2" 2>/dev/null &
    while kill -0 "$1" 2>/dev/null; do sleep 1; done
    kill $!
  fi
}

# follow_log [N]: the last N lines (all, if not given) of the log, and on as it grows; after every start of a server also
# what that one logs, wherever it does. Ends when it is ended.
follow_log() {
  local last=${1:-} file='' begin='' size=0 from skip
  while :; do
    find_log
    if [ -z "$LOG" ]; then
      [ -z "$LOG_WAITING" ] || echo "$LOG_WAITING" >&2
      # What is yet to come is shown from its first line on.
      last=
    fi
    LOG_WAITING=
    if [ -n "$LOG" ] && { [ -n "$SERVER" ] || [ "$LOG" != "$file" ]; }; then
      from='-n +1' skip=0
      if [ -n "$last" ]; then
        skip=$(($(without_questions <"$LOG" | wc -l) - last))
        [ "$skip" -gt 0 ] || skip=0
        last=
      elif [ "$LOG" = "$file" ] && [ "$(head -n 1 "$LOG")" = "$begin" ]; then
        # A server that has gone on with the log of the one before.
        from="-c +$((size + 1))"
      fi
      if [ -n "$SERVER" ]; then
        grown "$SERVER" "$LOG" "$from" | without_questions "$skip"
      else
        # shellcheck disable=SC2086 # two words
        tail $from "$LOG" | without_questions "$skip"
      fi
      file=$LOG begin=$(head -n 1 "$LOG" 2>/dev/null) size=$(wc -c <"$LOG" 2>/dev/null)
    fi
    sleep 1
  done
}
