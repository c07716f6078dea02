#!/usr/bin/env bash
# A real cluster for tests, in the lane of an engine (engine.sh); README.md beside this file says what it does there.
#
#   kubernetes.sh up STATE [HOSTS]     control plane and kubelets in this lane, which has an engine; one host unless told
#   kubernetes.sh lose STATE HOST      ends a host as when its plug is pulled
#   kubernetes.sh restore STATE HOST   starts it again
#   kubernetes.sh down STATE           ends all of it
#   kubernetes.sh build                only builds the programs
#
# STATE/kubeconfig leads to it. Exit code 3: this machine cannot; the one line on standard output says why.
set -euo pipefail
shopt -s inherit_errexit

here=$(dirname "$(realpath "$0")")
# shellcheck source-path=SCRIPTDIR source=lib/common.sh
. "$here/lib/common.sh"
# shellcheck source-path=SCRIPTDIR source=lib/debian.sh
. "$here/lib/debian.sh"
# shellcheck source-path=SCRIPTDIR source=lib/lane.sh
. "$here/lib/lane.sh"
# shellcheck source-path=SCRIPTDIR source=lib/kubernetes.sh
. "$here/lib/kubernetes.sh"

build() {
  need_debian_root
  made "$kubernetes_bin" make_kubernetes
}

up() { # STATE [HOSTS]
  in_lane || { echo 'this is for a lane: engine.sh run ENGINE kubernetes.sh up STATE' >&2; exit 2; }
  build
  install_packages etcd-server containernetworking-plugins iptables ipset iproute2 openssl
  mkdir -p "$1"
  state=$(realpath "$1")
  trap '(($? == 0)) || end_cluster' EXIT
  start_cluster "${2:-1}"
  progress "cluster ready: export KUBECONFIG=$state/kubeconfig"
}

lose() { # STATE HOST
  state=$(realpath "$1")
  end_host "$2"
}

restore() { # STATE HOST
  state=$(realpath "$1")
  start_host "$2"
}

down() { # STATE
  [[ -e $1 ]] || exit 0
  state=$(realpath "$1")
  end_cluster
}

usage() {
  sed -n '4,8s/^# *//p' "$0" >&2
  exit 2
}

verb=${1:-}
case $verb in
  up | lose | restore | down)
    (($# >= 2)) || usage
    "$@"
    ;;
  build) build ;;
  *) usage ;;
esac
