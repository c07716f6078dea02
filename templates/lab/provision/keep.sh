# What a learner changes by hand on a container outside its volumes outlives the container: saved when it stops,
# laid back when a new one starts. /opt and /root are volumes and need none of this.

KEEP_DIR=/var/lib/zk-lab-keep
KEEP_ROOTS="etc usr var srv home"

# Changed since this container first started: the image's own files are older than that.
keep_changed() {
  # shellcheck disable=SC2086
  (cd / && find $KEEP_ROOTS -xdev \( -path var/lib/zk-lab-keep -o -path var/cache -o -path var/tmp -o -path var/run \) -prune -o \
    \( -type f -o -type l \) -cnewer /run/zk-lab-started -print0 2>/dev/null)
}

keep_restore() {
  # The image has no such file, so it tells a container's first start from a later one.
  [ ! -e /run/zk-lab-started ] || return 0
  : >/run/zk-lab-started
  [ ! -s "$KEEP_DIR/files.tar" ] || tar -C / -xpf "$KEEP_DIR/files.tar" || say "not all of your changes could be laid back"
}

keep_save() {
  mkdir -p "$KEEP_DIR"
  keep_changed | tar -C / -cpf "$KEEP_DIR/files.new" --null --no-recursion -T - 2>/dev/null
  mv "$KEEP_DIR/files.new" "$KEEP_DIR/files.tar"
}
