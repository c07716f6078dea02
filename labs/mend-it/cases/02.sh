#!/bin/bash
# shellcheck disable=SC2154 # what ../setup.sh has set
is_last || exit 0
server stop
host=127.0.0.1
! is_shared || host=127.0.0.2
change "$zoo_cfg" -e '/^clientPortAddress/d' -e "/^clientPort[ =]/a\\
clientPortAddress = $host
"
server start
await serves
