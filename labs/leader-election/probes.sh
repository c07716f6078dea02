# What only this lab looks at. server_mode, srvr and the like are templates/probes'.
# shellcheck shell=bash disable=SC2034,SC2154 # detail, seen and wanted are the caller's; answer and nl come from templates/probes

# leads NAME HOST PORT: the server leads; its node's name is the answer.
leads() {
  server_mode "$2" "$3" && [ "$seen" = leader ] && seen=$1
}

# epoch_of_leader HOST PORT: the server leads; the epoch of its newest change, in decimal, is the answer. Followers that
# have not been told of any change since the election are still in the old one.
epoch_of_leader() {
  local zxid
  server_mode "$1" "$2" && [ "$seen" = leader ] || return 1
  zxid=${answer##*Zxid: 0x}
  zxid=${zxid%%"$nl"*}
  # The upper half of 64 bits, without the zeros in front of it.
  zxid=${zxid%????????}
  seen=$((16#${zxid:-0}))
}

# no_quorum HOST PORT: the server runs, and says for longer than an election takes that it serves nobody.
no_quorum() {
  server_mode "$1" "$2" && return 1
  case $seen in
  'This ZooKeeper instance is not currently serving requests'*) return 0 ;;
  esac
  # What it should be is asked in the next step.
  seen=${seen:-"$1:$2: -"}
  return 1
}
