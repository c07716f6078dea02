#!/bin/bash
# shellcheck disable=SC2154 # what ../setup.sh has set
server stop
change "$zoo_cfg" -e '/^maxClientCnxns/d' -e '/^clientPort[ =]/a\
maxClientCnxns = 1
'
server start
await serves
