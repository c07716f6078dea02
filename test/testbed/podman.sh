#!/usr/bin/env bash
# A real Podman for tests, as Debian packages it, in this lane; its service answers at a socket as Docker does.
#
#   podman.sh up STATE                     start it; it ends with the lane, with all that it holds
#   podman.sh run STATE COMMAND [ARG…]     a command where it is: podman speaks to it
#   podman.sh down STATE                   end it before that
#
# The machine is not changed: Podman sees its root with the packages laid over it, and what is written there goes to memory.
# Exit code 3: this machine cannot; the one line on standard output says why.
set -euo pipefail
shopt -s inherit_errexit

here=$(dirname "$(realpath "$0")")
# shellcheck source-path=SCRIPTDIR source=lib/in-lane.sh
. "$here/lib/in-lane.sh"

make_podman() { # OUT
  unpack_debs bookworm x podman conmon containernetworking-plugins golang-github-containers-common \
    golang-github-containers-image libgpgme11 libsubid4
  # Units of systemd's, in a folder that is a link on the machine.
  rm -rf x/lib
  mkdir -p x/etc/containers
  # No systemd runs in a lane.
  printf '%s\n' '[engine]' 'cgroup_manager="cgroupfs"' 'events_logger="file"' 'runtime="runc"' >x/etc/containers/containers.conf
  printf '%s\n' '[storage]' 'driver="overlay"' 'graphroot="/podman/images"' 'runroot="/podman/run"' >x/etc/containers/storage.conf
  mv x "$1"
}

up() { # STATE
  need_debian_root
  in_lane || { echo 'podman.sh runs in a lane: lane.sh run …' >&2; exit 2; }
  mkdir -p "$1"
  state=$(realpath "$1")
  install_packages runc iptables
  made "$cache/podman" make_podman
  made "$cache/base/bare.tar" make_bare_base
  made "$cache/base/equipped.tar" make_prepared_base
  setsid unshare --mount --propagation private "$here/podman.sh" hold "$state" >"$state/podman.log" 2>&1 </dev/null &
  # shellcheck disable=SC2016
  await 30 bash -c '[ -S "$1/podman.sock" ] && "$2/podman.sh" run "$1" podman info >/dev/null 2>&1' _ "$state" "$here" ||
    unavailable "Podman did not start: $(tail -n 1 "$state/podman.log")"
  "$here/podman.sh" run "$state" podman import --change CMD=bash "$cache/base/equipped.tar" \
    docker.io/library/centos:7.3.1611 >/dev/null 2>&1
}

# hold STATE: in mounts of its own, what Podman sees of the machine; then its service, for as long as the lane lasts.
hold() {
  local root=$1/root folder
  echo "$BASHPID" >"$1/podman.pid"
  mkdir -p "$root"
  mount -t tmpfs tmpfs "$root"
  mkdir "$root/work" "$root/whole"
  # Not as a layer of its own: the cache is within the machine's root, and layers may not lie in each other.
  cp -a "$cache/podman" "$root/upper"
  mount -t overlay overlay -o "lowerdir=/,upperdir=$root/upper,workdir=$root/work" "$root/whole"
  for folder in proc sys dev tmp; do mount --rbind "/$folder" "$root/whole/$folder"; done
  # Where tests have their programs, their labs and the cache: below other mounts perhaps.
  for folder in "$cache" "$(realpath "$here/../..")"; do
    mkdir -p "$root/whole$folder"
    mount --bind "$folder" "$root/whole$folder"
  done
  mkdir -p "$root/whole/podman" "$root/whole/machine"
  mount -t tmpfs tmpfs "$root/whole/podman"
  cd "$root/whole"
  # Not chroot: who enters a container from there would come out where the machine is.
  pivot_root . machine
  cd /
  umount --lazy /machine
  exec podman system service --time=0 "unix://$1/podman.sock"
}

run() { # STATE COMMAND…
  local state
  state=$(realpath "$1")
  shift
  exec nsenter --target "$(cat "$state/podman.pid")" --mount --root --wd "$@"
}

down() { # STATE
  "$here/podman.sh" run "$1" sh -c 'podman rm --force --all --time 0; podman pod rm --force --all' >/dev/null 2>&1 || :
  end_process "$(cat "$1/podman.pid")" 10
  await 5 remove_cgroups || :
}

# Only what is empty: the machine may have a Podman of its own. Processes that have ended are gone from there a moment later.
remove_cgroups() {
  find /sys/fs/cgroup -depth -type d -path '*/libpod_parent*' -exec rmdir {} + 2>/dev/null || :
  ! find /sys/fs/cgroup -type d -name libpod_parent | read -r _
}

case ${1:-} in
  up | down | hold)
    (($# == 2)) || { sed -n '4,6s/^# *//p' "$0" >&2; exit 2; }
    "$@"
    ;;
  run)
    (($# >= 3)) || { sed -n '4,6s/^# *//p' "$0" >&2; exit 2; }
    "$@"
    ;;
  *)
    sed -n '4,6s/^# *//p' "$0" >&2
    exit 2
    ;;
esac
