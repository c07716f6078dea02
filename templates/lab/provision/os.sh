#!/bin/bash
# Stage os: packages, names and addresses, firewall off, the way in for the lab's owner.
declare -F main >/dev/null || . "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
. "$LAB_DIR/provision/os.env"
. "$LAB_DIR/provision/packages.sh"

# speaks LOCALE: whether the C library knows that locale, and it is UTF-8: 你 is one character then, else three.
speaks() (
  hao=$'\xe4\xbd\xa0'
  LC_ALL=C
  { LC_ALL=$1; } 2>/dev/null
  [ ${#hao} = 1 ]
)

# The one locale that all of today's systems have. CentOS 7 has en_US.UTF-8 alone: there the other is made of that.
speak_utf8() {
  speaks C.UTF-8 || localedef -c -i en_US -f UTF-8 C.UTF-8 >/dev/null 2>&1 || true
  put "$LAB_DIR/provision/utf8.sh" /etc/profile.d/utf8.sh 644
}

# sshd adds these up, wherever they stand, so that lines at the top do not undo them.
comment_out() {
  local name
  text /etc/ssh/sshd_config
  for name; do
    [[ $'\n'$TEXT != *$'\n'"$name "* ]] || sed -i "s/^$name /# &/" /etc/ssh/sshd_config
  done
}

# From 9.8 on sshd turns away for minutes whoever calls often without logging in, as Docker's health checks do, and
# whoever looks whether a node is there. Older ones do not know the setting, and would not start.
take_calls() {
  text /etc/ssh/sshd_config
  [[ $'\n'$TEXT != *$'\nPerSourcePenalties '* ]] || return 0
  ! grep -qsai persourcepenalties /usr/sbin/sshd || sed -i '1i PerSourcePenalties no' /etc/ssh/sshd_config
}

prepare_ssh() {
  take_calls
  # A locale of the user's own machine is none that this one knows.
  comment_out AcceptEnv
  # known_hosts is complete: ssh need not learn more keys from servers. 6.6 does not know how to.
  block $'IgnoreUnknown UpdateHostKeys\nUpdateHostKeys no\n' /etc/ssh/ssh_config top
  has_services || comment_out HostKey
  # Keys of an image would be those of every lab made from it. A node gets its own from the lab.
  ! in_container || rm -f /etc/ssh/ssh_host_*
}

# In a container no service manager runs: these two answer for the firewall, and say what is so.
stand_in_for_services() {
  local name
  for name in systemctl service; do
    cat "$LAB_DIR/provision/no-systemd.sh" >"/usr/local/bin/$name"
    chmod 0755 "/usr/local/bin/$name"
    # CentOS's sudo looks nowhere in /usr/local, and here first. A command of the system's own stays what it is.
    [ -e "/usr/sbin/$name" ] || ln -s "/usr/local/bin/$name" "/usr/sbin/$name"
  done
}

install() {
  mkdir -p "$STATE_DIR"
  ! theirs || return 0
  # What is mounted there is for root alone, whatever its modes say.
  ! in_container || chmod 700 "$LAB_DIR"
  use_vault
  need_commands
  speak_utf8
  prepare_ssh
  if ! has_services; then
    stand_in_for_services
    mkdir -p /run/sshd
    # Without PAM, sshd refuses whoever's password begins with ! as locked, keys or not; some images ship root so.
    ! grep -q '^root:!' /etc/shadow || usermod -p '*' root
  fi
}

# ZooKeeper listens where its own name leads, so that must be the address the other nodes know, not loopback.
# Vagrant and Docker write lines of their own, with loopback or another network's address.
write_hosts() {
  local node=$1 line address names name all kept new='' ours=''
  while IFS= read -r line || [ -n "$line" ]; do
    [ "$line" != '# zk-lab begin' ] || ours=1
    read -r address names <<<"$line"
    if [ -z "$ours" ] && [[ $address =~ ^[0-9a-fA-F.:]+$ ]]; then
      all='' kept=''
      for name in $names; do
        all+=" $name"
        case $name in "$node" | "$node".*) ;; *) kept+=" $name" ;; esac
      done
      # A line that only named this node goes; another one stays as it is written, or without this node's names.
      if [ -z "$kept" ] && [ -n "$all" ]; then continue; fi
      [ "$kept" = "$all" ] || line=$address$kept
    fi
    new+=$line$'\n'
    [ "$line" != '# zk-lab end' ] || ours=
  done </etc/hosts
  text /etc/hosts
  [ "$new" = "$TEXT" ] || printf '%s' "$new" >/etc/hosts
  text "$LAB_DIR/config/hosts"
  block "$TEXT" /etc/hosts
}

