#!/bin/bash
# shellcheck disable=SC2154 # what ../setup.sh has set
is_first || exit 0
server stop
echo 2 >"$myid"
server start
