# shellcheck shell=bash
# Several engines in one network namespace share iptables' DOCKER chains: a starting dockerd empties them, and an ended one
# leaves its rules behind. Neither may be felt by the other engines or by the machine.

# docker_rules: the rules in the shared chains, one a line; nothing where no engine has ever started.
docker_rules() {
  iptables -t nat -S DOCKER 2>/dev/null | sed -n 's/^-A/-t nat -A/p' || :
  iptables -S 2>/dev/null | grep '^-A DOCKER' || :
}

# restore_rules RULES: gives back to the other engines what the start of ours took from them.
restore_rules() {
  local rule
  while read -r rule; do
    [[ $rule == *-A* && $rule != *zklabtest* ]] || continue
    # A rule is written as the options that make it.
    # shellcheck disable=SC2086
    iptables ${rule/-A /-C } 2>/dev/null || iptables ${rule/-A /-I } 2>/dev/null || :
  done <<<"$1"
}

# delete_rules TABLE PATTERN
delete_rules() {
  local rule
  iptables -t "$1" -S | grep -E -- "$2" | while read -r rule; do
    # shellcheck disable=SC2086
    iptables -t "$1" ${rule/-A /-D } || :
  done || :
}

# forget_rules STATE BRIDGE: what an ended dockerd left; all of it, if it was the first engine and is the last.
forget_rules() {
  local state=$1 bridge=$2 table chain
  for table in nat filter; do
    delete_rules "$table" "$bridge( |\$)|198\.18\.${bridge#zklabtest}\."
  done
  if [[ ! -e $state/first-engine ]] || iptables -t nat -S | grep -qE '^-A DOCKER|MASQUERADE'; then return 0; fi
  for table in nat filter; do
    delete_rules "$table" '^-A .* -j DOCKER'
    for chain in $(iptables -t "$table" -S | sed -n 's/^-N \(DOCKER.*\)/\1/p'); do
      iptables -t "$table" -F "$chain"
      iptables -t "$table" -X "$chain" || :
    done
  done
  iptables -P FORWARD ACCEPT
}
