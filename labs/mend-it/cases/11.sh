#!/bin/bash
# shellcheck disable=SC2154 # what ../setup.sh has set
is_first || exit 0
server stop
for folder in "${data_folders[@]}"; do
  [ ! -e "$folder/version-2/currentEpoch" ] || echo 0 >"$folder/version-2/currentEpoch"
done
server start
