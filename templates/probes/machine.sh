#!/bin/bash
# A machine: its name, the names of the others, its firewall. See base.sh.
# shellcheck disable=SC2034,SC2154 # what probes leave is the caller's, and some of what they use is other parts'

host_name() {
  wanted=$1
  { IFS= read -r seen </proc/sys/kernel/hostname; } 2>/dev/null || seen=$(uname -n)
  if [ "$seen" = "$1" ] || [ "${seen%%.*}" = "$1" ]; then return 0; fi
  # Without systemd it is set by whoever starts the node.
  [ -d /run/systemd/system ] || detail=unmanaged
  return 1
}

# names NAME=ADDRESS…: each name leads to its address. Where one does not, what is reached by a name says nothing about the
# node of that name: `misled`.
misled=
names() {
  local pair name address found='' asked=() expected=''
  for pair; do
    asked+=("${pair%%=*}")
    expected=$expected${pair#*=}$nl
  done
  # All in one go: if each is found, and there is one address for each, they are in order.
  address=$(limited 5 getent ahostsv4 "${asked[@]}") && while read -r address name _; do
    [ "$name" != STREAM ] || found=$found$address$nl
  done <<<"$address"
  [ "$found" != "$expected" ] || return 0
  for pair; do
    name=${pair%%=*}
    address=$(limit 5 getent ahostsv4 "$name" | { read -r first _ && echo "$first"; })
    [ "$address" = "${pair#*=}" ] || {
      differs "${address:--} $name" "${pair#*=} $name"
      mend_hosts "$name" "${pair#*=}"
      misled=yes
    }
  done
  [ -z "$seen" ]
}

# mend_hosts NAME ADDRESS: facts about what /etc/hosts has of a name.
mend_hosts() {
  local name line address rest there=no
  name=$(pattern "$1")
  while read -r address rest; do
    if [ "$address" = "$2" ]; then
      there=yes
      continue
    fi
    fact wrong "$address $rest"
    rest=${rest%%#*}
    # shellcheck disable=SC2086 # its words
    set -- "$1" "$2" $rest
    # A line that names nothing else goes; from another one, the name.
    if [ $# = 3 ]; then
      fact edit "/^\\s*$(pattern "$address")\\s\\+$name\\(\\s\\|\$\\)/Id"
    else
      fact edit "/^\\s*$(pattern "$address")\\s/s/\\s\\+$name\\(\\s\\|\$\\)/\\1/I"
    fi
  done < <(grep -i "^[^#]*[[:space:]]$name\([[:space:]#]\|\$\)" /etc/hosts)
  [ "$there" = yes ] || {
    fact line "$2 $1"
    case $facts in *unended=*) ;; *) unended /etc/hosts ;; esac
  }
}

firewall_off() {
  local unit state units=(firewalld.service iptables.service)
  # Nobody else knows of services, and nothing else is asked.
  [ -d /run/systemd/system ] || return 0
  # A line for each, in their order.
  for unit in "${units[@]}"; do
    read -r state || break
    [ "$state" != active ] || {
      add seen "$unit: active"
      fact service "$unit"
    }
  done < <(limited 10 systemctl is-active "${units[@]}" 2>/dev/null)
  [ -z "$seen" ]
}
