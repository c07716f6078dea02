#!/bin/bash
# shellcheck disable=SC2154 # what ../setup.sh has set
! is_first || for letter in a b c d e f g h; do write_large "/scan-$letter" 900000; done
is_last || exit 0
await_znode /scan-h
server stop
change "$conf/java.env" -e 's/-Xmx[0-9]*[mMgG]/-Xmx8m/'
server start
