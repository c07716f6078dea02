#!/bin/bash
# Java, and whether a tarball is whole. See base.sh.
# shellcheck disable=SC2034,SC2154 # what probes leave is the caller's, and some of what they use is other parts'

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

# started JAVA: a process runs by it just now, with the classes that stand there, and nothing that it has loaded is gone since.
started() {
  local process classes file maps
  for process in /proc/[0-9]*; do
    [ "$process/exe" -ef "$1" ] || continue
    for classes in "${1%/bin/java}"/{jre/lib/rt.jar,lib/rt.jar,lib/modules}; do
      [ -s "$classes" ] || continue
      for file in "$process"/fd/*; do
        [ "$file" -ef "$classes" ] || continue
        IFS= read -r -d '' maps <"$process/maps"
        case $maps in *' (deleted)'*) ;; *) return 0 ;; esac
      done
    done
  done 2>/dev/null
  return 1
}

# version_of JAVA: in $version the line of `java -version` with the version; - for what is not there, or says nothing like that.
# Of one that is seen to start, its launcher tells without starting anything; without its compilers another starts sooner.
version_of() {
  version='java: -'
  [ -x "$1" ] || return
  while IFS= read -r version; do
    case $version in *'version "'*) return ;; esac
  done < <(
    if started "$1"; then exec "$1" -fullversion; else limited 30 "$1" -Xint -version; fi 2>&1
  )
  version='java -version: -'
}

# java_release PROFILE HOME TARBALL KEPT FEATURE…: `java` is one of these feature releases once PROFILE was read ('' for
# none), and so is that of JAVA_HOME, which ZooKeeper's scripts prefer; the profile leaves other commands in PATH. HOME is where the lab's own is, or belongs.
java_release() {
  local profile=$1 home=$2 tarball=$3 kept=$4 java java_home others path version found=
  shift 4
  # shellcheck disable=SC2016 # the inner shell's words
  {
    read -r java
    read -r java_home
    read -r others
    read -r path
  } < <(limited 30 bash -c '[ -z "$1" ] || . "$1" >/dev/null 2>&1
    type -P java || echo
    echo "$JAVA_HOME"
    type -P ls || echo
    echo "$PATH"' bash "$profile")
  version_of "$java"
  if fits "$version" "$@"; then
    found=$version
  else
    differs "$version" "Java $*"
    fact line "export PATH=$home/bin:\$PATH"
  fi
  # Of a PATH that was not added to, nothing else is left.
  if [ -n "$found" ] && [ -z "$others" ]; then
    differs "PATH=$path" "PATH=$path:/usr/bin:/bin"
    # shellcheck disable=SC2016 # the profile's
    fact line 'export PATH=$PATH:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'
  fi
  if [ -n "$java_home" ] && ! [ "$java_home/bin/java" -ef "$java" ]; then
    version_of "$java_home/bin/java"
    fits "$version" "$@" || {
      differs "JAVA_HOME=$java_home: ${version#java: }" "Java $*"
      fact line "export JAVA_HOME=$home"
    }
  fi
  if [ -z "$seen" ]; then
    seen=$found
    return 0
  fi
  version_of "$home/bin/java"
  if fits "$version" "$@"; then
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
