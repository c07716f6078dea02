# shellcheck shell=bash
# A network namespace of one's own, so that a second lab may use addresses and ports that are taken on this machine. It
# reaches the outside through the host: package installations in builds need that.

# Numbers an attempt may take; each is four addresses out of 198.18.255.0/24 (RFC 2544, see dockerd.sh).
netns_numbers=63

# make_netns: makes one and prints its number; the namespace is zklabtestN, to be entered by its file /run/netns/zklabtestN.
make_netns() {
  local n ns outside inside
  for ((n = 0; n <= netns_numbers; n++)); do
    # The kernel makes a name once: whoever succeeds owns the number.
    ip link add "zklabtestv$n" type veth peer name "zklabtestw$n" 2>/dev/null && break
  done
  ((n <= netns_numbers)) || unavailable 'no network namespace is free'
  ns=zklabtest$n outside=198.18.255.$((4 * n + 1)) inside=198.18.255.$((4 * n + 2))
  ip netns delete "$ns" 2>/dev/null || :
  ip netns add "$ns"
  ip link set "zklabtestw$n" netns "$ns"
  ip addr add "$outside/30" dev "zklabtestv$n"
  ip link set "zklabtestv$n" up
  ip -n "$ns" link set lo up
  ip -n "$ns" addr add "$inside/30" dev "zklabtestw$n"
  ip -n "$ns" link set "zklabtestw$n" up
  ip -n "$ns" route add default via "$outside"
  echo 1 >/proc/sys/net/ipv4/ip_forward
  netns_rules "$n" -I
  echo "$n"
}

netns_rules() { # N -I|-D
  iptables -t nat "$2" POSTROUTING -s "198.18.255.$((4 * $1))/30" ! -o "zklabtestv$1" -j MASQUERADE
  iptables "$2" FORWARD -i "zklabtestv$1" -j ACCEPT
  iptables "$2" FORWARD -o "zklabtestv$1" -j ACCEPT
}

# drop_netns N: ends what still runs in it and removes it.
drop_netns() {
  local pid
  for pid in $(ip netns pids "zklabtest$1" 2>/dev/null); do end_process "$pid" 5; done
  netns_rules "$1" -D 2>/dev/null || :
  ip link delete "zklabtestv$1" 2>/dev/null || :
  ip netns delete "zklabtest$1" 2>/dev/null || :
}

# in_netns N COMMAND…: not `ip netns exec`, which mounts a new /sys and so hides the control groups from dockerd.
in_netns() {
  local n=$1
  shift
  nsenter --net="/run/netns/zklabtest$n" "$@"
}
