#!/usr/bin/env bash
# Runs a command in a network namespace of its own, with a way out to the network; e.g. a second run of the end-to-end
# tests beside another, each with its own 192.168.252.0/24 and its own 127.0.0.1:
#
#   netns.sh run COMMAND [ARG…]
#
# Whatever the command leaves running in there is ended with it. The exit code is the command's.
set -euo pipefail
shopt -s inherit_errexit

here=$(dirname "$(realpath "$0")")
# shellcheck source-path=SCRIPTDIR source=lib/common.sh
. "$here/lib/common.sh"
# shellcheck source-path=SCRIPTDIR source=lib/debian.sh
. "$here/lib/debian.sh"
# shellcheck source-path=SCRIPTDIR source=lib/netns.sh
. "$here/lib/netns.sh"

if [[ ${1:-} != run || $# -lt 2 ]]; then
  echo 'netns.sh run COMMAND [ARG…]' >&2
  exit 2
fi
shift
need_debian_root
install_packages iproute2 iptables
n=$(make_netns)
trap 'drop_netns "$n"' EXIT
status=0
in_netns "$n" "$@" || status=$?
exit "$status"
