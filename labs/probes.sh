#!/bin/bash
# What the steps of labs can look at: a step names one of these functions, with its arguments. All of them are run on a
# node in one go. They change nothing there. bash 3.2 and 4.2, and the bare system's commands only.
# A probe's exit status says whether the step is done. It leaves what it saw in `seen`, in `wanted` what it should have
# seen, and in `detail` what the remedy depends on. A thing that is not there is seen as -.
# shellcheck disable=SC2034 # detail, seen and wanted are the caller's
export LC_ALL=C
nl=$'\n'

# Nothing may hang. macOS has no timeout.
limit() {
  if command -v timeout >/dev/null 2>&1; then
    timeout "$@"
  else
    shift
    "$@"
  fi
}

# look ID PROBE ARGUMENT…: runs a probe and prints its answer: a line of fields between tabs.
look() {
  local id=$1 done=yes detail='' seen='' wanted='' field
  shift
  "$@" </dev/null || done=no
  printf 'zk-lab-check\t%s\t%s' "$id" "$done"
  for field in "$detail" "$seen" "$wanted"; do
    field=${field//[[:cntrl:]]/ }
    printf '\t%s' "${field:0:300}"
  done
  printf '\n'
}

host_name() {
  wanted=$1
  seen=$(uname -n)
  [ "$seen" = "$1" ] || [ "${seen%%.*}" = "$1" ]
}

# names NAME=ADDRESS…: each name leads to its address.
names() {
  local pair name address
  for pair; do
    name=${pair%%=*}
    address=$(limit 5 getent ahostsv4 "$name" | { read -r first _ && echo "$first"; })
    seen="${address:--} $name" wanted="${pair#*=} $name"
    [ "$seen" = "$wanted" ] || return 1
  done
}

firewall_off() {
  for detail in firewalld iptables; do
    seen=$(limit 10 systemctl is-active "$detail.service" 2>/dev/null)
    [ "$seen" != active ] || return 1
  done
}

key_pair() {
  for seen in ~/.ssh/id_*; do
    case $seen in
    *.pub) ;;
    *) [ ! -f "$seen" ] || return 0 ;;
    esac
  done
  seen="$HOME/.ssh/id_*: -"
  grep -qis '^[[:space:]]*IdentityFile' ~/.ssh/config
}

# The answer of ssh if a name is not reached. 6.6 does not know UpdateHostKeys, later ones would write into known_hosts.
reach() {
  local said
  said=$(limit 15 ssh -n -o BatchMode=yes -o StrictHostKeyChecking=yes -o ConnectTimeout=5 -o ControlMaster=no \
    -o LogLevel=ERROR -o IgnoreUnknown=UpdateHostKeys -o UpdateHostKeys=no "$1" true 2>&1) && return
  said=${said##*"$nl"}
  printf '%s: %s\n' "$1" "${said:-timed out}"
}

reach_all() {
  local name started=0
  for name; do
    reach "$name" &
    # sshd turns strangers away where more than ten are at the door, and all nodes knock at the same time.
    started=$((started + 1))
    [ $((started % 4)) != 0 ] || wait
  done
  wait
}

# logins NUMBER NAME…: root logs in on each without being asked anything. Node NUMBER begins with itself, so that nodes
# do not all knock at the same one.
logins() {
  local answers name number=$1
  shift
  answers=$nl$(reach_all "${@:number}" "${@:1:number-1}")
  # The first of them is enough, and always the same one.
  for name; do
    case $answers in
    *"$nl$name: "*)
      seen="$name: ${answers##*"$nl$name: "}"
      seen=${seen%%"$nl"*}
      return 1
      ;;
    esac
  done
}

