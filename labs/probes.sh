#!/bin/bash
# What the steps of labs can look at: a step names one of these functions, with its arguments. All of them are run on a
# node in one go. They change nothing there. bash 3.2 and 4.2, and the bare system's commands only.
# A probe's exit status says whether the step is done. It leaves what it saw in `seen` and in `wanted` what it should have
# seen, a line for each thing; in `detail` what the remedy depends on, and in `facts` what that names: NAME=VALUE, a line
# each, the names being those of lessons/placeholders.ts. A thing that is not there is seen as -.
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

# look ID PROBE ARGUMENT…: runs a probe and prints its answer: a line of fields between tabs, their lines between \036.
look() {
  local id=$1 done=yes detail='' seen='' wanted='' facts='' told='' field
  shift
  "$@" </dev/null || done=no
  printf -v told '%szk-lab-check\t%s\t%s' "$told" "$id" "$done"
  for field in "$detail" "$seen" "$wanted" "$facts"; do
    field=${field//[$'\001'-$'\011\013'-$'\037\177']/ }
    field=${field//$nl/$'\036'}
    told=$told$'\t'${field:0:20000}
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

# add NAME LINE: one more line of $seen, $wanted or $facts.
add() { printf -v "$1" '%s' "${!1:+${!1}$nl}$2"; }
fact() { add facts "$1=$2"; }
# differs SEEN [WANTED]
differs() {
  add seen "$1"
  add wanted "${2:- }"
}

# free NAME…: in the fact suffix, what makes names of these that nothing has.
free() {
  local suffix=.old number=1 name
  while :; do
    for name; do
      [ ! -e "$name$suffix" ] || {
        number=$((number + 1)) suffix=.old$number
        continue 2
      }
    done
    break
  done
  fact suffix "$suffix"
}

# pattern TEXT: as sed's and grep's basic expressions need it, between two / too.
pattern() { printf '%s\n' "$1" | sed 's/[][\\.*^$/]/\\&/g'; }

host_name() {
  wanted=$1
  seen=$(uname -n)
  if [ "$seen" = "$1" ] || [ "${seen%%.*}" = "$1" ]; then return 0; fi
  # Without systemd it is set by whoever starts the node.
  [ -d /run/systemd/system ] || detail=unmanaged
  return 1
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
    [ "$address" = "${pair#*=}" ] || {
      differs "${address:--} $name" "${pair#*=} $name"
      mend_hosts "$name" "${pair#*=}"
      misled=yes
    }
  done
  [ -z "$seen" ]
}

# mend_hosts NAME ADDRESS: facts about what /etc/hosts has of a name.
mend_hosts() {
  local name line address rest there=no
  name=$(pattern "$1")
  while read -r address rest; do
    if [ "$address" = "$2" ]; then
      there=yes
      continue
    fi
    fact wrong "$address $rest"
    rest=${rest%%#*}
    # shellcheck disable=SC2086 # its words
    set -- "$1" "$2" $rest
    # A line that names nothing else goes; from another one, the name.
    if [ $# = 3 ]; then
      fact edit "/^\\s*$(pattern "$address")\\s\\+$name\\(\\s\\|\$\\)/Id"
    else
      fact edit "/^\\s*$(pattern "$address")\\s/s/\\s\\+$name\\(\\s\\|\$\\)/\\1/I"
    fi
  done < <(grep -i "^[^#]*[[:space:]]$name\([[:space:]#]\|\$\)" /etc/hosts)
  [ "$there" = yes ] || {
    fact line "$2 $1"
    case $facts in *unended=*) ;; *) unended /etc/hosts ;; esac
  }
}

firewall_off() {
  local unit
  for unit in firewalld.service iptables.service; do
    [ "$(limit 10 systemctl is-active "$unit" 2>/dev/null)" != active ] || {
      add seen "$unit: active"
      fact service "$unit"
    }
  done
  [ -z "$seen" ]
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

# whole TARBALL FOLDER: in the fact tarball the first that is whole, of it and of the one of its name in FOLDER; else the
# detail none.
whole() {
  local file
  for file in "$1" "$2/${1##*/}"; do
    if [ -f "$file" ] && gzip -t "$file" 2>/dev/null; then
      fact tarball "$file"
      return
    fi
  done
  detail=none
}

# unended FILE: the fact, where what is added to a file would go on with its last line.
unended() {
  if [ -s "$1" ] && [ -n "$(tail -c 1 "$1")" ]; then fact unended "$1"; fi
}

# fits SAID FEATURE…: what `java -version` said is of one of these feature releases.
fits() {
  local feature=${1#*\"}
  feature=${feature#1.}
  feature=${feature%%[!0-9]*}
  shift
  case " $* " in
  *" ${feature:-none} "*) ;;
  *) return 1 ;;
  esac
}

# version_of JAVA: the line of `java -version` with the version; - for what is not there, or says nothing like that. Without
# its compilers it starts sooner.
version_of() {
  if [ -x "$1" ]; then
    limit 30 "$1" -Xint -version 2>&1 | grep -m 1 'version "' || echo 'java -version: -'
  else
    echo 'java: -'
  fi
}

# java_release PROFILE HOME TARBALL KEPT FEATURE…: `java` is one of these feature releases once PROFILE was read ('' for
# none), and so is that of JAVA_HOME, which ZooKeeper's scripts prefer. HOME is where the lab's own is, or belongs.
java_release() {
  local profile=$1 home=$2 tarball=$3 kept=$4 java java_home said found=
  shift 4
  # shellcheck disable=SC2016 # the inner shell's words
  {
    read -r java
    read -r java_home
  } < <(limit 30 bash -c '[ -z "$1" ] || . "$1" >/dev/null 2>&1
    type -P java || echo
    echo "$JAVA_HOME"' bash "$profile")
  said=$(version_of "$java")
  if fits "$said" "$@"; then
    found=$said
  else
    differs "$said" "Java $*"
    fact line "export PATH=$home/bin:\$PATH"
  fi
  if [ -n "$java_home" ] && ! [ "$java_home/bin/java" -ef "$java" ]; then
    said=$(version_of "$java_home/bin/java")
    fits "$said" "$@" || {
      differs "JAVA_HOME=$java_home: ${said#java: }" "Java $*"
      fact line "export JAVA_HOME=$home"
    }
  fi
  if [ -z "$seen" ]; then
    seen=$found
    return 0
  fi
  if fits "$(version_of "$home/bin/java")" "$@"; then
    detail=hidden
    [ -z "$profile" ] || unended "$profile"
    return 1
  fi
  [ -z "$tarball" ] || whole "$tarball" "$kept"
  # Another JDK, or a part of one.
  if [ -n "$(ls "$home" 2>/dev/null)" ]; then
    fact aside "$home"
    free "$home"
  fi
  return 1
}

# distribution HOME TARBALL KEPT: unpacked as a whole, and not a second time inside of itself.
distribution() {
  local home=$1 nested=$1/${1##*/} lacking file line
  if complete "$nested"; then
    fact nested "$nested"
    if complete "$home"; then
      seen=$nested detail=twice
    else
      seen=$lacking$nl$nested detail=inside
      free "$home"
      fact moved "$home${facts##*suffix=}/${home##*/}"
    fi
    return 1
  fi
  complete "$home" || {
    seen=$lacking
    [ -z "$2" ] || whole "$2" "$3"
    return 1
  }
  for file in "$home/bin/zkServer.sh" "$home/bin/zkCli.sh"; do
    IFS= read -r line <"$file"
    case $line in
    *$'\r')
      differs "$file: CRLF"
      detail=crlf
      continue
      ;;
    esac
    [ ! -x "$file" ] || continue
    line=$(ls -l "$file")
    differs "${line%% *} $file" "-rwxr-xr-x $file"
    detail=${detail:-modes}
  done
  [ -n "$seen" ] || seen=$home
  [ -z "$detail" ]
}

# complete HOME: all is there without which a distribution does not run; what is not, in $lacking.
complete() {
  local file
  lacking=
  for file in "$1/bin/zkServer.sh" "$1/bin/zkEnv.sh" "$1/bin/zkCli.sh" "$1/conf"; do
    [ -e "$file" ] || add lacking "$file: -"
  done
  for file in "$1"/zookeeper-*.jar "$1"/lib/zookeeper-*.jar; do
    [ ! -s "$file" ] || break
  done
  [ -s "$file" ] || add lacking "$1/zookeeper-*.jar: -"
  for file in "$1"/lib/slf4j-api-*.jar; do
    [ -s "$file" ] || add lacking "$file: -"
  done
  [ -z "$lacking" ]
}

# directories FOLDER…: they are there, and whoever looks may write into them.
directories() {
  local directory missing=
  for directory; do
    if [ -d "$directory" ]; then
      writable "$directory"
      writable "$directory/version-2"
      continue
    fi
    missing=yes
    if [ -e "$directory" ] || [ -L "$directory" ]; then
      differs "$(kind_of "$directory")" "$directory/"
      fact aside "$directory"
    else
      differs "$directory: -"
    fi
  done
  [ -n "$seen" ] || return 0
  case $facts in *aside=*) free "$@" ;; esac
  [ -n "$missing" ] || detail=writing
  return 1
}

# kind_of FILE: what stands in a folder's place, as ls tells it: -rw-r--r-- /opt/data
kind_of() {
  local line
  line=$(ls -ld "$1")
  echo "${line%% *} $1"
}

# writable FOLDER: or it is told whose it is.
writable() {
  local mode owner
  if [ ! -d "$1" ] || [ -w "$1" ]; then return 0; fi
  read -r mode _ owner _ <<<"$(ls -ld "$1")"
  if [ -O "$1" ]; then
    differs "$mode $1" "drwxr-xr-x $1"
    fact unwritable "$1"
    return
  fi
  fact locked "$1"
  differs "$owner $1" "$(id -un) $1"
  case $facts in *user=*) ;; *) fact user "$(id -un)" ;; esac
  [ "$(id -u)" = 0 ] || fact sudo yes
}

# plain_settings FILE: what a file of settings says, a line KEY=VALUE each. Blanks around = do not matter.
plain_settings() {
  sed -n -e $'1s/^\357\273\277//' -e 's/^[[:space:]]*\([A-Za-z0-9_.-]*\)[[:space:]]*[=:][[:space:]]*/\1=/' \
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

# plain_value KEY VALUE: a value without what makes no difference, in $value.
plain_value() {
  value=$2
  case $1 in
  server.*) value=${value%%;*} value=${value%:participant} ;;
  dataDir | dataLogDir) [ "$value" = / ] || value=${value%/} ;;
  esac
}

# visible TEXT: in $value, with what nobody sees, or no terminal shows as it is, written in letters.
visible() {
  case $1 in
  *[![:print:]]*) printf -v value %q "$1" ;;
  *) value=$1 ;;
  esac
}

