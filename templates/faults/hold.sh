#!/bin/bash
# Puts a fault in force on a node, keeps it so, and undoes it at its end: when its time is over, at SIGTERM, or when there is
# nothing left to hold, because the node has ended or somebody has undone it. Run as root where it has the node's network
# and NET_ADMIN, or sees the node's processes; whoever runs it says what it is with the words behind it:
#   cut TIME ADDRESS MARK PEER…           nothing goes to these addresses
#   shape ADDRESS [slow|lose|rate:VALUE:TIME]…   all that is wrong with what goes out: milliseconds, percent, kbit/s
#   stop|kill|pause TIME [START…]         the server, and how it is started again
#   fill TIME FOLDER                      the disk that the folder is on
#   clock TIME SECONDS                    the clock
#   sweep ADDRESS [MARK…]                 what has been left by one of these that was killed
# TIME is in seconds, 0 for no end; ADDRESS is the node's own. First it prints `in force`, or `cannot WHY` and ends. What it has
# put into the routing tables bears protocol 199 and a mark as its metric: by that anybody on the node can see it.
# bash 4.1, and of iproute what 3.10 knows.
PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin
protocol=199
# Nobody looks into a table that no rule names: a place for a note that a queue was changed.
table=199
handle=7a00
chain=ZK-LAB-FAULT

cannot() {
  trap - EXIT
  printf 'cannot %s\n' "$*"
  exit 1
}

need() {
  command -v "$1" >/dev/null || cannot "tool $1"
}

# uptime: seconds in $now, by a clock that nobody sets.
uptime() {
  read -r now _ </proc/uptime
  now=${now%%.*}
}

# hold TIME CHECK…: until the time is over, or CHECK fails.
hold() {
  local lasting=$1 began
  shift
  echo 'in force'
  uptime
  began=$now
  while [ "$lasting" = 0 ] || [ $((now - began)) -lt "$lasting" ]; do
    "$@" || return 0
    sleep 1 &
    wait $!
    uptime
  done
}

# What takes a signal here is the end, and undoing comes after it.
trap 'exit 0' TERM INT HUP
undo_at_end() {
  # shellcheck disable=SC2064 # the name of a function
  trap "$1" EXIT
}

# find_device ADDRESS: in $device the interface with the node's own address.
find_device() {
  need ip
  read -r _ device _ < <(ip -o -4 addr show to "$1")
  [ -n "$device" ] || cannot "device $1"
}

has_device() { [ -e "/sys/class/net/$device" ]; }

cut_off() {
  local lasting=$1 own=$2 peer reason
  mark=$3
  shift 3
  peers=("$@")
  find_device "$own"
  undo_at_end uncut
  for peer; do
    reason=$(ip route add blackhole "$peer" proto "$protocol" metric "$mark" 2>&1) || {
      uncut
      cannot "failed $reason"
    }
  done
  hold "$lasting" has_device
}

uncut() {
  local peer
  for peer in "${peers[@]}"; do
    ip route del blackhole "$peer" proto "$protocol" metric "$mark" 2>/dev/null
  done
}

# lasting_parts: what of the parts is not over.
lasting_parts() {
  local part verb value lasting
  slow='' lose='' rate=''
  uptime
  for part in "${parts[@]}"; do
    IFS=: read -r verb value lasting <<<"$part"
    if [ "$lasting" = 0 ] || [ $((now - began)) -lt "$lasting" ]; then printf -v "$verb" %s "$value"; fi
  done
}

# apply: makes the node's queue what the parts say. netem does all of it; where the kernel lacks that, a bucket does the
# rate, and the firewall loses.
apply() {
  local words='' reason
  words=${slow:+ delay ${slow}ms}${lose:+ loss $lose%}${rate:+ rate ${rate}kbit}
  # shellcheck disable=SC2086 # words
  if tc qdisc replace dev "$device" root handle $handle: netem limit 10000 $words 2>/dev/null; then
    return 0
  fi
  [ -z "$slow" ] || cannot no-netem
  [ -z "$lose" ] || command -v iptables >/dev/null || cannot no-iptables
  if [ -n "$rate" ]; then
    reason=$(tc qdisc replace dev "$device" root handle $handle: tbf rate "${rate}kbit" burst 10kb latency 1s 2>&1) ||
      cannot "failed $reason"
  else
    unqueue
  fi
  unlose
  [ -n "$lose" ] || return 0
  reason=$({
    iptables -N $chain &&
      iptables -A $chain -m statistic --mode random --probability "$(awk "BEGIN { print $lose / 100 }")" -j DROP &&
      iptables -I OUTPUT -o "$device" -j $chain
  } 2>&1) || {
    unlose
    cannot "failed $reason"
  }
}

unqueue() {
  case $(tc qdisc show dev "$device" 2>/dev/null) in *" $handle: root"*) tc qdisc del dev "$device" root 2>/dev/null ;; esac
}

