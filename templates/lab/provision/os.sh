#!/bin/bash
# Stage os: packages, names and addresses, firewall off, the way in for the lab's owner.
declare -F main >/dev/null || . "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
. "$LAB_DIR/provision/os.env"

# The mirror list of a system past its end of life is gone; its packages are in the vault, signed as ever.
use_vault() {
  local repo
  [ -n "$VAULT_URLS" ] && [ -d /etc/yum.repos.d ] || return 0
  for repo in /etc/yum.repos.d/CentOS-*.repo; do
    [ ! -e "$repo" ] || mv "$repo" "$repo.off"
  done
  for repo in os updates extras; do
    printf '[%s]\nname=CentOS vault - %s\nbaseurl=' "zk-lab-$repo" "$repo"
    # shellcheck disable=SC2086 # a list of addresses, tried in turn
    printf '%s\n' $VAULT_URLS | sed "s|\$|/$repo/\$basearch/|; 2,\$s|^|        |"
    printf 'failovermethod=priority\nenabled=1\ngpgcheck=1\ngpgkey=file:///etc/pki/rpm-gpg/%s\n\n' "$VAULT_KEY"
  done >/etc/yum.repos.d/zk-lab-vault.repo
}

install_packages() {
  case $PACKAGE_MANAGER in
  apt)
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -q
    apt-get install -q -y --no-install-recommends openssh-server openssh-client ca-certificates curl wget tar gzip procps vim-tiny less
    apt-get clean
    rm -rf /var/lib/apt/lists/*
    ;;
  yum | dnf)
    "$PACKAGE_MANAGER" -y install openssh-server openssh-clients tar gzip wget which hostname procps-ng vim-minimal less
    "$PACKAGE_MANAGER" clean all
    ;;
  esac
}

# What is there already needs no download that may fail. A box has it all; an image does if somebody prepared it.
needs_packages() {
  local command commands='sshd ssh scp tar gzip'
  ! in_container || commands="$commands ps wget"
  for command in $commands; do
    PATH=$PATH:/usr/sbin have "$command" || return 0
  done
  return 1
}

install() {
  mkdir -p "$STATE_DIR"
  use_vault
  ! needs_packages || install_packages
  if ! has_services; then
    # In a container no service manager runs; these two answer for the firewall, and say what is so.
    cat "$LAB_DIR/provision/no-systemd.sh" >/usr/local/bin/systemctl
    cat "$LAB_DIR/provision/no-systemd.sh" >/usr/local/bin/service
    chmod 0755 /usr/local/bin/systemctl /usr/local/bin/service
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
  local lines=$'UseDNS no\nGSSAPIAuthentication no\n'
  # Inside a container pam_loginuid fails and every session with it.
  has_services || lines+=$'UsePAM no\n'
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
  if has_services; then
    set_host_name "$node"
    firewall_off
    selinux_permissive
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
  [ "$until" != os ] || echo root:vagrant | chpasswd
}

main "$@"