# as_written KEY VALUE: in $line, the line of a zoo.cfg.
as_written() {
  case $1 in
  server.*) line="$1=$2" ;;
  *) line="$1 = $2" ;;
  esac
}

# edit_line KEY [LINE]: the fact edit, which puts LINE in place of every line about KEY; without one, removes them.
edit_line() {
  local key
  key=$(pattern "$1")
  if [ $# = 1 ]; then
    fact edit "/^[[:space:]]*${key}[[:space:]]*[=:]/d"
  else
    fact edit "s|^[[:space:]]*${key}[[:space:]]*[=:].*|$(printf '%s\n' "$2" | sed 's/[\\&|]/\\&/g')|"
  fi
}

# zoo_cfg FILE NUMBERS KEY=VALUE…: the file says all of this, names no servers but these, and nothing in it keeps a server
# from starting. NUMBERS: the keys of whole numbers, between blanks.
zoo_cfg() {
  local file=$1 numbers=" $2 " settings setting key value servers=no dynamic line
  shift 2
  if [ ! -f "$file" ]; then
    seen="$file: -"
    for setting; do
      as_written "${setting%%=*}" "${setting#*=}"
      fact line "$line"
    done
    return 1
  fi
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
    compare_setting "$key" "$value" "${setting#*=}"
  done
  foreign_settings "$@"
  invisible_marks "$file"
  case $facts in *line=*) unended "$file" ;; esac
  [ -n "$seen" ] || return 0
  # Servers that ZooKeeper itself keeps are not changed with an editor; while it does not run, they are not changed at all.
  if [ "$detail" = dynamic ]; then
    setting clientPort "$settings"
    ask 127.0.0.1 "$value" srvr
    [ -n "$answer" ] || detail=asleep
  fi
  return 1
}

