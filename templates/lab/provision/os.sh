#!/bin/bash
# Stage os: packages, names and addresses, firewall off, the way in for the lab's owner.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
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
  awk -v node="$1" '
    /^# zk-lab begin$/ { ours = 1 }
    ours || $1 !~ /^[0-9a-fA-F.:]+$/ { print; if (/^# zk-lab end$/) ours = 0; next }
    {
      line = $1
      for (i = 2; i <= NF; i++) if ($i != node && index($i, node ".") != 1) line = line " " $i
      if (split(line, words, " ") == NF) print; else if (line != $1) print line
    }
  ' /etc/hosts >"$STATE_DIR/hosts.new"
  cmp -s "$STATE_DIR/hosts.new" /etc/hosts || cat "$STATE_DIR/hosts.new" >/etc/hosts
  rm -f "$STATE_DIR/hosts.new"
  block /etc/hosts <"$LAB_DIR/config/hosts"
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
  {
    echo 'UseDNS no'
    echo 'GSSAPIAuthentication no'
    # Inside a container pam_loginuid fails and every session with it.
    has_services || echo 'UsePAM no'
    if [ "$1" = os ]; then
      # The learner sets up the keys by hand, and ssh-copy-id asks for root's password: vagrant, as on any box.
      echo 'PermitRootLogin yes'
      echo 'PasswordAuthentication yes'
    else
      echo 'PermitRootLogin without-password'
    fi
  } | block /etc/ssh/sshd_config top
}

# In the lab's own image sshd starts after this.
restart_sshd() {
  local pid
  if has_services; then
    systemctl restart sshd 2>/dev/null || systemctl restart ssh 2>/dev/null || service sshd restart
  elif pid=$(cat /run/sshd.pid 2>/dev/null) && [ "$(cat "/proc/$pid/comm" 2>/dev/null)" = sshd ]; then
    kill -HUP "$pid"
  fi
}

configure() {
  local node=$1 until=$2 before names type key
  mkdir -p "$STATE_DIR"
  if has_services; then
    set_host_name "$node"
    firewall_off
    selinux_permissive
  fi
  write_hosts "$node"
  before=$(sshd_files)
  write_sshd_config "$until"
  put "$LAB_DIR/keys/$node" /etc/ssh/ssh_host_ed25519_key 600
  while read -r names type key; do
    [ "${names%%,*}" != "$node" ] || echo "$type $key $node" >"$STATE_DIR/host_key.pub"
  done <"$LAB_DIR/keys/known_hosts"
  put "$STATE_DIR/host_key.pub" /etc/ssh/ssh_host_ed25519_key.pub 644
  [ "$before" = "$(sshd_files)" ] || restart_sshd
  mkdir -p /root/.ssh
  chmod 700 /root/.ssh
  put "$LAB_DIR/keys/authorized_keys" /root/.ssh/authorized_keys 600
  [ "$until" != os ] || echo root:vagrant | chpasswd
}

sshd_files() { cksum /etc/ssh/sshd_config /etc/ssh/ssh_host_ed25519_key 2>/dev/null || true; }

main "$@"
