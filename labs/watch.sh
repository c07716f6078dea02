#!/bin/bash
# Tells, by a line on stdout, that something changed which steps look at. Forks nothing while nothing happens, so that it
# can go on for hours. What servers write by themselves, or because somebody asks them, is no change. It ends with its input, on
# which nothing comes: whoever holds that is gone then. Its words: seconds to live, then the files and folders. bash 3.2 and 4.2.
shopt -s nullglob
# Names may hold blanks.
IFS=
end=$((SECONDS + $1))
shift
stamp=$(mktemp "${TMPDIR:-/tmp}/zk-lab-watch.XXXXXX") || exit
trap 'rm -f "$stamp"' EXIT
# bash 3.2 waits for whole seconds only, and says of an input that ended and of one that is silent the same.
pause=0.4
[ "${BASH_VERSINFO[0]}" -gt 3 ] || pause=1

before=
while [ "$SECONDS" -lt "$end" ]; do
  now=
  changed=
  # shellcheck disable=SC2068 # patterns are to be filled in
  for path in $@; do
    now="$now/$path"
    [ -e "$path" ] || now="$now -"
    [ ! "$path" -nt "$stamp" ] || changed=yes
  done
  if [ -n "$changed" ] || [ "$now" != "$before" ]; then
    [ -z "$before" ] || echo changed
    before=$now
    : >"$stamp"
  fi
  since=$SECONDS
  read -r -t "$pause" || [ $? -gt 128 ] || [ "$SECONDS" != "$since" ] || exit
done
