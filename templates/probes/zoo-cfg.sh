#!/bin/bash
# zoo.cfg and myid, and how zoo.cfg differs from the lab’s. See base.sh.
# shellcheck disable=SC2034,SC2154 # what probes leave is the caller's, and some of what they use is other parts'

# A line of a file of settings: its key and, with blanks that end it, its value. Blanks around = do not matter.
setting_line='^[[:space:]]*([A-Za-z0-9_.-]*)[[:space:]]*[=:][[:space:]]*(.*)$'

# read_settings FILE: what a file of settings says, in $plain: a line KEY=VALUE each.
read_settings() {
  local line mark=$'\357\273\277'
  plain=
  while IFS= read -r line || [ -n "$line" ]; do
    line=${line#"$mark"} mark=
    [[ $line =~ $setting_line ]] || continue
    line=${BASH_REMATCH[2]}
    add plain "${BASH_REMATCH[1]}=${line%"${line##*[![:space:]]}"}"
  done <"$1"
}

# plain_settings FILE: the same, printed.
plain_settings() {
  local plain
  read_settings "$1"
  printf '%s\n' "$plain"
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
  local value plain part id clients
  dynamic=no
  read_settings "$1"
  settings=$plain
  setting dynamicConfigFile "$settings"
  [ -n "$value" ] && [ -r "$value" ] || return 0
  dynamic=yes
  read_settings "$value"
  part=$plain
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
  local bytes line crlf=
  while IFS= read -r line || [ -n "$line" ]; do
    case $line in
    *$'\r') crlf=yes ;;
    esac
  done <"$1"
  [ -z "$crlf" ] || {
    differs "$1: CRLF"
    fact crlf "$1"
  }
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
    seen=$(exec cksum <"$1")
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