# java PROFILE HOME FEATURE…: `java` is one of these feature releases once PROFILE was read ('' for none).
java_release() {
  local profile=$1 home=$2 said feature
  shift 2
  wanted="Java $*"
  # shellcheck disable=SC2016 # the inner shell's words
  said=$(limit 30 bash -c '[ -z "$1" ] || . "$1" >/dev/null 2>&1
    command -v java >/dev/null || { echo "java: -"; exit; }
    java -version 2>&1 | { grep -m 1 "version \"" || echo "java -version: -"; }' bash "$profile")
  seen=${said##*"$nl"}
  feature=${seen#*\"}
  feature=${feature#1.}
  feature=${feature%%[!0-9]*}
  case " $* " in
  *" ${feature:-none} "*) return 0 ;;
  esac
  detail=absent
  [ ! -x "$home/bin/java" ] || detail=hidden
  return 1
}

distribution() {
  local file
  for file in "$1/bin/zkServer.sh" "$1/conf"; do
    seen="$file: -"
    [ -e "$file" ] || return 1
  done
  for file in "$1"/zookeeper-*.jar "$1"/lib/zookeeper-*.jar; do
    seen=$file
    [ ! -e "$file" ] || return 0
  done
  seen="$1/zookeeper-*.jar: -"
  return 1
}

directories() {
  local directory
  for directory; do
    seen="$directory: -"
    [ -d "$directory" ] || return 1
  done
  seen=
}

# plain_settings FILE: what a file of settings says, a line KEY=VALUE each. Blanks around = do not matter.
plain_settings() {
  sed -n -e 's/^[[:space:]]*\([A-Za-z0-9_.-]*\)[[:space:]]*[=:][[:space:]]*/\1=/' \
    -e 's/[[:space:]]*$//' -e '/^[A-Za-z0-9_.-]*=/p' "$1"
}

# setting KEY SETTINGS: its value in $value; nothing where it is not there. The last one counts.
setting() {
  value=
  case $nl$2$nl in
  *"$nl$1="*)
    value=$nl$2$nl
    value=${value##*"$nl$1="}
    value=${value%%"$nl"*}
    ;;
  esac
}

# all_settings FILE: what a zoo.cfg and its dynamic part say together, in $settings, and whether it has one in $dynamic.
# From 3.5 on, with reconfigEnabled, ZooKeeper moves the servers to a file of their own that dynamicConfigFile names, and
# clientPort to the end of the server's own line there.
all_settings() {
  local value part id clients
  dynamic=no
  settings=$(plain_settings "$1")
  setting dynamicConfigFile "$settings"
  [ -n "$value" ] && [ -r "$value" ] || return 0
  dynamic=yes
  part=$(plain_settings "$value")
  setting dataDir "$settings"
  id=$(cat "$value/myid" 2>/dev/null)
  setting "server.$id" "$part"
  # server.1=node1:2888:3888:participant;2181, or an address and a port behind the semicolon.
  clients=${value##*;}
  case $value in
  *';'*) part=$part${nl}clientPort=${clients##*:} ;;
  esac
  case $value in
  *';'*:*) part=$part${nl}clientPortAddress=${clients%:*} ;;
  esac
  settings=$settings$nl$part
}

# zoo_cfg FILE KEY=VALUE…: the file says all of this, and names no servers but these.
zoo_cfg() {
  local file=$1 settings setting key value servers=no dynamic
  shift
  wanted=$file seen="$file: -"
  [ -f "$file" ] || return 1
  all_settings "$file"
  settings=$nl$settings$nl
  for setting; do
    key=${setting%%=*} value=-
    case $key in server.*) servers=yes ;; esac
    # The last one counts.
    case $settings in
    *"$nl$key="*)
      value=${settings##*"$nl$key="}
      value=${value%%"$nl"*}
      ;;
    esac
    seen="$key = $value" wanted="$key = ${setting#*=}"
    case $key in
    server.*) value=${value%%;*} value=${value%:participant} ;;
    dataDir | dataLogDir) [ "$value" = / ] || value=${value%/} ;;
    esac
    [ "$value" = "${setting#*=}" ] || {
      # Servers that ZooKeeper itself keeps are not changed with an editor.
      case $dynamic:$key in yes:server.*) detail=dynamic ;; esac
      return 1
    }
  done
  seen='' wanted=''
  [ "$servers" = yes ] || return 0
  local IFS=$nl
  set -f
  for setting in $settings; do
    case $setting in
    server.[0-9]*)
      key=${setting%%=*}
      seen="$key = ${setting#*=}" wanted="$key: -"
      case "$nl$*" in
      *"$nl$key="*) ;;
      *)
        [ "$dynamic" = no ] || detail=dynamic
        return 1
        ;;
      esac
      ;;
    esac
  done
  seen='' wanted=''
}

# checksum FILE: of a zoo.cfg; where ZooKeeper keeps the servers elsewhere, of what both parts say together.
checksum() {
  local settings dynamic
  [ -f "$1" ] || return 1
  all_settings "$1"
  if [ "$dynamic" = no ]; then
    seen=$(cksum <"$1")
    return
  fi
  detail=dynamic
  seen=$(printf '%s\n' "$settings" | sed -e '/^dynamicConfigFile=/d' -e '/^clientPort/d' \
    -e 's/^\(server\.[0-9]*=[^;]*\);.*/\1/' -e 's/^\(server\..*\):participant$/\1/' | sort | cksum)
}

# The first line is the number and nothing else: ZooKeeper takes no blanks.
my_id() {
  wanted=$2 seen=-
  [ -f "$1" ] || return 1
  IFS= read -r seen <"$1"
  seen=${seen%$'\r'}
  [ "$seen" != "$2" ] || return 0
  case $seen in *[!0-9]*) seen="'$seen'" ;; esac
  return 1
}

# srvr HOST PORT: what the server says of itself.
srvr() {
  # shellcheck disable=SC2016 # the inner shell's words
  answer=$(limit 5 bash -c 'exec 3<>"/dev/tcp/$1/$2" && printf srvr >&3 && cat <&3' bash "$1" "$2" 2>/dev/null)
}

server_answers() {
  srvr "$1" "$2"
  seen="$1:$2: -"
  [ -n "$answer" ] || return 1
  seen=
}

# An election takes a moment. Whoever has waited for it once need not do so again.
elections=6
server_mode() {
  while srvr "$1" "$2"; do
    seen=${answer%%"$nl"*}
    case $answer in
    *"${nl}Mode: "*)
      seen=${answer##*"${nl}Mode: "}
      seen=${seen%%"$nl"*}
      return 0
      ;;
    esac
    [ "$elections" -gt 0 ] || return 1
    elections=$((elections - 1))
    sleep 0.5
  done
  return 1
}
