#!/usr/bin/env bash
# A real Vagrant for tests, with boxes of our own; README.md beside this file says what it does to the machine.
#
#   vagrant.sh up STATE docker [NAME@VERSION…]    with the Docker engine that DOCKER_HOST names (engine.sh)
#   vagrant.sh up STATE libvirt [NAME@VERSION…]   with virtual machines under software emulation
#
# In a lane (`engine.sh run`, `lane.sh run`), with which it ends; then `. STATE/env`. NAME@VERSION are the boxes to have.
# Exit code 3: this machine cannot; the one line on standard output says why.
set -euo pipefail
shopt -s inherit_errexit

here=$(dirname "$(realpath "$0")")
# shellcheck source-path=SCRIPTDIR source=lib/in-lane.sh
. "$here/lib/in-lane.sh"
# shellcheck source-path=SCRIPTDIR source=lib/boxes.sh
. "$here/lib/boxes.sh"
# shellcheck source-path=SCRIPTDIR source=lib/libvirt.sh
. "$here/lib/libvirt.sh"

# What the catalogue's systems ask for under each provider.
docker_boxes=(bento/centos-7.3@201708.22.0 centos/7@1611.01)
libvirt_boxes=(centos/7@1611.01)

up() { # STATE PROVIDER [NAME@VERSION…]
  local provider=$2 box boxes
  need_debian_root
  in_lane || { echo 'vagrant.sh runs in a lane: engine.sh run STATE vagrant.sh up …' >&2; exit 2; }
  mkdir -p "$1"
  state=$(realpath "$1")
  shift 2
  boxes=("$@")
  export VAGRANT_HOME=$cache/vagrant VAGRANT_CHECKPOINT_DISABLE=1
  mkdir -p "$VAGRANT_HOME" "$cache/locks"
  case $provider in
    docker)
      ((${#boxes[@]})) || boxes=("${docker_boxes[@]}")
      install_packages vagrant
      [[ -n ${DOCKER_HOST:-} ]] || unavailable 'Vagrant with Docker needs DOCKER_HOST: start engine.sh first'
      made "$cache/boxes/docker.box" make_docker_box "$here"
      build_box_image "$here"
      ;;
    libvirt)
      ((${#boxes[@]})) || boxes=("${libvirt_boxes[@]}")
      [[ $(uname -m) == x86_64 ]] || unavailable "the virtual machines need an x86_64 host, this is $(uname -m)"
      install_packages vagrant vagrant-libvirt libvirt-daemon-system libvirt-clients dnsmasq-base qemu-system-x86 \
        qemu-utils e2fsprogs debootstrap rsync iptables
      prepare_bases
      made "$cache/boxes/libvirt.box" make_libvirt_box "$here"
      start_libvirt "$state"
      ;;
    *) usage ;;
  esac
  (
    flock 9
    for box in "${boxes[@]}"; do add_box "$provider" "$box"; done
  ) 9>"$cache/locks/vagrant-home"
  own_home
  write_env "$provider"
  progress "Vagrant with $provider ready: . $state/env"
}

# A home of this lane's own: in a shared one, Vagrants that run at the same time lock one another out of what they note of
# their machines, and give up. The boxes are the cache's.
own_home() {
  local shared=$VAGRANT_HOME/boxes
  VAGRANT_HOME=$state/home
  mkdir -p "$VAGRANT_HOME"
  ln -sfn "$shared" "$VAGRANT_HOME/boxes"
  cp "$here/box/home.Vagrantfile" "$VAGRANT_HOME/Vagrantfile"
}

write_env() { # PROVIDER
  {
    printf "export %s='%s'\n" VAGRANT_HOME "$VAGRANT_HOME" VAGRANT_CHECKPOINT_DISABLE 1 VAGRANT_DEFAULT_PROVIDER "$1"
    if [[ $1 == libvirt ]]; then
      printf "export %s='%s'\n" LIBVIRT_DEFAULT_URI "$(libvirt_uri "$state")" ZK_LAB_TEST_POOL "$state/pool"
    fi
  } >"$state/env"
}

usage() {
  sed -n '4,5s/^# *//p' "$0" >&2
  exit 2
}

if [[ ${1:-} != up || $# -lt 3 ]]; then usage; fi
"$@"
