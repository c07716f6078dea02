#!/usr/bin/env bash
# A file system as it is on a stick, for tests: it keeps no permissions, and says nothing when it is given some.
#
#   exfat.sh FOLDER    mount a new one there, in this lane, with which it ends
#
# Exit code 3: this machine cannot; the one line on standard output says why.
set -euo pipefail
shopt -s inherit_errexit

here=$(dirname "$(realpath "$0")")
# shellcheck source-path=SCRIPTDIR source=lib/common.sh
. "$here/lib/common.sh"
# shellcheck source-path=SCRIPTDIR source=lib/debian.sh
. "$here/lib/debian.sh"
# shellcheck source-path=SCRIPTDIR source=lib/lane.sh
. "$here/lib/lane.sh"

(($# == 1)) || { sed -n '4s/^# *//p' "$0" >&2; exit 2; }
need_debian_root
in_lane || { echo 'exfat.sh runs in a lane: lane.sh run …' >&2; exit 2; }
[[ -c /dev/fuse ]] || unavailable 'exFAT needs /dev/fuse'
install_packages exfat-fuse exfatprogs
image=$(mktemp "$ZK_LAB_TEST_LANE/tmp/exfat.XXXXXX")
truncate -s 256M "$image"
mkfs.exfat "$image" >/dev/null
device=$(losetup --find --show "$image" 2>/dev/null) || unavailable 'exFAT needs a loop device'
# From here on the mount alone holds both.
trap 'losetup --detach "$device"; rm "$image"' EXIT
mount.exfat-fuse "$device" "$1" >/dev/null
