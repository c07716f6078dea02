#!/bin/bash
# shellcheck disable=SC2154 # what ../setup.sh has set
is_first || exit 0
server stop
change "$zoo_cfg" -e "s/^\(server\.$id *=.*\):\([0-9]*\):[0-9]*/\1:\2:\2/"
server start
