#!/bin/bash
# Stage ssh: root on every node reaches every node by name, without a password and without a question.
declare -F main >/dev/null || . "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

# On somebody's machine root may have a key, and whom it lets in and knows is the owner's: the lab's lines stand beside.
configure_theirs() {
  local lines=
  [ -d /root/.ssh ] || mkdir -m 700 /root/.ssh
  if [ ! -e /root/.ssh/id_ed25519 ] || owned /root/.ssh/id_ed25519; then
    put "$LAB_DIR/keys/id_ed25519" /root/.ssh/id_ed25519 600
    put "$LAB_DIR/keys/id_ed25519.pub" /root/.ssh/id_ed25519.pub 644
  else
    while read -r _ line; do lines+=" $line"; done <"$LAB_DIR/config/hosts"
    block "Host$lines"$'\n'"  IdentityFile $LAB_DIR/keys/id_ed25519"$'\nHost *\n' /root/.ssh/config top
  fi
  umask 077
  text "$LAB_DIR/keys/authorized_keys"
  block "$TEXT" /root/.ssh/authorized_keys
  umask 022
  text "$LAB_DIR/keys/known_hosts"
  block "$TEXT" /root/.ssh/known_hosts
}

configure() {
  if theirs; then
    configure_theirs
    return
  fi
  put "$LAB_DIR/keys/id_ed25519" /root/.ssh/id_ed25519 600
  put "$LAB_DIR/keys/id_ed25519.pub" /root/.ssh/id_ed25519.pub 644
  # Complete before the first login, so that strict checking can stay on. ssh itself adds to this file.
  local line known
  text /root/.ssh/known_hosts
  known=$'\n'$TEXT
  while IFS= read -r line; do
    [[ $known == *$'\n'"$line"$'\n'* ]] || printf '%s\n' "$line" >>/root/.ssh/known_hosts
  done <"$LAB_DIR/keys/known_hosts"
}

main "$@"