# compare_setting KEY VALUE WANTED
compare_setting() {
  local key=$1 line seen_value=$2
  plain_value "$key" "$2"
  [ "$value" != "$3" ] || return 0
  visible "$seen_value"
  differs "$key = $value" "$key = $3"
  case $dynamic:$key in
  yes:server.* | yes:clientPort*)
    detail=dynamic
    return
    ;;
  esac
  as_written "$key" "$3"
  if [ "$seen_value" = - ]; then fact line "$line"; else edit_line "$key" "$line"; fi
}

# foreign_settings KEY=VALUE…: what stands in the file beside these and keeps a server from starting, or the others or
# clients from finding it.
foreign_settings() {
  local IFS=$nl all setting key value
  all=$nl$*$nl
  set -f
  for setting in $settings; do
    key=${setting%%=*} value=${setting#*=}
    case $all in *"$nl$key="*) continue ;; esac
    case $key in
    server.*)
      [ "$servers" = yes ] || continue
      [ "$dynamic" = no ] || detail=dynamic
      ;;
    clientPortAddress) [ "$dynamic" = no ] || continue ;;
    # One that can be read was taken for what it says.
    dynamicConfigFile) [ "$dynamic" = no ] || continue ;;
    *)
      case $numbers in *" $key "*) ;; *) continue ;; esac
      case ${value#[-+]} in *[!0-9]* | '') fact notNumber "$key" ;; *) continue ;; esac
      ;;
    esac
    visible "$value"
    differs "$key = $value" "$key: -"
    case $detail:$key in dynamic:server.*) ;; *) edit_line "$key" ;; esac
  done
  set +f
}

