#!/bin/bash
# Makes a machine a node of the lab: run.sh NODE UNTIL. Vagrant runs it at every start.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
. "$LAB_DIR/provision/software.env"
set -eu
node=$1 until=$2

# The tarballs came in through a folder that Vagrant's user may write to.
take_uploads() {
  local file
  mkdir -p "$LAB_DIR/artifacts"
  for file in /var/tmp/zk-lab/*; do
    [ ! -f "$file" ] || mv -f "$file" "$LAB_DIR/artifacts/"
  done
  rm -rf /var/tmp/zk-lab
  chown -R root:root "$LAB_DIR/artifacts"
}

on_exit() {
  local status=$?
  rm -rf "$up"
  theirs || [ "$status" = 0 ] || say "$node is not done. Once the reason above is mended: vagrant provision $node --provision-with ${SOFTWARE// /,},node" >&2
}

# Which other machines answer, found out meanwhile: one that is not there keeps a connection waiting for seconds.
find_machines() {
  local name address
  while read -r address name; do
    # shellcheck disable=SC2016 # the inner shell's words
    { timeout 10 bash -c 'exec 3<>"/dev/tcp/$1/22"' _ "$address" && : >"$up/$name"; } >/dev/null 2>&1 &
  done <"$LAB_DIR/config/hosts"
  : >"$up/$node"
}

up=$(mktemp -d)
trap on_exit EXIT
if [ "$until" = cluster ] && ! theirs; then find_machines; fi
take_uploads
beyond=
! theirs || stage firewall configure
for stage in os ssh $SOFTWARE cluster; do
  if [ -z "$beyond" ]; then
    stage "$stage" install
    stage "$stage" configure "$node" "$until"
  else
    stage "$stage" hand_over
  fi
  [ "$stage" != "$until" ] || beyond=1
done
if [ "$until" = cluster ] && ! theirs; then
  bash "$LAB_DIR/provision/ensemble.sh" "$node" "$up"
fi
