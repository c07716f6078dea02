#!/bin/bash
# What the steps of labs can look at: a step names one of these functions, with its arguments. All of them are run on a
# node in one go. They change nothing there. bash 3.2 and 4.2, and the bare system's commands only.
# A probe's exit status says whether the step is done. It leaves what it saw in `seen`, in `wanted` what it should have
# seen, and in `detail` what the remedy depends on. A thing that is not there is seen as -.
# `absent` has the names of the nodes that do not run, each between blanks.
# shellcheck disable=SC2034,SC2154 # detail, seen and wanted are the caller's, and so is absent
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
  local id=$1 done=yes detail='' seen='' wanted='' told='' field
  shift
  "$@" </dev/null || done=no
  printf -v told '%szk-lab-check\t%s\t%s' "$told" "$id" "$done"
  for field in "$detail" "$seen" "$wanted"; do
    field=${field//[[:cntrl:]]/ }
    told=$told$'\t'${field:0:300}
  done
  # In one go: each write is carried through the engine by itself.
  printf '%s\n' "$told"
}

# tell WORD…: of a node's own side of something that is judged beside what the others tell; a line for each thing.
tell() {
  local field
  told=${told}zk-lab-told$'\t'$id
  for field; do told=$told$'\t'${field//[[:cntrl:]]/ }; done
  told=$told$nl
}

# tell_lines FILE WORD…: each line of a file, if there is one.
tell_lines() {
  local file=$1 line
  shift
  [ -f "$file" ] && [ -r "$file" ] || return 0
  while IFS= read -r line || [ -n "$line" ]; do
    tell "$@" "$line"
  done <"$file"
}

host_name() {
  wanted=$1
  seen=$(uname -n)
  [ "$seen" = "$1" ] || [ "${seen%%.*}" = "$1" ]
}

# names NAME=ADDRESS…: each name leads to its address. Where one does not, what is reached by a name says nothing about the
# node of that name: `misled`.
misled=
names() {
  local pair name address found='' asked=() expected=''
  for pair; do
    asked+=("${pair%%=*}")
    expected=$expected${pair#*=}$nl
  done
  # All in one go: if each is found, and there is one address for each, they are in order.
  address=$(limit 5 getent ahostsv4 "${asked[@]}") && while read -r address name _; do
    [ "$name" != STREAM ] || found=$found$address$nl
  done <<<"$address"
  [ "$found" != "$expected" ] || return 0
  for pair; do
    name=${pair%%=*}
    address=$(limit 5 getent ahostsv4 "$name" | { read -r first _ && echo "$first"; })
    seen="${address:--} $name" wanted="${pair#*=} $name"
    [ "$seen" = "$wanted" ] || {
      misled=yes
      return 1
    }
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

# reach NAME: prints the name, and what ssh said if root does not get in there. 6.6 does not know UpdateHostKeys, later ones
# would write into known_hosts; up to 8.4 they would write addresses there as well.
reach() {
  local said tries=0
  until
    said=$(limit 15 ssh -n -o BatchMode=yes -o StrictHostKeyChecking=yes -o CheckHostIP=no -o ConnectTimeout=5 \
      -o ControlMaster=no -o LogLevel=ERROR -o IgnoreUnknown=UpdateHostKeys -o UpdateHostKeys=no "$1" true 2>&1)
  do
    said=${said##*"$nl"}
    said=${said:--}
    # sshd hangs up where more than ten strangers are at the door, and all nodes call on the first one.
    case $tries$said in
    *exchange_identification* | *MaxStartups*) [ "$tries" -lt 9 ] || break ;;
    *) break ;;
    esac
    tries=$((tries + 1))
    sleep "0.$((RANDOM % 8 + 2))"
  done
  printf '%s %s\n' "$1" "$said"
}

# Whether ~/.ssh/config says more about the way to other nodes than which keys are for which of them.
steered() {
  local plain='Host|IdentityFile|HashKnownHosts|SendEnv|ForwardX11|ForwardX11Trusted|ForwardAgent|Compression|LogLevel'
  [ -f ~/.ssh/config ] || return 1
  plain="$plain|ConnectTimeout|ServerAliveInterval|ServerAliveCountMax|TCPKeepAlive|VisualHostKey|StrictHostKeyChecking"
  plain="$plain|GSSAPIAuthentication|AddKeysToAgent|CheckHostIP|UpdateHostKeys|IgnoreUnknown"
  grep -iqvE "^[[:space:]]*(#|$|($plain)[[:space:]=])" ~/.ssh/config ||
    grep -iqE '^[[:space:]]*IdentityFile[[:space:]=].*%[^d]' ~/.ssh/config
}

# tell_own_keys: what root may log in with.
tell_own_keys() {
  local file newest=''
  # ssh-copy-id takes the newest unless it is told which.
  for file in ~/.ssh/id*.pub; do
    case $file in *-cert.pub) continue ;; esac
    [ -f "$file" ] || continue
    if [ -z "$newest" ] || [ "$file" -nt "$newest" ]; then newest=$file; fi
  done
  tell newest "$newest"
  tell home "$HOME"
  tell_lines ~/.ssh/config config
  while IFS= read -r file; do
    file=${file//\"/} file=${file//%d/$HOME}
    # shellcheck disable=SC2088 # a tilde that ssh expands
    case $file in "~/"*) file=$HOME/${file#*/} ;; esac
    [ -f "$file" ] || continue
    # A passphrase that is none: it must not ask for one.
    tell identity "$file" "$(ssh-keygen -y -P '' -f "$file" 2>/dev/null)"
    tell_lines "$file.pub" public "$file.pub"
    files+=("$file")
  done < <(
    printf '%s\n' ~/.ssh/id_rsa ~/.ssh/id_dsa ~/.ssh/id_ecdsa ~/.ssh/id_ed25519
    [ ! -f ~/.ssh/config ] || sed -n 's/^[[:space:]]*identityfile[[:space:]=]*//Ip' ~/.ssh/config
  )
}

# tell_known: the host keys that ssh knows here.
tell_known() {
  local file
  for file in ~/.ssh/known_hosts ~/.ssh/known_hosts2 /etc/ssh/ssh_known_hosts /etc/ssh/ssh_known_hosts2; do
    tell_lines "$file" known "$file"
  done
}

# tell_sshd NAME ADDRESS: how sshd here is set, the keys that it shows, and those that it lets in.
tell_sshd() {
  local line value file authorized=.ssh/authorized_keys
  while IFS= read -r line; do
    value=${line#* }
    case $line in
    'listenaddress '* | 'permitrootlogin '* | 'pubkey'* | 'passwordauthentication '* | 'kbdinteractive'*) ;;
    'challengeresponse'* | 'usepam '* | 'strictmodes '* | 'authorizedkeyscommand '* | 'trustedusercakeys '*) ;;
    'authenticationmethods '* | 'allowusers '* | 'denyusers '*) ;;
    'allowgroups '* | 'denygroups '*) tell groups "$(id -G -n)" ;;
    'authorizedkeysfile '*) authorized=$value ;;
    'hostkey '*)
      tell_lines "$value.pub" host-key
      continue
      ;;
    *) continue ;;
    esac
    tell sshd "$line"
  done < <(/usr/sbin/sshd -T -C "user=root,host=$1,addr=$2" 2>/dev/null)
  set -f
  for file in $authorized; do
    file=${file//%h/$HOME} file=${file//%u/root}
    case $file in /*) ;; *) file=$HOME/$file ;; esac
    [ -f "$file" ] || continue
    tell_lines "$file" authorized
    # sshd looks at each folder on the way to it, from root's own on.
    while tell guarded "$file" && files+=("$file"); do
      case $file in "$HOME" | /) break ;; esac
      file=${file%/*}
      file=${file:-/}
    done
  done
  set +f
  # A new process number is written whenever it reads its settings.
  [ ! -f /var/run/sshd.pid ] || [ ! /etc/ssh/sshd_config -nt /var/run/sshd.pid ] || tell outdated
}

# logins NAME ADDRESS NODE…: root logs in on each without being asked anything. The node of that name tries itself, the one
# after it and the first; of the others it tells what decides whether it would get in, and whether they do here.
logins() {
  local own=$1 address=$2 name following='' found='' tried=" $1 " said files=() mode owner file
  shift 2
  for name in "$@" "$@"; do
    if [ -n "$found" ]; then
      case $absent in *" $name "*) continue ;; esac
      following=$name
      break
    fi
    [ "$name" != "$own" ] || found=yes
  done
  steered || set -- "$1"
  for name in "$following" "$@"; do
    case $tried$absent in *" $name "*) ;; *) tried="$tried$name " ;; esac
  done
  [ -z "$misled" ] || tried=
  exec 3< <(for name in $tried; do reach "$name"; done)
  tell_own_keys
  tell_known
  tell_sshd "$own" "$address"
  while read -r mode owner file; do
    tell mode "$mode" "$owner" "$file"
  done < <(stat -L -c '%a %u %n' "${files[@]}" 2>/dev/null)
  while read -r name said <&3; do
    tell login "$name" "$said"
  done
  exec 3<&-
}

# java PROFILE HOME FEATURE…: `java` is one of these feature releases once PROFILE was read ('' for none).
java_release() {
  local profile=$1 home=$2 said feature
  shift 2
  wanted="Java $*"
  # Without its compilers it starts sooner.
  # shellcheck disable=SC2016 # the inner shell's words
  said=$(limit 30 bash -c '[ -z "$1" ] || . "$1" >/dev/null 2>&1
    command -v java >/dev/null || { echo "java: -"; exit; }
    java -Xint -version 2>&1 | { grep -m 1 "version \"" || echo "java -version: -"; }' bash "$profile")
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
