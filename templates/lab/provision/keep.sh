# What a learner changes by hand on a container outside its volumes outlives the container: saved when it stops,
# laid back when a new one starts. /opt and /root are volumes and need none of this.

KEEP_DIR=/var/lib/zk-lab-keep
KEEP_ROOTS='etc usr var srv home'
# Mounts that the engine writes anew at every start, and what is worth nothing later.
KEEP_NOT='etc/hosts etc/hostname etc/resolv.conf var/lib/zk-lab-keep var/cache var/tmp var/run'

keep_changed() {
  local path prune=()
  for path in $KEEP_NOT; do prune+=(-path "$path" -o); done
  # The image's own files are older than this container's first start.
  # shellcheck disable=SC2086 # a list of folders
  (cd / && find $KEEP_ROOTS -xdev \( "${prune[@]}" -false \) -prune -o \
    \( -type f -o -type l \) -cnewer /run/zk-lab-started -print0 2>/dev/null)
}

# The learner's own lines of /etc/hosts, in whatever encoding: neither ours nor those that the engine gives this node.
keep_hosts() { sed '/^# zk-lab begin$/,/^# zk-lab end$/d' /etc/hosts | grep -avw -e localhost -e "$(uname -n)" -e '^f[ef]0[0-9]::.*'; }

keep_restore() {
  # The image has no such file, so it tells a container's first start from a later one.
  if [ ! -e /run/zk-lab-started ]; then
    : >/run/zk-lab-started
    [ ! -s "$KEEP_DIR/files.tar" ] || tar -C / -xpf "$KEEP_DIR/files.tar" || say 'not all of your changes could be laid back'
  fi
  local own
  if [ -s "$KEEP_DIR/hosts" ] && own=$(grep -avxFf /etc/hosts "$KEEP_DIR/hosts"); then
    printf '%s\n' "$own" >>/etc/hosts
  fi
}

keep_save() {
  mkdir -p "$KEEP_DIR"
  keep_hosts >"$KEEP_DIR/hosts"
  keep_changed | tar -C / -cpf "$KEEP_DIR/files.new" --null --no-recursion -T - 2>/dev/null
  mv "$KEEP_DIR/files.new" "$KEEP_DIR/files.tar"
}
