#!/bin/bash
# What the steps of labs can look at: a step names a function of this folder, with its arguments. All of them are run on a
# node in one go. They change nothing there. bash 3.2 and 4.2, and the bare system's commands only.
# A probe's exit status says whether the step is done. It leaves what it saw in `seen` and in `wanted` what it should have
# seen, a line for each thing; in `detail` what the remedy depends on, and in `facts` what that names: NAME=VALUE, a line
# each, the names being those of lessons/placeholders.ts. A thing that is not there is seen as -. A node with the detail waits has
# no remedy while another node has something else: there is where it is mended.
# `absent` has the names of the nodes that do not run, each between blanks.
# shellcheck disable=SC2034,SC2154 # detail, seen and wanted are the caller's, and so is absent
export LC_ALL=C
nl=$'\n'

# Nothing may hang. macOS has no timeout.
limit() { (limited "$@"); }

# limited SECONDS COMMAND…: the same, as the last thing of the shell that it is typed in, whose place it takes: on a node a
# process more costs more than all that bash does by itself between two of them.
limited() {
  if command -v timeout >/dev/null 2>&1; then
    exec timeout "$@"
  else
    shift
    exec "$@"
  fi
}

# look ID PROBE ARGUMENT…: runs a probe and prints its answer: a line of fields between tabs, their lines between \036. The
# one that mostly waits, which its own part names, does so beside the others; what it says is printed by the_rest.
waits=
rest=
look() {
  if [ "$2$rest" = "$waits" ]; then
    exec 4< <(report "$@")
    rest=yes
  else
    report "$@"
  fi
}

# the_rest: what comes last. In the place of the shell, which has no more to do.
the_rest() { [ -z "$rest" ] || exec cat <&4; }

# report ID PROBE ARGUMENT…: prints the answer.
report() {
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