# invisible_marks FILE: line ends of Windows', and the mark of UTF-8 that some editors put at the beginning.
invisible_marks() {
  local bytes
  if grep -q $'\r$' "$1"; then
    differs "$1: CRLF"
    fact crlf "$1"
  fi
  IFS= read -r -n 3 bytes <"$1"
  [ "$bytes" != $'\357\273\277' ] || {
    differs "$1: BOM"
    fact bom "$1"
  }
}

# checksum FILE: of a zoo.cfg; where ZooKeeper keeps the servers elsewhere, of what both parts say together. What differs
# is told by the lines.
checksum() {
  local settings dynamic line
  [ -f "$1" ] || return 1
  all_settings "$1"
  if [ "$dynamic" = no ]; then
    seen=$(cksum <"$1")
    while IFS= read -r line || [ -n "$line" ]; do fact line "$line"; done <"$1"
    return
  fi
  detail=dynamic
  settings=$(printf '%s\n' "$settings" | sed -e '/^dynamicConfigFile=/d' -e '/^clientPort/d' \
    -e 's/^\(server\.[0-9]*=[^;]*\);.*/\1/' -e 's/^\(server\..*\):participant$/\1/' | sort)
  seen=$(cksum <<<"$settings")
  while IFS= read -r line; do fact line "$line"; done <<<"$settings"
}

# The first line is the number and nothing else: ZooKeeper takes no blanks.
my_id() {
  local value
  wanted=$2 seen=-
  [ -f "$1" ] || return 1
  IFS= read -r seen <"$1"
  seen=${seen%$'\r'}
  [ "$seen" != "$2" ] || return 0
  case $seen in
  $'\357\273\277'*) fact bom "$1" ;;
  *[[:blank:]]*) fact blank "$1" ;;
  esac
  visible "$seen"
  case $seen in *[!0-9]*) seen="'$value'" ;; esac
  return 1
}

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

# listener PORT: of what listens there, its socket in $socket and the number of its user in $uid. Status 1: nothing does, or
# it cannot be told.
listener() {
  local hex line
  printf -v hex %04X "$1"
  line=$(grep -hsE "^ *[0-9]+: [0-9A-F]+:$hex [0-9A-F]+:0000 0A " /proc/net/tcp /proc/net/tcp6) || return 1
  # shellcheck disable=SC2086 # its fields
  set -- ${line%%"$nl"*}
  uid=$8 socket=${10}
}

