# Becomes a program as root on somebody's machine: sh -c THIS zk-lab PROGRAM WORD…. POSIX: the user's login shell is anybody's.
if [ "$(id -u)" != 0 ]; then
  command -v sudo >/dev/null 2>&1 || { echo zk-lab:no-sudo >&2; exit 98; }
  sudo -n true 2>/dev/null || { echo zk-lab:no-sudo >&2; exit 98; }
  exec sudo -n -H -- sh -c "$INSIDE" zk-lab "$@"
fi
exec sh -c "$INSIDE" zk-lab "$@"
