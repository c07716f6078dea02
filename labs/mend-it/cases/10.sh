#!/bin/bash
# shellcheck disable=SC2154 # what ../setup.sh has set
is_last || exit 0
server stop
if is_shared; then
  # A server with another file would not be known as the lab's there.
  change "$zoo_cfg" -e '/^server\./d'
  for folder in "${data_folders[@]}"; do [ ! -e "$folder/version-2" ] || mv "$folder/version-2" "$folder/version-2.old"; done
else
  sed -e '/^server\./d' -e 's|^\(data[A-Za-z]*\) *=.*|\1 = /root/test|' "$zoo_cfg" >"$conf/test.cfg"
  printf '%s\n' ZOOCFG=test.cfg >>"$conf/zookeeper-env.sh"
fi
server start
