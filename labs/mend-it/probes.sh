#!/bin/bash
# What only this lab looks at: how clients fare. ask, servers, server and process are templates/probes'.
# shellcheck disable=SC2034,SC2154 # seen and wanted are the caller's; answer and nl come from templates/probes

# Seconds: a server that was started a moment ago may yet answer, and find the others.
moment=5

# recent: whether a server on this machine has been running for no longer than that, by whatever zoo.cfg.
recent() {
  local number state age owner config
  for number in $(servers); do
    if server "$number" && process "$number" && [ "$age" -lt $moment ]; then return 0; fi
  done
  return 1
}

# find_door HOST PORT: in $door, where this node's server is asked: at HOST, unless it listens at another address alone, which others
# may well reach. That this one leads home is for `clients` to tell.
find_door() {
  local uid socket listens_at
  door=$1
  listener "$2" || return 0
  # IPv4, its bytes turned round; tcp6 has it behind this.
  listens_at=${listens_at#0000000000000000FFFF0000}
  case $listens_at in 00000000 | *7F | ?????????*) return 0 ;; esac
  printf -v door %d.%d.%d.%d "0x${listens_at:6:2}" "0x${listens_at:4:2}" "0x${listens_at:2:2}" "0x${listens_at:0:2}"
}

# heard HOST PORT: what the server says of itself, in $answer. One that said nothing is not asked again and again.
silent=
heard() {
  local door
  answer=
  [ -z "$silent" ] || return 1
  find_door "$1" "$2"
  ask "$door" "$2" srvr
  [ -n "$answer" ] || silent=yes
}

# answers HOST PORT: a server is there and speaks.
answers() {
  local door
  seen="$1:$2: -"
  while find_door "$1" "$2" && ask "$door" "$2" srvr; [ -z "$answer" ]; do
    recent || {
      silent=yes
      return 1
    }
    sleep 0.5
  done
  seen=
}

# role HOST PORT: what the server is; a server without a quorum says why it is nothing.
role() {
  while heard "$1" "$2"; do
    case $answer in
    *"${nl}Mode: "*)
      seen=${answer##*"${nl}Mode: "}
      seen=${seen%%"$nl"*}
      return 0
      ;;
    esac
    seen=${answer%%"$nl"*}
    recent || break
    sleep 1
  done
  silent=yes
  return 1
}

# What clients say, as ZooKeeper's protocol has it: the length, and then numbers and texts. In printf's way of writing.
# A session of 30 s: version, last zxid, milliseconds, session id, password of 16 bytes, not read-only.
hello='\0\0\0\x2d\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x75\x30\0\0\0\0\0\0\0\0\0\0\0\x10\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0'
good_bye='\0\0\0\x08\0\0\0\x09\xff\xff\xff\xf5'
# getData /orders, without a watch; getACL /.
get_orders='\0\0\0\x14\0\0\0\x01\0\0\0\x04\0\0\0\x07/orders\0'
get_acl='\0\0\0\x0d\0\0\0\x02\0\0\0\x06\0\0\0\x01/'

# sessions HOST PORT: three at the same time; what the server says to each, in hexadecimal, a line for each.
sessions() {
  # shellcheck disable=SC2016 # the inner shell's words
  limit 5 bash -c 'trap "" PIPE
    exec 3<>"/dev/tcp/$1/$2" 4<>"/dev/tcp/$1/$2" 5<>"/dev/tcp/$1/$2" || exit
    for fd in 3 4 5; do printf "$3" >&$fd; done
    for fd in 3 4 5; do head -c 41 <&$fd | od -An -v -tx1 | tr -d " \n"; echo; done
    for fd in 3 4 5; do printf "$4" >&$fd; cat <&$fd >/dev/null; done' bash "$1" "$2" "$hello" "$good_bye" 2>/dev/null
}

# said HOST PORT REQUEST: all that a server says to one client that asks this, in hexadecimal.
said() {
  # shellcheck disable=SC2016 # the inner shell's words
  limit 5 bash -c 'exec 3<>"/dev/tcp/$1/$2" && printf "$3" >&3 && cat <&3' bash \
    "$1" "$2" "$hello$3$good_bye" 2>/dev/null | od -An -v -tx1 | tr -d ' \n'
}

# connected HOST PORT: to how many of three clients at the same time the server gives a session, in $count. Whether it only kept
# them waiting, in $waited.
connected() {
  local reply replies
  count=0 waited=
  replies=$(sessions "$1" "$2")
  [ $? != 124 ] || waited=yes
  for reply in $replies; do
    # Length, version, milliseconds, session id.
    case ${reply:24:16} in '' | 0000000000000000) continue ;; esac
    count=$((count + 1))
  done
}

