#!/bin/bash
# Stage ssh: root on every node reaches every node by name, without a password and without a question.
declare -F main >/dev/null || . "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

# On somebody's machine root may have a key, and whom it lets in and knows is the owner's: the lab's lines stand beside.
configure_theirs() {
  local names line config='' hosts='Host'
  # Who listens elsewhere than usual has names with a port, too: NAME,[NAME]:PORT,ADDRESS,[ADDRESS]:PORT.
  while read -r names _; do
    case $names in *,\[*) ;; *) continue ;; esac
    line=${names##*,\[}
    line="Host ${names%%,*} ${line%\]*}"$'\n'"  Port ${names##*:}"$'\n'
    [[ $config == *"$line"* ]] || config+=$line
  done <"$LAB_DIR/keys/known_hosts"
  [ -d /root/.ssh ] || mkdir -m 700 /root/.ssh
  if [ ! -e /root/.ssh/id_ed25519 ] || owned /root/.ssh/id_ed25519; then
    put "$LAB_DIR/keys/id_ed25519" /root/.ssh/id_ed25519 600
    put "$LAB_DIR/keys/id_ed25519.pub" /root/.ssh/id_ed25519.pub 644
  else
    while read -r _ line; do hosts+=" $line"; done <"$LAB_DIR/config/hosts"
    config+="$hosts"$'\n'"  IdentityFile $LAB_DIR/keys/id_ed25519"$'\n'
  fi
  # What its owner has for all hosts is for all again behind that.
  [ -z "$config" ] || config+=$'Host *\n'
  if [ -n "$config" ] || grep -qs '^# zk-lab begin' /root/.ssh/config; then block "$config" /root/.ssh/config top; fi
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
