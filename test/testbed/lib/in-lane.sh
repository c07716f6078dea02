# shellcheck shell=bash
# What every program of the testbed needs that works in a lane; $here is its folder.
# shellcheck disable=SC2154 # here is the caller's
# shellcheck source-path=SCRIPTDIR source=common.sh
. "$here/lib/common.sh"
# shellcheck source-path=SCRIPTDIR source=debian.sh
. "$here/lib/debian.sh"
# shellcheck source-path=SCRIPTDIR source=parts.sh
. "$here/lib/parts.sh"
# shellcheck source-path=SCRIPTDIR source=lane.sh
. "$here/lib/lane.sh"
