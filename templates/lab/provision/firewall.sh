#!/bin/bash
# The firewall of somebody's machine stays as it is, but for the lab's ports, which are opened to the lab's members alone. What was
# opened is noted, and closed again: for members that left, and for all when the lab goes; what its owner had opened stays open.
declare -F main >/dev/null || . "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
OPENED=$STATE_DIR/opened
PORTS='2181 2888 3888'

# zone: behind a slash that one of firewalld's in which the interface with a member's address was put; nothing where it was put in
# none, and the default one holds.
zone() {
  local address interface
  while read -r _ interface _ address _; do
    case $members in *" ${address%/*} "*) firewall-cmd "--get-zone-of-interface=$interface" 2>/dev/null | sed 's#^#/#' ;; esac
  done < <(ip -4 -o address)
}

# kind: what keeps others out here, if anything does.
kind() {
  if have firewall-cmd && firewall-cmd --state >/dev/null 2>&1; then
    echo "firewalld$(zone)"
  elif have ufw && ufw status 2>/dev/null | grep -q '^Status: active'; then
    echo ufw
  elif have iptables && iptables -S INPUT 2>/dev/null | grep -qE -- '^-P INPUT (DROP|REJECT)|-j (DROP|REJECT)|^-A INPUT -j [a-z]'; then
    echo iptables
  fi
}

# mark: by what a rule is known as this lab's.
mark() {
  local id
  read -r id _ <"$STATE_DIR/lab"
  echo "zk-lab:$id"
}

# rich ADDRESS PORT: firewalld's rule for it.
rich() { echo "rule family=ipv4 source address=$1/32 port port=$2 protocol=tcp accept"; }

# in_zone KIND OPTION…: firewall-cmd in the zone that KIND has. It takes a third of a second, whatever it is asked.
in_zone() {
  local zone=${1#firewalld}
  shift
  firewall-cmd ${zone:+"--zone=${zone#/}"} "$@"
}

# open_now KIND: the rules that are in force, or are to be, a line each. Asking takes as long as changing one.
open_now() {
  case $1 in
  firewalld*)
    in_zone "$1" --list-rich-rules
    in_zone "$1" --permanent --list-rich-rules
    ;;
  ufw) ufw show added 2>/dev/null ;;
  esac
}

# by_ufw ADDRESS RULES: the line of ufw's rules for it, if there is one.
by_ufw() { grep -E "allow (in )?from ${1//./\\.} to any port ${PORTS// /,}( |$)" <<<"$2"; }

# missing KIND ADDRESS RULES: those ports that the owner has not opened to it by the very same rule, which then is not the lab's to
# close.
missing() {
  local port
  case $1 in
  firewalld*)
    for port in $PORTS; do
      grep -qxF "$(rich "$2" "$port")" <<<"${3//\"/}" || echo "$port"
    done
    ;;
  ufw) by_ufw "$2" "$3" >/dev/null || echo "$PORTS" ;;
  # Its rules have the lab's mark: the owner's are others.
  iptables) echo "$PORTS" ;;
  esac
}

# rule VERB KIND ADDRESS PORT…: opens or closes these ports to one address. VERB is add or remove.
rule() {
  local verb=$1 kind=$2 address=$3 port options=()
  shift 3
  case $kind in
  firewalld*)
    for port; do options+=("--$verb-rich-rule=$(rich "$address" "$port")"); done
    # Those that are gone already are no failure.
    in_zone "$kind" -q "${options[@]}" || [ "$verb" = remove ]
    in_zone "$kind" -q --permanent "${options[@]}" || [ "$verb" = remove ]
    ;;
  ufw)
    set -- allow proto tcp from "$address" to any port "${PORTS// /,}"
    if [ "$verb" = add ]; then
      ufw "$@" comment "$(mark)" >/dev/null
    elif by_ufw "$address" "$(open_now ufw)" | grep -qF "$(mark)"; then
      ufw --force delete "$@" >/dev/null
    fi
    ;;
  iptables)
    set -- INPUT -s "$address/32" -p tcp -m multiport --dports "${PORTS// /,}" -m comment --comment "$(mark)" -j ACCEPT
    if [ "$verb" = remove ]; then
      iptables -D "$@" 2>/dev/null || true
    else
      iptables -C "$@" 2>/dev/null || iptables -I "$@"
    fi
    ;;
  esac
}

# What was opened is noted, a line KIND ADDRESS PORT… for each member, before it is.
configure() {
  local address what ports members=' ' kept='' asked='' rules=''
  while read -r address _; do members+="$address "; done <"$LAB_DIR/config/hosts"
  if [ -e "$OPENED" ]; then
    while read -r what address ports; do
      # shellcheck disable=SC2086 # several ports
      case $members in
      *" $address "*) kept+="$what $address $ports"$'\n' ;;
      *) rule remove "$what" "$address" $ports ;;
      esac
    done <"$OPENED"
  fi
  write "$OPENED" 600 "$kept"
  what=$(kind)
  [ -n "$what" ] || return 0
  for address in $members; do
    case $'\n'$kept in
    # One that was opened may be gone since a reboot: iptables forgets.
    *$'\n'"$what $address "*)
      [ "$what" = iptables ] || continue
      ports=$PORTS
      ;;
    *)
      # Once, and only where somebody is new.
      [ -n "$asked" ] || rules=$(open_now "$what")
      asked=1
      ports=$(missing "$what" "$address" "$rules")
      ports=${ports//$'\n'/ }
      [ -n "$ports" ] || continue
      printf '%s\n' "$what $address $ports" >>"$OPENED"
      ;;
    esac
    # shellcheck disable=SC2086 # several ports
    rule add "$what" "$address" $ports
  done
}

hand_over() {
  local what address ports
  [ -e "$OPENED" ] || return 0
  # shellcheck disable=SC2086 # several ports
  while read -r what address ports; do rule remove "$what" "$address" $ports; done <"$OPENED"
  rm -f "$OPENED"
}

main "$@"
