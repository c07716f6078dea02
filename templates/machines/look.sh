#!/bin/bash
# What a machine is, for whoever wants to make it a node: look.sh ID HOME NODES FILE…, ID being the lab's, HOME ZooKeeper's folder,
# NODES the names of the lab's nodes, and FILE tarballs. Lines of KEY<tab>VALUE; it changes nothing. bash 4.1, as root.
id=$1 home=$2 nodes=$3
shift 3
PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin
state=/var/lib/zk-lab
tell() { printf '%s\t%s\n' "$1" "$2"; }
have() { command -v "$1" >/dev/null 2>&1; }
owned() { grep -qsxF "$1" "$state/owned"; }

tell time "$(date +%s)"
tell bash "${BASH_VERSINFO[0]}.${BASH_VERSINFO[1]}"
tell arch "$(uname -m)"
tell kernel "$(uname -s)"
tell system "$(. /etc/os-release 2>/dev/null && echo "$PRETTY_NAME" || cat /etc/redhat-release 2>/dev/null || uname -sr)"
tell memory "$(awk '$1 == "MemAvailable:" { print int($2 / 1024); found = 1 } $1 == "MemFree:" { free = int($2 / 1024) } END { if (!found) print free }' /proc/meminfo)"
df -Pk /opt /usr/lib /var/lib 2>/dev/null | awk 'NR > 1 { print "disk\t" $1, int($4 / 1024) } END { if (NR < 2) print "disk\t- 0" }'
if have ip; then
  ip -4 -o address | awk '{ split($4, a, "/"); print "address\t" a[1] }'
else
  for address in $(hostname -I); do tell address "$address"; done
fi
for tool in tar gzip base64 flock setsid awk sed df ssh; do have "$tool" || tell lacks "$tool"; done

# Whose lab is here already.
if [ -e "$state/lab" ]; then
  read -r other name <"$state/lab"
  if [ "$other" = "$id" ]; then tell ours yes; else tell lab "$name"; fi
fi
[ ! -e "$state/down" ] || tell down yes

# Listening on one of ZooKeeper's ports, in /proc's spelling; 0A is LISTEN. Each look there takes the kernel milliseconds.
listening=$(cat /proc/net/tcp /proc/net/tcp6 2>/dev/null)
for port in 2181 2888 3888; do
  hex=$(printf '%04X' "$port")
  case $listening in *":$hex "*) ;; *) continue ;; esac
  inode=$(awk -v port="$hex" '{ n = split($2, a, ":") } a[n] == port && $4 == "0A" { print $10; exit }' <<<"$listening")
  [ -n "$inode" ] || continue
  who=
  for process in /proc/[0-9]*; do
    [ -n "$(find "$process/fd" -lname "socket:\\[$inode\\]" 2>/dev/null)" ] || continue
    who=$(tr '\0' ' ' <"$process/cmdline")
    break
  done
  owned "$home" && [[ $who == *"$home/"* ]] && continue
  [[ $who != *QuorumPeerMain* ]] || who=ZooKeeper
  tell port "$port ${who%% *}"
done
for path in /opt/*zookeeper*; do
  [ -e "$path" ] || continue
  if owned "$path"; then continue; fi
  if [ "$path" = "$home" ]; then tell taken "$path"; elif [ -d "$path" ]; then tell other "$path"; fi
done
for entry in bin lib jre include man conf legal jmods release; do
  if { [ -e "/usr/lib/jvm/$entry" ] || [ -L "/usr/lib/jvm/$entry" ]; } && ! owned "/usr/lib/jvm/$entry"; then tell taken "/usr/lib/jvm/$entry"; fi
done
for path in /etc/profile.d/jdk.sh /etc/profile.d/zookeeper.sh /etc/profile.d/zk-lab.sh; do
  if [ -e "$path" ] && ! owned "$path"; then tell taken "$path"; fi
done
# A name of a node's that stands for another address here.
inside=
while read -r address names; do
  case "$address $names" in '# zk-lab begin') inside=1 ;; '# zk-lab end') inside= ;; esac
  if [ -n "$inside" ] || [[ ! $address =~ ^[0-9a-fA-F.:]+$ ]]; then continue; fi
  for name in $names; do case " $nodes " in *" $name "*) tell name "$name $address" ;; esac; done
done </etc/hosts

if have firewall-cmd && firewall-cmd --state >/dev/null 2>&1; then
  tell firewall firewalld
elif have ufw && ufw status 2>/dev/null | grep -q '^Status: active'; then
  tell firewall ufw
elif have iptables && iptables -S INPUT 2>/dev/null | grep -qE -- '^-P INPUT (DROP|REJECT)|-j (DROP|REJECT)|^-A INPUT -j [a-z]'; then
  tell firewall iptables
fi
# Where its sshd listens: others may see another port.
connection=${SSH_CONNECTION:-}
tell sshd "${connection##* }"
if have sshd && sshd -T 2>/dev/null | grep -qix 'permitrootlogin no'; then tell root-login no; fi
for file in /etc/ssh/ssh_host_*_key.pub; do
  [ ! -r "$file" ] || { read -r type key _ <"$file" && tell hostkey "$type $key"; }
done
for file; do
  [ ! -e "$state/files/artifacts/$file" ] || tell artifact "$(stat -c %s "$state/files/artifacts/$file") $file"
done
tell looked yes
