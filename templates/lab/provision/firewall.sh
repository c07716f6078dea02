#!/bin/bash
# The firewall of somebody's machine stays as it is, but for the lab's ports, which are opened to the lab's members alone. What was
# opened is noted, and closed again: for members that left, and for all when the lab goes.
declare -F main >/dev/null || . "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
OPENED=$STATE_DIR/opened
PORTS='2181 2888 3888'

# kind: what keeps others out here, if anything does.
kind() {
  if have firewall-cmd && firewall-cmd --state >/dev/null 2>&1; then
    echo firewalld
  elif have ufw && ufw status 2>/dev/null | grep -q '^Status: active'; then
    echo ufw
  elif have iptables && iptables -S INPUT 2>/dev/null | grep -qE -- '^-P INPUT (DROP|REJECT)|-j (DROP|REJECT)|^-A INPUT -j [a-z]'; then
    echo iptables
  fi
}

# rule VERB KIND ADDRESS: opens or closes all ports to one address. VERB is add or remove.
rule() {
  local port
  case $2 in
  firewalld)
    for port in $PORTS; do
      set -- "$1" "$2" "$3" "rule family=ipv4 source address=$3/32 port port=$port protocol=tcp accept"
      firewall-cmd -q "--$1-rich-rule=$4"
      firewall-cmd -q --permanent "--$1-rich-rule=$4"
    done
    ;;
  ufw)
    set -- "$1" "$2" allow proto tcp from "$3" to any port "${PORTS// /,}"
    if [ "$1" = add ]; then ufw "${@:3}" comment zk-lab; else ufw --force delete "${@:3}"; fi >/dev/null
    ;;
  iptables)
    set -- "$1" "$2" INPUT -s "$3/32" -p tcp -m multiport --dports "${PORTS// /,}" -m comment --comment zk-lab -j ACCEPT
    if [ "$1" = remove ]; then
      iptables -D "${@:3}" 2>/dev/null || true
    else
      iptables -C "${@:3}" 2>/dev/null || iptables -I "${@:3}"
    fi
    ;;
  esac
}

configure() {
  local address what members=' ' kept=''
  while read -r address _; do members+="$address "; done <"$LAB_DIR/config/hosts"
  if [ -e "$OPENED" ]; then
    while read -r what address; do
      case $members in
      *" $address "*) kept+="$what $address"$'\n' ;;
      *) rule remove "$what" "$address" ;;
      esac
    done <"$OPENED"
  fi
  write "$OPENED" 600 "$kept"
  what=$(kind)
  [ -n "$what" ] || return 0
  for address in $members; do
    # One that was opened may be gone since a reboot: iptables forgets.
    case $'\n'$kept in
    *$'\n'"$what $address"$'\n'*) [ "$what" = iptables ] || continue ;;
    *) printf '%s\n' "$what $address" >>"$OPENED" ;;
    esac
    rule add "$what" "$address"
  done
}

hand_over() {
  local what address
  [ -e "$OPENED" ] || return 0
  while read -r what address; do rule remove "$what" "$address"; done <"$OPENED"
  rm -f "$OPENED"
}

main "$@"
