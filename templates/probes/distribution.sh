#!/bin/bash
# What was unpacked, and the folders that a server needs. See base.sh.
# shellcheck disable=SC2034,SC2154 # what probes leave is the caller's, and some of what they use is other parts'

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
