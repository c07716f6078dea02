#!/bin/bash
# What steps of this lab look at beyond templates/probes: who waits for what, as the servers tell it. MEMBERS names all of
# them as ZooKeeper's own command reconfig does: server.1=node1:2888:3888:participant;2181,…
# shellcheck disable=SC2034 # seen and wanted are the caller's

# told WORD MEMBERS: what each server says to a four-letter word.
told() {
  local word=$1 members=$2 member host port IFS=,
  for member in $members; do
    member=${member#*=}
    host=${member%%:*} port=${member##*;}
    # The port alone, or behind an address.
    case $port in *:*) host=${port%:*} port=${port##*:} ;; esac
    # shellcheck disable=SC2016 # the inner shell's words
    limit 5 bash -c 'exec 3<>"/dev/tcp/$1/$2" && printf "%s\n" "$3" >&3 && cat <&3' bash "$host" "$port" "$word" \
      2>/dev/null
  done
}

# Counts what two words tell of PATH: sessions with an ephemeral sequential znode below it, watched znodes below it, the
# largest number of sessions that watch one of these, and how many watch PATH itself.
# Each server tells of all ephemeral znodes, but of its own sessions' watches alone.
waiting() {
  { told dump "$2" && echo 'watches:' && told wchp "$2"; } | awk -v path="$1" '
    /not in the whitelist/ { print; refused = 1; exit }
    $0 == "watches:" { watches = 1; next }
    /^0x.*:$/ { session = $0; next }
    /^\t/ && !watches && index($1, path "/") == 1 && /-[0-9]+$/ { sessions[session] = 1; next }
    /^\t/ && watches && znode != "" { count[znode]++; next }
    watches { znode = $0 == path || index($0, path "/") == 1 ? $0 : "" }
    END {
      if (refused) exit
      for (each in sessions) members++
      for (each in count) if (each != path) { watched++; if (count[each] > most) most = count[each] }
      printf "sessions=%d watched=%d together=%d above=%d\n", members, watched, most, count[path]
    }'
}

# crowd PATH SESSIONS MEMBERS: at least so many sessions watch one znode.
crowd() {
  local counts
  counts=$(waiting "$1" "$3")
  case $counts in sessions=*) ;; *) seen=$counts && return 1 ;; esac
  at_least "$1: watched by" "${counts##*above=}" "$2"
}

# in_line PATH SESSIONS WATCHED MEMBERS: at least so many sessions have a numbered znode below PATH, at least so many of
# these znodes are watched, and none by two.
in_line() {
  local counts sessions watched together above
  counts=$(waiting "$1" "$4")
  case $counts in sessions=*) ;; *) seen=$counts && return 1 ;; esac
  IFS=' =' read -r _ sessions _ watched _ together _ above <<<"$counts"
  at_least "$1: sessions" "$sessions" "$2" && at_least "$1: watched" "$watched" "$3" || return
  [ "$above" -le "$together" ] || together=$above
  seen="$1: together = $together" wanted='together = 1'
  [ "$together" -eq 1 ]
}

# at_least WHAT COUNT WANTED
at_least() {
  seen="$1 = $2" wanted="${1#*: } >= $3"
  [ "$2" -ge "$3" ]
}
