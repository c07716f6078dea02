#!/usr/bin/env bash
# A real Docker engine for tests, on a bare Debian machine; README.md beside this file says what it does there.
#
#   engine.sh up STATE [--bare NAME | --prepared NAME]…   start one in this lane, or in a lane of its own
#   engine.sh run STATE COMMAND [ARG…]                    a command where it is: its ports are on 127.0.0.1 there
#   engine.sh restart STATE [--userns-remap]              dockerd alone, as after a reboot of the machine; so that root of
#                                                         a container is another user of the machine, with images of its own
#   engine.sh down STATE                                  end it, with every container, network and volume in it
#   engine.sh guarded STATE                               an image of a machine with ufw and firewalld: its name
#   engine.sh prepare                                     only fill the cache
#   engine.sh jdk FEATURE                                 print the path of a JDK tarball: 8, 17 or 21
#
# With `. STATE/env`, docker and docker compose speak to it from anywhere. --bare and --prepared give the base images' names: bare is what debootstrap makes, prepared has sshd and the like in it
# already. Exit code 3: this machine cannot; the one line on standard output says why.
set -euo pipefail
shopt -s inherit_errexit

here=$(dirname "$(realpath "$0")")
# shellcheck source-path=SCRIPTDIR source=lib/in-lane.sh
. "$here/lib/in-lane.sh"
# shellcheck source-path=SCRIPTDIR source=lib/dockerd.sh
. "$here/lib/dockerd.sh"

# Names that the catalogue's systems ask for. No registry can be reached, so one Debian stands in for them all.
bare=(debian:12 debian:13)
prepared=(centos:7.3.1611 centos:6.9 rockylinux/rockylinux:9)

packages=(docker.io containerd runc iptables iproute2 debootstrap)

