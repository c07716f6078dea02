#!/usr/bin/env bash
# A machine as it comes: Debian's base system, the Node.js and npm of this machine, and nothing else.
#
#   fresh.sh run FILES COMMAND [ARG…]     COMMAND runs as root in /root/zk-lab, a copy of the folder FILES
#
# It has processes and a file system of its own, gone when COMMAND ends, and the network of this lane, or else of a lane of
# its own; packages it gets from wherever this machine gets them. The exit code is the command's; 3: this machine cannot, the line printed says why.
set -euo pipefail
shopt -s inherit_errexit

here=$(dirname "$(realpath "$0")")
# shellcheck source-path=SCRIPTDIR source=lib/in-lane.sh
. "$here/lib/in-lane.sh"

if [[ ${1:-} != run || $# -lt 3 ]]; then
  sed -n '4s/^# *//p' "$0" >&2
  exit 2
fi
in_lane || exec "$here/lane.sh" run "$0" "$@"
files=$2
shift 2

# copy FILE…: from this machine to the same place there, if it is here; a link becomes what it points to.
copy() {
  local file
  for file in "$@"; do
    [[ -e $file ]] || continue
    mkdir -p "$root$(dirname "$file")"
    cp -rL "$file" "$root$(dirname "$file")/"
  done
}

need_debian_root
install_packages debootstrap
made "$cache/base/bare.tar" make_bare_base

root=$(mktemp -d)
trap 'rm -rf --one-file-system "$root"' EXIT
tar -C "$root" -xf "$cache/base/bare.tar"
mkdir -p "$root/root/zk-lab"
cp -r "$files/." "$root/root/zk-lab/"

node=$(realpath "$(command -v node)")
npm=$(dirname "$(dirname "$(realpath "$(command -v npm)")")")
mkdir -p "$root/usr/local/bin" "$root/usr/local/lib/node_modules"
cp "$node" "$root/usr/local/bin/node"
cp -r "$npm" "$root/usr/local/lib/node_modules/npm"
ln -s ../lib/node_modules/npm/bin/npm-cli.js "$root/usr/local/bin/npm"
ln -s ../lib/node_modules/npm/bin/npx-cli.js "$root/usr/local/bin/npx"

# How this machine reaches the package registries: name service, authorities it trusts, npm's settings.
copy /etc/resolv.conf /etc/hosts /usr/local/share/ca-certificates /etc/ssl/certs /root/.npmrc
for variable in SSL_CERT_FILE NODE_EXTRA_CA_CERTS CURL_CA_BUNDLE; do copy "${!variable:-}"; done
global=$(npm config get globalconfig 2>/dev/null)
if [[ -e $global ]]; then
  mkdir -p "$root/usr/local/etc"
  cp "$global" "$root/usr/local/etc/npmrc"
fi

status=0
# shellcheck disable=SC2016
unshare --mount --propagation private --pid --fork --kill-child bash -euc '
  root=$1
  shift
  mount --bind "$root" "$root"
  mount -t proc proc "$root/proc"
  mount --rbind /dev "$root/dev"
  mount --rbind /sys "$root/sys"
  cd "$root"
  PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
  export HOME=/root PATH
  unset TMPDIR
  exec chroot "$root" /bin/bash -c "cd /root/zk-lab; exec \"\$@\"" _ "$@"
' _ "$root" "$@" || status=$?
exit "$status"