set_host_name() {
  [ "$(uname -n)" != "$1" ] || return 0
  if have hostnamectl; then
    hostnamectl set-hostname "$1"
  else
    hostname "$1"
    sed -i "s/^HOSTNAME=.*/HOSTNAME=$1/" /etc/sysconfig/network
  fi
}

# firewalld where systemd runs, iptables on a CentOS 6 box. Absent on some boxes: nothing to stop then.
firewall_off() {
  if have systemctl; then
    systemctl stop firewalld.service 2>/dev/null || true
    systemctl disable firewalld.service >/dev/null 2>&1 || true
  elif have chkconfig; then
    service iptables stop || true
    chkconfig iptables off || true
  fi
}

selinux_permissive() {
  have getenforce && [ "$(getenforce)" = Enforcing ] || return 0
  setenforce 0 || true
  sed -i 's/^SELINUX=enforcing/SELINUX=permissive/' /etc/selinux/config
}

# sshd takes the first value it meets, so ours go to the top.
write_sshd_config() {
  # What speaks UTF-8 in a command of ssh's, which reads no profile, stands in root's .ssh/environment.
  local lines=$'UseDNS no\nGSSAPIAuthentication no\nPermitUserEnvironment yes\n'
  # Inside a container pam_loginuid fails and every session with it. Red Hat's sshd has a warning for its log: be it.
  # Of host keys there is the lab's alone, and OpenSSH 6.6 has a line for its log about each of the others.
  has_services || lines+=$'UsePAM no\nHostKey /etc/ssh/ssh_host_ed25519_key\n'
  if [ "$1" = os ]; then
    # The learner sets up the keys by hand, and ssh-copy-id asks for root's password: vagrant, as on any box.
    lines+=$'PermitRootLogin yes\nPasswordAuthentication yes\n'
  else
    lines+=$'PermitRootLogin without-password\n'
  fi
  block "$lines" /etc/ssh/sshd_config top
}

# In the lab's own image sshd starts after this.
restart_sshd() {
  local pid
  if has_services; then
    systemctl restart sshd 2>/dev/null || systemctl restart ssh 2>/dev/null || service sshd restart
    return
  fi
  text /run/sshd.pid
  pid=${TEXT%$'\n'}
  text "/proc/${pid:-none}/comm"
  [ "$TEXT" != $'sshd\n' ] || kill -HUP "$pid"
}

configure() {
  local node=$1 until=$2 names type key
  folder "$STATE_DIR"
  if theirs; then
    # At the top: what else stands there of these names comes behind.
    text "$LAB_DIR/config/hosts"
    block "$TEXT" /etc/hosts top
    return
  fi
  if has_services; then
    set_host_name "$node"
    firewall_off
    selinux_permissive
    case $until in os | ssh | jdk) try_wget ;; esac
  fi
  write_hosts "$node"
  CHANGED=
  write_sshd_config "$until"
  put "$LAB_DIR/keys/$node" /etc/ssh/ssh_host_ed25519_key 600
  while read -r names type key; do
    [ "${names%%,*}" != "$node" ] ||
      put_text "$type $key $node"$'\n' /etc/ssh/ssh_host_ed25519_key.pub 644
  done <"$LAB_DIR/keys/known_hosts"
  [ -z "$CHANGED" ] || restart_sshd
  [ -d /root/.ssh ] || mkdir -m 700 /root/.ssh
  put "$LAB_DIR/keys/authorized_keys" /root/.ssh/authorized_keys 600
  put_text $'LANG=C.UTF-8\n' /root/.ssh/environment 600
  put "$LAB_DIR/config/shell.sh" /etc/profile.d/zk-lab.sh 644
  [ "$until" != os ] || echo root:vagrant | chpasswd
}

main "$@"