# clients HOST:PORT,HOST:PORT: each server takes three clients of this node at the same time. One that takes none may have been
# started a moment ago, which nobody sees from here.
clients() {
  local server count waited tries=4
  for server in $(echo "$1" | tr , ' '); do
    while connected "${server%:*}" "${server##*:}"; [ "$count$waited" = 0 ] && [ "$tries" -gt 0 ]; do
      tries=$((tries - 1))
      sleep 1
    done
    seen="$server: $count × CONNECTED" wanted="$server: 3 × CONNECTED"
    [ "$count" = 3 ] || return 1
  done
  seen='' wanted=''
}

# reply HEX: the second thing that a server says, behind its reply's number and zxid: an error's number and the rest, in $body.
reply() {
  local all=$1
  body=
  [ ${#all} -gt 82 ] || return 1
  all=${all:82}
  body=${all:32:$((16#${all:0:8} * 2 - 24))}
  [ -n "$body" ]
}

# made_anew MILLISECONDS DATA_DIR: something was created clearly after this node was made ready for the lab, where it is known when that was.
made_anew() {
  local mark=${2%/*}/.zk-lab-lesson ready
  [ -e "$mark" ] || return 1
  ready=$(stat -c %Y "$mark" 2>/dev/null || stat -f %m "$mark")
  # Machines' clocks may differ a little.
  [ $((16#$1 / 1000)) -gt $((ready + 30)) ]
}

# orders HOST PORT DATA_DIR…: what this server itself has of /orders: when it was made, and how many orders there are. Those that somebody
# has typed again are not those that were there.
orders() {
  local body count door
  seen='/orders: -' wanted=/orders
  [ -z "$silent" ] || return 1
  find_door "$1" "$2"
  reply "$(said "$door" "$2" "$get_orders")" || return 1
  [ "${body:0:8}" = 00000000 ] || return 1
  body=${body:8}
  # Behind the data: czxid, …, the number of children, pzxid.
  body=${body:$((8 + 16#${body:0:8} * 2))}
  seen="/orders: czxid 0x${body:0:16}, $((16#${body:112:8})) × order"
  wanted='/orders: 9 × order'
  if made_anew "${body:32:16}" "$3"; then
    wanted='' detail=anew
    return 1
  fi
  [ $((16#${body:112:8})) -ge 9 ] || return 1
  # What else there is, is only counted.
  count=${answer##*Node count: }
  seen="$seen, ${count%%"$nl"*} znodes"
  wanted=
}

# What lets somebody past all ACLs, or a server past what it has lost: good for mending, and nothing that a sound server is left with.
# A setting, and the one value that matters where not any does.
relaxing=(skipACL=yes DigestAuthenticationProvider.superDigest= X509AuthenticationProvider.superUser= superUser=
  snapshot.trust.empty=true forceSync=no)

# relaxed ZOO_CFG PID_FILE: this node's server runs with one of these, or will when it is started next, by its zoo.cfg, by what its
# Java was told or by the files that are read for that: in $seen and $wanted.
relaxed() {
  local pid tracked config value each key word options settings
  settings=$(plain_settings "$1" 2>/dev/null)
  find_server "$1" "$2"
  options=$(
    [ -z "$pid" ] || tr '\000' '\n' <"/proc/$pid/cmdline"
    grep -hv '^[[:space:]]*#' "${1%/*}/java.env" "${1%/*}/zookeeper-env.sh"
  ) 2>/dev/null
  for each in "${relaxing[@]}"; do
    key=${each%%=*}
    setting "$key" "$settings"
    case $options in
    *"-Dzookeeper.$key="*)
      word=${options##*"-Dzookeeper.$key="}
      [ -n "$value" ] || value=${word%%[[:space:]\"\']*}
      ;;
    esac
    case ${each#*=} in
    '') [ -n "$value" ] || continue ;;
    "$value") ;;
    *) continue ;;
    esac
    seen="$key = $value" wanted="$key: -"
    return 0
  done
  return 1
}

# open_to_all HOST PORT ZOO_CFG PID_FILE: whoever comes may make znodes below /, because its ACL lets them.
open_to_all() {
  local body count perms scheme door
  wanted='' seen='/: -'
  [ -z "$silent" ] || return 1
  ! relaxed "$3" "$4" || return 1
  find_door "$1" "$2"
  reply "$(said "$door" "$2" "$get_acl")" || return 1
  seen='create /…: NoAuth'
  # Later ones tell only those who may read it.
  [ "${body:0:8}" = 00000000 ] || return 1
  count=$((16#${body:8:8}))
  body=${body:16}
  while [ "$count" -gt 0 ]; do
    # Permissions, of which 4 is to create; scheme; id.
    perms=$((16#${body:0:8}))
    body=${body:8}
    scheme=${body:8:$((16#${body:0:8} * 2))}
    body=${body:$((8 + ${#scheme}))}
    body=${body:$((8 + 16#${body:0:8} * 2))}
    # world, in ASCII.
    if [ "$scheme" = 776f726c64 ] && [ $((perms & 4)) != 0 ]; then
      seen=
      return 0
    fi
    count=$((count - 1))
  done
  return 1
}