# others_listen PORT: somebody else than the server $pid listens there: the facts kill, port and user, and a line of $seen.
others_listen() {
  local socket uid state age owner config number holder user
  listener "$1" || return 1
  if [ -n "$pid" ]; then
    [ -z "$(find "/proc/$pid/fd" -lname "socket:\\[$socket\\]" 2>/dev/null)" ] || return 1
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

# ask HOST PORT WORD: what the server says to a four-letter word.
ask() {
  # shellcheck disable=SC2016 # the inner shell's words
  answer=$(limit 5 bash -c 'exec 3<>"/dev/tcp/$1/$2" && printf "$3" >&3 && cat <&3' bash "$1" "$2" "$3" 2>/dev/null)
}

# Where nobody answers, nobody need be asked again: one that takes connections and says nothing costs seconds.
mute=

# server_runs HOST PORT ZOO_CFG PID_FILE ID TARBALL KEPT FOLDER… KEY=VALUE…: the server of this zoo.cfg answers there, and was
# started with this number and these settings, as far as that can be told. FOLDERs, which begin with /, are where one that
# ended may have left its log.
server_runs() {
  local host=$1 port=$2 zoo_cfg=$3 pid_file=$4 id=$5 tarball=$6 kept=$7 each folders=() settings=()
  local pid tracked state age owner config answer bound
  shift 7
  for each; do
    case $each in /*) folders+=("$each") ;; *) settings+=("$each") ;; esac
  done
  find_server "$zoo_cfg" "$pid_file"
  await_answer "$host" "$port"
  if [ "$detail" = paused ]; then
    seen="$host:$port: -"
  elif others_listen "$port"; then
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
    last_words "$zoo_cfg" "${folders[@]}"
    [ "$detail" != jars ] || [ -z "$tarball" ] || whole "$tarball" "$kept"
  fi
  mute=$host:$port
  return 1
}

# await_answer HOST PORT: what the server $pid says, in $answer. One that was just started needs a moment.
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
    ask "$1" "$2" srvr
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

# stands_right HOST PORT ID KEY=VALUE…: the server that answers was started with what its files say now, and has the ports
# on which the others look for it.
stands_right() {
  local mode=$nl$answer id=$3 setting key now line
  case $mode in
  *"${nl}Mode: "*)
    mode=${mode##*"${nl}Mode: "}
    mode=${mode%%"$nl"*}
    ask "$1" "$2" conf
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

# An election takes a moment: half seconds, and for a server so many seconds old a few more. Whoever has waited for it once
# need not do so again.
elections=6 young=8

# await_mode HOST PORT PID: the server's mode in $seen, else what it says instead.
await_mode() {
  local state age owner
  [ "$mute" != "$1:$2" ] || return 1
  while ask "$1" "$2" srvr; do
    seen=${answer%%"$nl"*}
    case $answer in
    *"${nl}Mode: "*)
      seen=${answer##*"${nl}Mode: "}
      seen=${seen%%"$nl"*}
      return 0
      ;;
    *whitelist*) return 1 ;;
    esac
    if [ "$elections" -gt 0 ]; then
      elections=$((elections - 1))
    elif [ -z "$3" ] || [ ! -d /proc/self ] || ! process "$3" || [ "$age" -ge "$young" ]; then
      return 1
    fi
    sleep 0.5
  done
  return 1
}

# server_serves HOST PORT ZOO_CFG PID_FILE: the server has a mode.
server_serves() {
  local zoo_cfg=$3 pid tracked state age owner config
  find_server "$zoo_cfg" "$4"
  await_mode "$1" "$2" "$pid" && return
  case $seen in *whitelist*) detail=whitelist ;; *) epoch_refused ;; esac
  return 1
}

# epoch_refused: the leader's epoch is behind what this server has promised: its data is of another ensemble.
epoch_refused() {
  local text
  [ -f "/proc/${pid:-none}/fd/1" ] || return 0
  text=$(tail -n 99 "/proc/$pid/fd/1" 2>/dev/null | grep 'is less than accepted epoch' | tail -n 1)
  [ -n "$text" ] || return 0
  add seen "${text#*: }"
  set_aside "$zoo_cfg"
}

# server_mode HOST PORT ZOO_CFG PID_FILE: what the server is among the others.
server_mode() {
  local pid tracked state age owner config
  find_server "$3" "$4"
  await_mode "$1" "$2" "$pid"
}