up() { # STATE [--bare NAME | --prepared NAME]…
  need_debian_root
  mkdir -p "$1"
  state=$(realpath "$1")
  # containerd's sockets are the longest paths below, and the kernel takes 107 characters.
  ((${#state} <= 60)) || { echo "the state folder's path is too long for a socket: $state" >&2; exit 2; }
  if docker -H "unix://$state/docker.sock" info >/dev/null 2>&1; then
    echo "an engine runs there already: . $state/env" >&2
    exit 2
  fi
  if in_lane; then up_here "$@"; else up_in_own_lane "$@"; fi
}

up_in_own_lane() { # STATE [--bare NAME | --prepared NAME]…
  local answer
  exec {answers}< <(exec setsid "$here/lane.sh" hold "$state/lane")
  holder=$!
  read -r answer <&"$answers" || :
  if [[ $answer != 'ready '* ]]; then
    echo "$answer"
    wait "$holder"
  fi
  "$state/lane/enter" "$here/engine.sh" up "$@" || { local status=$?; kill "$holder"; exit "$status"; }
  echo "$holder" >"$state/holder"
}

up_here() { # STATE [--bare NAME | --prepared NAME]…
  if [[ -e $ZK_LAB_TEST_LANE/engine ]]; then
    echo "this lane has an engine: $(cat "$ZK_LAB_TEST_LANE/engine")" >&2
    exit 2
  fi
  shift
  if (($#)); then bare=() prepared=(); fi
  while (($#)); do
    case $1 in
      --bare) bare+=("$2") ;;
      --prepared) prepared+=("$2") ;;
      *) usage ;;
    esac
    shift 2
  done
  install_packages "${packages[@]}"
  prepare
  claim_slot "$state"
  # From here on a failure or a Ctrl-C must not leave half an engine.
  trap 'undo_up "$?"' EXIT
  echo "$state" >"$ZK_LAB_TEST_LANE/engine"
  start_dockerd "$state" "$slot"
  write_env "$state"
  # shellcheck source=/dev/null
  . "$state/env"
  import_base "$cache/base/bare.tar" zk-lab-test/bare:13 "${bare[@]}"
  import_base "$cache/base/equipped.tar" zk-lab-test/equipped:13 "${prepared[@]}"
  progress "engine ready: . $state/env"
}

undo_up() { # STATUS
  (($1)) || return 0
  (($1 == 3)) || tail -n 5 "$state/dockerd.log" >&2 || :
  rm -f "$ZK_LAB_TEST_LANE/engine"
  stop_engine "$state" "$slot"
}

write_env() { # STATE
  local name
  local -A values=(
    [DOCKER_HOST]=unix://$1/docker.sock
    [DOCKER_CONFIG]=$cache/plugins
    # A client of 20.10 still chooses the old builder by itself.
    [DOCKER_BUILDKIT]=1
    [ZK_LAB_TEST_STATE]=$1
    [ZK_LAB_TEST_LANE]=$ZK_LAB_TEST_LANE
    [ZK_LAB_TEST_CACHE]=$cache
    [ZK_LAB_TEST_JDK8]=$(jdk 8)
    [ZK_LAB_TEST_JDK17]=$(jdk 17)
  )
  for name in "${!values[@]}"; do printf "export %s='%s'\n" "$name" "${values[$name]}"; done | sort >"$1/env"
}

import_base() { # TAR IMAGE [ALIAS…]
  local tar=$1 image=$2 alias made_at stamp
  shift 2
  # The data root may hold an import of an older file of that name.
  made_at=$(stat -c %Y "$tar")
  stamp=$cache/engines/$(cat "$state/slot")/$(basename "$tar").imported
  if [[ $(cat "$stamp" 2>/dev/null) != "$made_at" ]] || ! docker image inspect "$image" >/dev/null 2>&1; then
    docker import --change 'CMD ["bash"]' "$tar" "$image" >/dev/null
    echo "$made_at" >"$stamp"
  fi
  for alias in "$@"; do docker tag "$image" "$alias"; done
}

run() { # STATE COMMAND…
  local state
  state=$(realpath "$1")
  shift
  # shellcheck source=/dev/null
  . "$state/env"
  "$ZK_LAB_TEST_LANE/enter" "$@"
}

restart() { # STATE [--userns-remap]
  local state
  state=$(realpath "$1")
  if ! in_lane; then
    run "$state" "$here/engine.sh" restart "$state" "${@:2}"
    return
  fi
  slot=$(cat "$state/slot")
  stop_dockerd "$state"
  remove_remapped "$slot"
  if [[ ${2:-} != --userns-remap ]]; then
    start_dockerd "$state" "$slot"
    return
  fi
  prepare_remapped "$state" "$slot"
  start_dockerd "$state" "$slot" "$remapped" --userns-remap=nobody:nogroup
  # shellcheck source=/dev/null
  . "$state/env"
  docker import --change 'CMD ["bash"]' "$cache/base/equipped.tar" zk-lab-test/equipped:13 >/dev/null
  for image in "${prepared[@]}"; do docker tag zk-lab-test/equipped:13 "$image"; done
}

guarded() { # STATE
  local image=zk-lab-test/guarded:13
  state=$(realpath "$1")
  made "$cache/base/guarded.tar" make_guarded_base
  # shellcheck source=/dev/null
  . "$state/env"
  import_base "$cache/base/guarded.tar" "$image"
  echo "$image"
}

down() { # STATE
  local state
  [[ -e $1/slot || -e $1/lane ]] || return 0
  state=$(realpath "$1")
  if in_lane; then
    rm -f "$ZK_LAB_TEST_LANE/engine"
    stop_engine "$state" "$(cat "$state/slot")"
  else
    # The lane ends its engine. Where nobody has the lock, it is gone, and the number may be another process's.
    flock --nonblock "$state/lane/lock" true || end_process "$(cat "$state/holder")" 90
    rm -rf --one-file-system "$state"
  fi
}

usage() {
  sed -n '4,11s/^# *//p' "$0" >&2
  exit 2
}

verb=${1:-}
case $verb in
  up | restart | guarded | down)
    (($# >= 2)) || usage
    "$@"
    ;;
  run)
    (($# >= 3)) || usage
    "$@"
    ;;
  prepare)
    need_debian_root
    install_packages "${packages[@]}"
    prepare
    ;;
  jdk)
    (($# == 2)) || usage
    need_debian_root
    jdk "$2"
    ;;
  *) usage ;;
esac