unlose() {
  command -v iptables >/dev/null || return 0
  iptables -D OUTPUT -o "$device" -j $chain 2>/dev/null
  iptables -F $chain 2>/dev/null && iptables -X $chain
  return 0
}

unshape() {
  unqueue
  unlose
  ip route del blackhole default table $table proto "$protocol" metric 1 2>/dev/null
}

shape() {
  local before began
  find_device "$1"
  need tc
  shift
  parts=("$@")
  uptime
  began=$now
  lasting_parts
  apply
  ip route add blackhole default table $table proto "$protocol" metric 1 2>/dev/null
  undo_at_end unshape
  echo 'in force'
  while has_device; do
    before=$slow/$lose/$rate
    lasting_parts
    case $slow$lose$rate in '') return 0 ;; esac
    [ "$before" = "$slow/$lose/$rate" ] || apply
    sleep 1 &
    wait $!
  done
}

# find_server: in $pid the process number of the node's ZooKeeper.
find_server() {
  local file word
  pid=
  for file in /proc/[0-9]*/cmdline; do
    while IFS= read -r -d '' word; do
      case $word in org.apache.zookeeper.server.*Main)
        pid=${file//[!0-9]/}
        return 0
        ;;
      esac
    done 2>/dev/null <"$file"
  done
  return 1
}

no_server() { ! find_server; }

# is_gone PID: has ended, whether or not anybody has noticed.
is_gone() {
  local line
  { IFS= read -r line <"/proc/$1/stat"; } 2>/dev/null || return 0
  case ${line##*) } in Z* | X*) return 0 ;; esac
  return 1
}

end_server() {
  local signal=$1 lasting=$2 tries
  shift 2
  restart=("$@")
  find_server || cannot no-server
  undo_at_end start_again
  kill "-$signal" "$pid"
  for ((tries = 0; tries < 200; tries++)); do
    ! is_gone "$pid" || break
    sleep 0.1
  done
  is_gone "$pid" || cannot 'stays 20'
  # Who starts it meanwhile has undone it.
  hold "$lasting" no_server
}

start_again() {
  if no_server && [ ${#restart[@]} -gt 0 ]; then "${restart[@]}" >/dev/null 2>&1; fi
}

is_frozen() {
  local line
  { IFS= read -r line <"/proc/$pid/stat"; } 2>/dev/null || return 1
  case ${line##*) } in [Tt]*) return 0 ;; esac
  return 1
}

freeze() {
  local tries
  find_server || cannot no-server
  undo_at_end thaw
  kill -STOP "$pid"
  for ((tries = 0; tries < 50; tries++)); do
    ! is_frozen || break
    sleep 0.1
  done
  hold "$1" is_frozen
}

thaw() { kill -CONT "$pid" 2>/dev/null; }

# A file that takes all that is free, without a byte being written: the disk of a machine that grows as it is used stays small.
fill() {
  local size free
  [ ! -e /.dockerenv ] || cannot own-disk
  need fallocate
  filling=$2/.zk-lab-fill
  undo_at_end make_room
  free=$(df -Pk "$2" | awk 'NR == 2 { print $4 }')
  for ((size = free; size >= 4; )); do
    if fallocate -o "$(stat -c %s "$filling" 2>/dev/null || echo 0)" -l "${size}K" "$filling" 2>/dev/null; then continue; fi
    size=$((size / 2))
  done
  [ -s "$filling" ] || cannot "failed fallocate"
  hold "$1" test -e "$filling"
}

make_room() { rm -f "$filling"; }

# What would set the clock right again is stopped meanwhile.
shift_clock() {
  local service reason
  keepers=()
  for service in chronyd chrony ntpd ntp systemd-timesyncd vboxadd-service vmtoolsd; do
    if systemctl is-active --quiet "$service" 2>/dev/null; then keepers+=("$service"); fi
  done
  off=$2
  for service in "${keepers[@]}"; do systemctl stop "$service"; done
  undo_at_end set_right
  reason=$(move_clock "$off" 2>&1) || {
    off=0
    set_right
    cannot "failed $reason"
  }
  hold "$1" true
}

move_clock() { date -s "@$(($(date +%s) + $1))"; }

set_right() {
  local service
  [ "$off" = 0 ] || move_clock $((-off)) >/dev/null
  for service in "${keepers[@]}"; do systemctl start "$service"; done
}

sweep() {
  local line mark
  find_device "$1"
  shift
  for mark; do
    if [ "$mark" = 1 ]; then
      unshape
      continue
    fi
    while read -r line; do
      # shellcheck disable=SC2086 # its words
      case " $line " in *" metric $mark "*) ip route del $line proto "$protocol" ;; esac
    done < <(ip -4 route show proto "$protocol" type blackhole)
  done
  echo 'in force'
}

verb=$1
shift
case $verb in
cut) cut_off "$@" ;;
shape | fill | sweep) "$verb" "$@" ;;
stop) end_server TERM "$@" ;;
kill) end_server KILL "$@" ;;
pause) freeze "$@" ;;
clock) shift_clock "$@" ;;
*) cannot "verb $verb" ;;
esac
