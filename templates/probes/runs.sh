#!/bin/bash
# Whether a server runs with what the lab has for it, and if not, why. See base.sh.
# shellcheck disable=SC2034,SC2154 # what probes leave is the caller's, and some of what they use is other parts'

# Where nobody answers, nobody need be asked again: one that takes connections and says nothing costs seconds.
mute=
# HOST:PORT and the mode of a server that has told it.
told_mode=

# server_runs HOST PORT ZOO_CFG PID_FILE ID TARBALL KEPT FOLDER… KEY=VALUE…: the server of this zoo.cfg answers there, and was
# started with this number and these settings, as far as that can be told. FOLDERs, which begin with /, are where one that
# ended may have left its log.
server_runs() {
  local host=$1 port=$2 zoo_cfg=$3 pid_file=$4 id=$5 tarball=$6 kept=$7 each folders=() settings=()
  local pid tracked state age owner config answer more bound
  shift 7
  for each; do
    case $each in /*) folders+=("$each") ;; *) settings+=("$each") ;; esac
  done
  find_server "$zoo_cfg" "$pid_file"
  await_answer "$host" "$port"
  if [ "$detail" = paused ]; then
    seen="$host:$port: -"
  elif ! is_answering "$id" "${settings[@]}" && others_listen "$port"; then
    : # What there is to tell of them is told.
  elif [ -n "$answer" ]; then
    stands_right "$host" "$port" "$id" "${settings[@]}"
    return
  elif [ -n "$pid" ]; then
    if bound_elsewhere "$port"; then
      differs "clientPort = $bound" "clientPort = $port"
      fact old yes
    else
      seen="$host:$port: -"
      fact silent yes
    fi
  else
    seen="$host:$port: -"
    disk_full "$zoo_cfg"
    # What its log says then follows from that.
    [ "$detail" = full ] || last_words "$zoo_cfg" "${folders[@]}"
    [ "$detail" != jars ] || [ -z "$tarball" ] || whole "$tarball" "$kept"
  fi
  mute=$host:$port
  return 1
}

# await_answer HOST PORT: what the server $pid says of itself, in $answer, and of its settings, in $more. One that was just
# started needs a moment.
await_answer() {
  local tries=0
  while :; do
    if [ -n "$pid" ]; then
      process "$pid" || {
        facts=''
        find_server "$zoo_cfg" "$pid_file"
      }
      if [ "$state" = T ]; then
        detail=paused answer=
        return
      fi
    fi
    ask "$1" "$2" srvr conf
    if [ -n "$answer" ] || [ -z "$pid" ] || [ "$age" -ge 20 ] || [ $tries -ge 40 ]; then return; fi
    ! bound_elsewhere "$2" || return 0
    tries=$((tries + 1))
    sleep 0.5
  done
}

# bound_elsewhere PORT: the log of the server $pid says that it took another port for clients, in $bound.
bound_elsewhere() {
  bound=$(grep -m 1 'binding to port' "/proc/$pid/fd/1" 2>/dev/null)
  bound=${bound##*:}
  [ -n "$bound" ] && [ "$bound" != "$1" ]
}

# is_answering ID KEY=VALUE…: whoever says $more has the number and the data of the server $pid, and so is that server: whose
# socket it is need not be asked, which takes the kernel as long as all else here takes together.
is_answering() {
  local id=$1 setting
  [ -n "$pid" ] || return 1
  case $nl$more in *"${nl}serverId=$id$nl"*) ;; *) return 1 ;; esac
  shift
  for setting; do
    case $setting in dataDir=*) ;; *) continue ;; esac
    setting=${setting%/}/version-2
    case $nl$more in *"$nl$setting$nl"*) return 0 ;; esac
  done
  return 1
}

# stands_right HOST PORT ID KEY=VALUE…: the server that answers was started with what its files say now, and has the ports
# on which the others look for it.
stands_right() {
  local mode=$nl$answer id=$3 setting key now line
  case $mode in
  *"${nl}Mode: "*)
    mode=${mode##*"${nl}Mode: "}
    mode=${mode%%"$nl"*}
    told_mode="$1:$2 $mode"
    answer=$more
    ;;
  *)
    mode=
    # Each line of its log has the number that it has read.
    line=$(tail -n 1 "/proc/${pid:-none}/fd/1" 2>/dev/null)
    answer=
    case $line in
    *'[myid:'[0-9]*)
      answer=${line#*'[myid:'}
      answer="${nl}serverId=${answer%%]*}"
      ;;
    esac
    ;;
  esac
  shift 3
  case $mode:$* in
  # One that stands alone has no number.
  standalone:*server.*server.*) differs "Mode: $mode" "server.$id" ;;
  standalone:*) ;;
  *) set -- "serverId=$id" "$@" ;;
  esac
  for setting; do
    key=${setting%%=*} setting=${setting#*=}
    case $key in
    serverId | clientPort | tickTime | initLimit | syncLimit) ;;
    dataDir | dataLogDir) setting=${setting%/}/version-2 ;;
    *) continue ;;
    esac
    # Java's escapes are not read here.
    case $setting in *\\*) continue ;; esac
    case $nl$answer in *"$nl$key="*) ;; *) continue ;; esac
    now=${answer##*"$key="}
    now=${now%%"$nl"*}
    [ "$now" = "$setting" ] || differs "$key = $now" "$key = $setting"
  done
  if [ -n "$seen" ]; then
    fact old yes
    return 1
  fi
  if [ -z "$mode" ] && [ -n "$pid" ] && peer_ports "$id" "$@"; then
    fact peer yes
    return 1
  fi
}

# peer_ports ID KEY=VALUE…: somebody else has a port on which this server would listen to the others.
peer_ports() {
  local id=$1 setting port
  shift
  for setting; do
    case $setting in "server.$id="*) ;; *) continue ;; esac
    setting=${setting#*=*:}
    for port in "${setting%%:*}" "${setting#*:}"; do
      ! others_listen "${port%%[!0-9]*}" || return 0
    done
  done
  return 1
}

# disk_full ZOO_CFG: less than a megabyte is free where the server writes.
disk_full() {
  local settings dynamic value name free
  all_settings "$1"
  for name in dataDir dataLogDir; do
    setting "$name" "$settings"
    [ -n "$value" ] || continue
    nearly_full "$value" || continue
    detail=full
    fact disk "$value"
    add seen "$value: $free KB"
    return
  done
}

# newest_log FOLDER…: the log that a server has left behind.
newest_log() {
  local folder file files=()
  for folder; do
    for file in "$folder"/zookeeper.out "$folder"/zookeeper-*.out "$folder"/zookeeper.log "$folder"/zookeeper-*-server-*.log; do
      [ ! -f "$file" ] || files+=("$file")
    done
  done
  # shellcheck disable=SC2012 # the newest, which find cannot tell
  [ ${#files[@]} = 0 ] || ls -t "${files[@]}" | head -n 1
}

# last_words ZOO_CFG FOLDER…: why the last server ended by itself, as far as its log tells: a line of $seen, and in $detail
# what can be done about it.
last_words() {
  local zoo_cfg=$1 options=${1%/*}/java.env log text said
  shift
  log=$(newest_log "$@")
  [ -n "$log" ] || return 0
  text=$(tail -n 60 "$log" | tr -d '\000')
  case $text in
  *'exiting abnormally'* | *'Could not create the Java Virtual Machine'* | *'find or load main class'*) ;;
  *'Exception in thread "main"'* | *'Not able to truncate'*) ;;
  *) return 0 ;;
  esac
  said=$(grep -E '^(Caused by: |[a-zA-Z.]+(Exception|Error)(: |$)|Error: .*class|Unrecognized |Invalid |.* Not able to)' <<<"$text" | tail -n 1)
  add seen "${said#Caused by: }"
  fact log "$log"
  case $text in
  *'Could not create the Java Virtual Machine'*)
    # What was changed since then is to be tried first.
    [ -f "$options" ] && [ ! "$options" -nt "$log" ] || return 0
    detail=options
    fact aside "$options"
    free "$options"
    ;;
  *'find or load main class'* | *NoClassDefFoundError* | *ClassNotFoundException*) detail=jars ;;
  *'Unable to load database'* | *'Unable to run quorum server'* | *'Not able to truncate'* | *EOFException*) set_aside "$zoo_cfg" ;;
  esac
}

# set_aside ZOO_CFG: the detail data, and as facts the folders with what the server knows from before.
set_aside() {
  local settings dynamic value folder before=
  all_settings "$1"
  for folder in dataDir dataLogDir; do
    setting "$folder" "$settings"
    value=${value%/}/version-2
    if [ "$value" = "$before" ] || [ ! -d "$value" ]; then continue; fi
    before=$value
    fact aside "$value"
    detail=data
    set -- "$@" "$value"
  done
  shift
  [ $# = 0 ] || free "$@"
}
