# Becomes a program as root on somebody's machine: sh -c THIS zk-lab PROGRAM WORD…. POSIX: the user's login shell is anybody's.
if [ "$(id -u)" != 0 ]; then
  command -v sudo >/dev/null 2>&1 || { echo zk-lab:no-sudo >&2; exit 98; }
  sudo -n true 2>/dev/null || { echo zk-lab:no-sudo >&2; exit 98; }
  # By which port the machine was reached is for look.sh to tell.
  exec sudo -n -H -- env SSH_CONNECTION="${SSH_CONNECTION:-}" sh -c "$INSIDE" zk-lab "$@"
fi
exec sh -c "$INSIDE" zk-lab "$@"
