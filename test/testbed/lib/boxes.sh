# shellcheck shell=bash
# Boxes for Vagrant, made here under the names and versions that labs ask for.

: "${cache:?set by common.sh}"

# The public key that every fresh box lets in; Vagrant replaces it at the first up.
insecure_key() { cat "$(dpkg -L vagrant | sed -n '\#/keys/vagrant\.pub$#p')"; }

# make_docker_box HERE OUT: a box file for Vagrant's docker provider; the image itself is in the engine (build_box_image).
make_docker_box() {
  cp "$1/box/docker.Vagrantfile" Vagrantfile
  echo '{"provider": "docker"}' >metadata.json
  tar -czf "$2" Vagrantfile metadata.json
}

build_box_image() { # HERE
  docker build --quiet --tag zk-lab-test/box:13 --build-arg "KEY=$(insecure_key)" "$1/box" >/dev/null
}

# make_libvirt_box HERE OUT: a system that boots: the prepared base with a kernel, systemd and networkd.
make_libvirt_box() {
  local here=$1 out=$2 key
  key=$(insecure_key)
  mkdir root
  tar -C root -xf "$cache/base/equipped.tar"
  install_boot_packages
  settle_system
  cp "$here/box/login.sh" root/
  in_root sh /login.sh "$key"
  rm -f root/login.sh
  : >root/etc/resolv.conf
  # The kernel takes a plain archive too, and unpacking is slow under emulation.
  zcat root/boot/initrd.img-* >initrd
  rm root/boot/initrd.img-*
  mv root/boot/vmlinuz-* vmlinuz
  rm -f root/{,boot/}{vmlinuz,initrd.img}{,.old}
  truncate -s 4G box.raw
  mkfs.ext4 -q -d root -L root box.raw
  qemu-img convert -O qcow2 box.raw box.img
  echo '{"provider": "libvirt", "format": "qcow2", "virtual_size": 4}' >metadata.json
  cp "$here/box/libvirt.Vagrantfile" Vagrantfile
  # Compressing would cost more time than the disk space is worth.
  tar -cf "$out" Vagrantfile metadata.json box.img vmlinuz initrd
}

install_boot_packages() { # into ./root
  local archive kernel
  archive=$(mirror)
  kernel=linux-image-cloud-$(dpkg --print-architecture)
  # An initrd with the few drivers of the emulated machine.
  mkdir -p root/etc/initramfs-tools/conf.d root/usr/share/initramfs-tools/modules.d
  printf 'MODULES=list\nCOMPRESS=gzip\nRESUME=none\nFSTYPE=ext4\n' >root/etc/initramfs-tools/conf.d/box
  printf '%s\n' virtio_pci virtio_blk virtio_net virtio_rng ext4 >root/usr/share/initramfs-tools/modules.d/box
  # Debian 12's kernel, of the age of its QEMU: Debian 13's was seen to panic under that emulation.
  echo "deb $archive bookworm main" >root/etc/apt/sources.list.d/kernel.list
  install_in_root systemd systemd-sysv udev dbus kmod initramfs-tools "$kernel/bookworm"
  rm root/etc/apt/sources.list.d/kernel.list
}

settle_system() { # ./root
  printf '127.0.0.1\tlocalhost\n' >root/etc/hosts
  echo localhost >root/etc/hostname
  : >root/etc/fstab
  printf '[Match]\nName=eth0\n[Network]\nDHCP=ipv4\nLinkLocalAddressing=no\n' >root/etc/systemd/network/eth0.network
  # Everybody may ping, as on systems that give the program the privilege.
  echo 'net.ipv4.ping_group_range = 0 2147483647' >root/etc/sysctl.d/ping.conf
  # Keys of two kinds at the first boot: RSA takes long under emulation.
  cat >root/etc/systemd/system/host-keys.service <<'UNIT'
[Unit]
Before=ssh.service
ConditionPathExists=!/etc/ssh/ssh_host_ed25519_key
[Service]
Type=oneshot
ExecStart=/usr/bin/ssh-keygen -q -N "" -t ed25519 -f /etc/ssh/ssh_host_ed25519_key
ExecStart=/usr/bin/ssh-keygen -q -N "" -t ecdsa -f /etc/ssh/ssh_host_ecdsa_key
[Install]
WantedBy=multi-user.target
UNIT
  in_root systemctl enable systemd-networkd ssh host-keys
  # What no node needs costs seconds each under emulation: seats, consoles, clocks, rebuilding of caches at a first boot.
  in_root systemctl mask systemd-logind getty@tty1 serial-getty@ttyS0 systemd-networkd-wait-online \
    systemd-timesyncd systemd-firstboot systemd-journal-catalog-update systemd-hwdb-update systemd-update-done \
    systemd-sysusers ldconfig modprobe@efi_pstore modprobe@fuse sys-fs-fuse-connections.mount \
    e2scrub_reap apt-daily.timer apt-daily-upgrade.timer dpkg-db-backup.timer e2scrub_all.timer fstrim.timer \
    systemd-tmpfiles-clean.timer
  printf 'install %s /bin/true\n' ata_piix ata_generic floppy psmouse pcspkr i2c_piix4 joydev \
    >root/etc/modprobe.d/box.conf
}

# add_box PROVIDER NAME@VERSION: to $VAGRANT_HOME, from the cached box file, unless it is there already.
add_box() {
  local provider=$1 name=${2%@*} version=${2#*@} file=$cache/boxes/$1.box folder
  folder=$VAGRANT_HOME/boxes/${name//\//-VAGRANTSLASH-}/$version/$provider
  [[ ! $folder/metadata.json -nt $file ]] || return 0
  progress "adding the box $name $version for $provider"
  cat >"$VAGRANT_HOME/box.json" <<JSON
{
  "name": "$name",
  "versions": [{ "version": "$version", "providers": [{ "name": "$provider", "url": "file://$file" }] }]
}
JSON
  vagrant box add --force "$VAGRANT_HOME/box.json" >"$VAGRANT_HOME/box.log" || { cat "$VAGRANT_HOME/box.log" >&2; return 1; }
  # The files inside keep their own times.
  touch "$folder/metadata.json"
}
