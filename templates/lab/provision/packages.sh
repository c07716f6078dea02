# What a node needs of its system's packages. Sourced by os.sh.

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
  # In each package's scripts rpm 4.11 closes every descriptor that there might be: a thousand million in some containers,
  # which takes hours.
  ulimit -n 1024
  case $PACKAGE_MANAGER in
  apt)
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -q
    apt-get install -q -y --no-install-recommends openssh-server openssh-client ca-certificates curl wget tar gzip \
      procps iproute2 iptables vim-tiny less
    apt-get clean
    rm -rf /var/lib/apt/lists/*
    ;;
  yum | dnf)
    # What is done to a node's network on purpose takes tc, a package of its own in newer releases, and iptables.
    local network='iproute iptables'
    [ "$PACKAGE_MANAGER" = yum ] || network='iproute iproute-tc iptables-nft'
    # shellcheck disable=SC2086 # a list of names
    "$PACKAGE_MANAGER" -y install openssh-server openssh-clients tar gzip wget which hostname procps-ng $network \
      vim-minimal less
    "$PACKAGE_MANAGER" clean all
    ;;
  esac
}

# missing COMMAND…: those that are not there.
missing() {
  local command
  for command; do
    PATH=$PATH:/usr/sbin have "$command" || printf ' %s' "$command"
  done
}

# What is there already needs no download that may fail. A box has it all; an image does if somebody prepared it.
need_commands() {
  local needed='sshd ssh scp tar gzip' lacking
  ! in_container || needed="$needed ps wget ip"
  # shellcheck disable=SC2086 # lists of names, here and below
  [ -n "$(missing $needed)" ] || return 0
  (install_packages)
  # yum is content as long as it finds one of the packages.
  # shellcheck disable=SC2086
  lacking=$(missing $needed)
  [ -z "$lacking" ] || die "$PACKAGE_MANAGER has not installed:$lacking"
  lacking=$(missing which hostname vi less)
  [ -z "$lacking" ] || say "$PACKAGE_MANAGER has not installed:$lacking; a node can do without"
}

# The tutorial gets its tarballs with wget, which CentOS's boxes lack. They lie in /opt for whoever cannot have it.
try_wget() {
  local manager=$PACKAGE_MANAGER
  if have wget || [ -e "$STATE_DIR/no-wget" ]; then return; fi
  [ "$manager" != apt ] || manager=apt-get
  timeout 120 "$manager" -y install wget </dev/null >/dev/null 2>&1 || true
  if ! have wget; then
    : >"$STATE_DIR/no-wget"
    say 'wget is not here, and could not be installed: the tarballs that it would get lie in /opt'
  fi
}
