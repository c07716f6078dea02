# What the stages share. Sourced, never run. bash 4.1 and the bare system's commands only.

# The lab's files on this node: this folder's parent holds provision/, config/, keys/ and artifacts/.
LAB_DIR=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# What this lab has put on the node, so that a later run can tell its own files from the learner's.
STATE_DIR=/var/lib/zk-lab

say() { printf 'zk-lab: %s\n' "$*"; }
die() { printf 'zk-lab: %s\n' "$*" >&2; exit 1; }
have() { command -v "$1" >/dev/null 2>&1; }
# The image says so of itself (Dockerfile); /proc/1/cgroup no longer tells on newer kernels.
in_container() { [ "${ZK_LAB_CONTAINER:-}" = 1 ]; }
# Whether a service manager runs: systemd, or upstart on CentOS 6. A container of Vagrant's docker provider has none either.
has_services() { ! in_container && { [ -d /run/systemd/system ] || have initctl; }; }

# put SOURCE TARGET MODE: copy a file of the lab to where the system wants it, unless the learner has edited it there.
# A second copy in STATE_DIR tells what was put; few processes, because all nodes do this at once at every start.
put() {
  local copy="$STATE_DIR/put${2//\//_}"
  if [ -e "$2" ] && [ -e "$copy" ] && ! cmp -s "$2" "$copy"; then
    cmp -s "$1" "$2" || say "$2 was edited on this node: left as it is"
  elif ! { [ -e "$2" ] && [ -e "$copy" ] && cmp -s "$1" "$2"; }; then
    mkdir -p "$STATE_DIR" "${2%/*}"
    command install -m "$3" "$1" "$2"
    command install -m 600 "$1" "$copy"
  fi
}

# block FILE [top]: keep our lines, read from standard input, between two markers of FILE.
# Written in place: inside a container /etc/hosts is a mount that cannot be replaced.
block() {
  local begin='# zk-lab begin' end='# zk-lab end' ours rest
  IFS= read -r -d '' ours || true
  rest=$(sed "/^$begin\$/,/^$end\$/d" "$1" 2>/dev/null || true)
  if [ "${2:-}" = top ]; then
    printf '%s\n%s%s\n%s\n' "$begin" "$ours" "$end" "$rest"
  else
    printf '%s\n%s\n%s%s\n' "$rest" "$begin" "$ours" "$end"
  fi >"$STATE_DIR/block.new"
  cmp -s "$STATE_DIR/block.new" "$1" || cat "$STATE_DIR/block.new" >"$1"
  rm -f "$STATE_DIR/block.new"
}

# verified FILE ALGORITHM SUM: whether FILE is what the lab was made with; without a known sum, whether it is whole.
verified() {
  if [ -n "$3" ]; then
    echo "$3  $1" | "$2sum" -c - >/dev/null 2>&1
  else
    gzip -t "$1" 2>/dev/null
  fi
}

# obtain FILE ALGORITHM SUM URL…: make $LAB_DIR/artifacts/FILE the verified file and print its path.
# It came with the lab, as a rule; only if it did not is it downloaded here.
obtain() {
  local file=$1 algorithm=$2 sum=$3 path url
  shift 3
  for path in "$LAB_DIR/artifacts/$file" "$STATE_DIR/$file"; do
    if [ -e "$path" ]; then
      verified "$path" "$algorithm" "$sum" || die "$path is damaged: its $algorithm is not $sum"
      echo "$path"
      return 0
    fi
  done
  mkdir -p "$STATE_DIR"
  for url in "$@"; do
    printf 'zk-lab: getting %s\n' "$url" >&2
    if download "$url" "$STATE_DIR/$file.part" && verified "$STATE_DIR/$file.part" "$algorithm" "$sum"; then
      mv "$STATE_DIR/$file.part" "$STATE_DIR/$file"
      echo "$STATE_DIR/$file"
      return 0
    fi
    rm -f "$STATE_DIR/$file.part"
  done
  die "$file did not come with the lab and none of its addresses gave it; on your own machine, run: zk-lab fetch"
}

download() {
  if have curl; then
    curl -fsSL --connect-timeout 15 --retry 2 -o "$2" "$1"
  else
    wget -q -T 15 -t 2 -O "$2" "$1"
  fi
}

# offer FILE: lay the tarball where the tutorial looks for it, for the learner to unpack.
offer() {
  if [ -e "$LAB_DIR/artifacts/$1" ] && [ ! -e "/opt/$1" ]; then
    ln -sf "$LAB_DIR/artifacts/$1" "/opt/$1"
  fi
}

# Each stage redefines some of these. hand_over is for a stage that is left to the learner.
install() { :; }
configure() { :; }
hand_over() { :; }

# main "$@": install and configure are apart because a container image is installed once for all nodes and labs,
# and configured on each node.
main() {
  set -eu
  case "${1:-}" in
  install | configure | hand_over | start) "$@" ;;
  *) die "usage: bash $0 install|configure|hand_over [NODE UNTIL]" ;;
  esac
}
