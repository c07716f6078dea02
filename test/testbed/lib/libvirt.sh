# shellcheck shell=bash
# libvirt beside, and unseen by, the machine's own: in a lane, and with mounts through which its fixed paths lead into the
# state folder. Daemons and machines end with the lane.

# start_libvirt STATE: its socket is STATE/libvirt/run/libvirt-sock.
start_libvirt() {
  local state=$1 top=$1/libvirt
  mkdir -p "$top"/{etc,lib,run,log,cache} "$state/pool"
  cp -r /etc/libvirt/. "$top/etc/"
  # QEMU as root: the kernel and initrd of a box lie in the user's own folders.
  cat >"$top/etc/qemu.conf" <<'CONF'
user = "root"
group = "root"
dynamic_ownership = 0
remember_owner = 0
security_driver = "none"
namespaces = []
cgroup_controllers = []
CONF
  printf 'unix_sock_group = "root"\nauth_unix_rw = "none"\nauth_unix_ro = "none"\n' >"$top/etc/libvirtd.conf"
  mkdir -p /etc/libvirt /var/lib/libvirt /run/libvirt /var/log/libvirt /var/cache/libvirt
  # shellcheck disable=SC2016
  setsid unshare --mount --propagation private bash -euc '
    top=$1
    mount --bind "$top/etc" /etc/libvirt
    mount --bind "$top/lib" /var/lib/libvirt
    mount --bind "$top/run" /run/libvirt
    mount --bind "$top/log" /var/log/libvirt
    mount --bind "$top/cache" /var/cache/libvirt
    # The devices of this lane, which libvirt looks up by path.
    mount -t sysfs sysfs /sys
    cd /
    virtlogd --daemon --pid-file "$top/virtlogd.pid"
    libvirtd --daemon --pid-file "$top/libvirtd.pid"
  ' _ "$top" >"$top/start.log" 2>&1 </dev/null || unavailable "libvirtd did not start: $(tail -n 1 "$top/start.log")"
  await 30 virsh --connect "$(libvirt_uri "$state")" version >/dev/null 2>&1 ||
    unavailable "libvirtd does not answer: $(tail -n 1 "$top/start.log")"
}

libvirt_uri() { echo "qemu:///system?socket=$1/libvirt/run/libvirt-sock"; }
