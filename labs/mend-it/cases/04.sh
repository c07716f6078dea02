#!/bin/bash
# shellcheck disable=SC2154 # what ../setup.sh has set
server stop
if is_shared; then
  # This machine's own names are nobody's business. What the node's would lead to comes to the same.
  change "$zoo_cfg" -e "s/^\(server\.$id *=[ ]*\)[0-9.]*:/\1127.0.0.2:/"
else
  own=$(cat /etc/hosts)
  printf '127.0.0.1 localhost\n127.0.1.1 %s\n%s\n' "$name" "$own" >/etc/hosts
fi
server start
