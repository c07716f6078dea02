# shellcheck shell=bash
# The parts that are made once: Compose and buildx, base file systems, JDK tarballs.

: "${cache:?set by common.sh}"

# Newer than Debian 12's, which has neither; their binaries run there all the same.
make_plugins() { # OUT
  unpack_debs trixie x docker-compose docker-buildx
  mkdir "$1"
  cp -r x/usr/libexec/docker/cli-plugins "$1/"
}

# Debian 13: the JDK 8 below needs its C library.
make_bare_base() { # OUT
  local archive
  archive=$(mirror)
  debootstrap --variant=minbase trixie root "$archive" >debootstrap.log 2>&1 || {
    tail -n 5 debootstrap.log >&2
    return 1
  }
  pack_base "$1"
}

# The same with what a node's base layer would otherwise fetch through apt, so that a build needs no network.
make_prepared_base() { # OUT
  mkdir root
  tar -C root -xf "$cache/base/bare.tar"
  install_in_root openssh-server openssh-client ca-certificates curl iproute2 iptables iputils-ping procps sudo wget
  pack_base "$1"
}

# With the firewalls that people have on their machines, and with what runs those.
make_guarded_base() { # OUT
  mkdir root
  tar -C root -xf "$cache/base/equipped.tar"
  install_in_root ufw firewalld dbus python3-nftables
  pack_base "$1"
}

# in_root COMMAND…: inside ./root, quietly unless it fails. This machine's TMPDIR does not exist there.
in_root() {
  DEBIAN_FRONTEND=noninteractive env --unset TMPDIR chroot root "$@" >>chroot.log 2>&1 || {
    tail -n 5 chroot.log >&2
    return 1
  }
}

# install_in_root PACKAGE…: into ./root, starting none of the daemons there.
install_in_root() {
  printf '#!/bin/sh\nexit 101\n' >root/usr/sbin/policy-rc.d
  chmod +x root/usr/sbin/policy-rc.d
  cp -L /etc/resolv.conf root/etc/resolv.conf
  in_root apt-get update -qq
  in_root apt-get install -y -qq --no-install-recommends "$@"
  # Every machine makes its own host keys and its own id: those that share one share a DHCP lease as well.
  : >root/etc/machine-id
  rm -rf root/var/lib/dbus/machine-id root/etc/ssh/ssh_host_* root/usr/sbin/policy-rc.d root/etc/resolv.conf \
    root/var/log/apt/* root/var/cache/apt/* root/var/lib/apt/lists/*
}

pack_base() { # OUT, from ./root
  rm -rf root/var/cache/apt/* root/var/lib/apt/lists/*
  tar -C root --one-file-system -cf "$1" .
}

# make_jdk FEATURE SUITE OUT: a folder OUT with one tarball in the vendors' shape: jdk-8u504-linux-x64.tar.gz holding
# jdk1.8.0_504/, jdk-17.0.15_linux-x64_bin.tar.gz holding jdk-17.0.15/.
make_jdk() {
  local feature=$1 suite=$2 out=$3 home link target arch version top file
  unpack_debs "$suite" x "openjdk-$feature-jdk-headless" "openjdk-$feature-jre-headless"
  home=$(echo "$PWD"/x/usr/lib/jvm/java-"$feature"-openjdk-*)
  # Debian keeps configuration in /etc and points there; what else lies outside (documents, CA certificates) is left out.
  find "$home" -type l | while read -r link; do
    target=$(readlink "$link")
    if [[ $target == /etc/* && -e x$target ]]; then
      rm "$link"
      cp -RL "x$target" "$link"
    elif [[ $(realpath -m "$link") != "$home"/* || ! -e $link ]]; then
      rm "$link"
    fi
  done
  # 80 MB that only jlink reads.
  rm -rf "$home/jmods" "$home/src.zip"
  arch=$(uname -m | sed s/x86_64/x64/)
  if [[ $feature == 8 ]]; then
    # No release file there; the changelog begins "openjdk-8 (8u504-ga-1) …".
    version=1.8.0_$(zcat x/usr/share/doc/openjdk-8-jre-headless/changelog.Debian.gz | sed -n '1s/.*(8u\([0-9]*\).*/\1/p')
    printf 'JAVA_VERSION="%s"\nOS_NAME="Linux"\nOS_ARCH="%s"\n' "$version" "$(uname -m)" >"$home/release"
    top=jdk$version
    file=jdk-8u${version#1.8.0_}-linux-$arch.tar.gz
  else
    version=$(sed -n 's/^JAVA_VERSION="\(.*\)"/\1/p' "$home/release")
    top=jdk-$version
    file=jdk-${version}_linux-${arch}_bin.tar.gz
  fi
  mv "$home" "$top"
  mkdir "$out"
  tar --sort=name --owner=0 --group=0 -czf "$out/$file" "$top"
}

# jdk FEATURE: the tarball's path, made if need be.
jdk() {
  local -A suite=([8]=sid [17]=bookworm [21]=trixie)
  [[ -n ${suite[$1]:-} ]] || { echo "no JDK $1 here: 8, 17 and 21 can be had" >&2; return 2; }
  made "$cache/jdk/$1" make_jdk "$1" "${suite[$1]}"
  echo "$cache/jdk/$1"/*.tar.gz
}

prepare_bases() {
  made "$cache/base/bare.tar" make_bare_base
  made "$cache/base/equipped.tar" make_prepared_base
}

# prepare: all of it, what can go side by side doing so.
prepare() {
  at_once "made $cache/plugins make_plugins" prepare_bases "made $cache/jdk/8 make_jdk 8 sid" \
    "made $cache/jdk/17 make_jdk 17 bookworm"
}
