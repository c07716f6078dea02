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
# Whether the machine is somebody's, and was there before the lab: what is the owner's stays as it is then, and what the lab
# puts there is noted, so that take-back.sh can take it back.
theirs() { [ -e "$LAB_DIR/provision/take-back.sh" ]; }
# own PATH…: note that the lab has put these there. owned PATH: whether it has.
own() {
  local path
  for path; do owned "$path" || printf '%s\n' "$path" >>"$STATE_DIR/owned"; done
}
owned() {
  text "$STATE_DIR/owned"
  [[ $'\n'$TEXT == *$'\n'"$1"$'\n'* ]]
}
# self: the node that this machine is. Somebody's machine keeps a name of its own.
self() {
  text "$STATE_DIR/node"
  if [ -n "$TEXT" ]; then echo "${TEXT%$'\n'}"; else uname -n; fi
}
# Whether a service manager runs: systemd, or upstart on CentOS 6. A container of Vagrant's docker provider has none either.
has_services() { ! in_container && { [ -d /run/systemd/system ] || have initctl; }; }

# All nodes configure themselves at once at every start, and their servers wait for it. So what follows starts no
# process where nothing is to be done: files are read, compared and written by bash itself.

# text FILE: its content in $TEXT; nothing if there is no such file.
text() {
  TEXT=
  [ ! -r "$1" ] || IFS= read -r -d '' TEXT <"$1" || true
}

# folder DIR…: make what is not there yet.
folder() {
  local dir
  for dir; do [ -d "$dir" ] || mkdir -p "$dir"; done
}

# write FILE MODE CONTENT: a new file of that mode, 600 or 644.
write() {
  folder "${1%/*}"
  if [ -e "$1" ] || [ -L "$1" ]; then rm -f "$1"; fi
  [ "$2" != 600 ] || umask 077
  printf '%s' "$3" >"$1"
  umask 022
}

# put_text CONTENT TARGET MODE: a file of ours where the system wants it, unless the learner has edited it there.
# A second copy in STATE_DIR tells what was put. CHANGED tells whoever has to restart something.
put_text() {
  local copy="$STATE_DIR/put${2//\//_}" now
  text "$2"
  now=$TEXT
  text "$copy"
  if [ -e "$2" ] && [ -e "$copy" ] && [ "$now" != "$TEXT" ]; then
    [ "$now" = "$1" ] || say "$2 was edited on this node: left as it is"
  elif theirs && [ -e "$2" ] && [ ! -e "$copy" ] && [ "$now" != "$1" ]; then
    die "$2 was here before this lab, and stays. Move it aside if the lab is to have it"
  elif [ ! -e "$2" ] || [ ! -e "$copy" ] || [ "$now" != "$1" ]; then
    write "$2" "$3" "$1"
    write "$copy" 600 "$1"
    ! theirs || own "$2"
    CHANGED=1
  fi
}

# put SOURCE TARGET MODE: put_text with a file of the lab, whose owner may have an editor that ends lines as Windows does.
put() {
  [ -r "$1" ] || die "$1 is missing: the lab's folder is not complete"
  text "$1"
  put_text "${TEXT//$'\r\n'/$'\n'}" "$2" "$3"
}

# block LINES FILE [top]: keep our lines between two markers of FILE, at its end or its top.
# Written in place: inside a container /etc/hosts is a mount that cannot be replaced.
block() {
  local line inside='' begin=$'# zk-lab begin\n' end=$'# zk-lab end\n' rest='' new
  [ ! -r "$2" ] || while IFS= read -r line || [ -n "$line" ]; do
    [ "$line" != "${begin%?}" ] || inside=1
    [ -n "$inside" ] || rest+=$line$'\n'
    [ "$line" != "${end%?}" ] || inside=
  done <"$2"
  if [ "${3:-}" = top ]; then new=$begin$1$end$rest; else new=$rest$begin$1$end; fi
  text "$2"
  [ "$new" != "$TEXT" ] || return 0
  printf '%s' "$new" >"$2"
  # shellcheck disable=SC2034 # read by stages
  CHANGED=1
}

# verified FILE ALGORITHM SUM: whether FILE is what the lab was made with; without a known sum, whether it is whole.
verified() {
  if [ -n "$3" ]; then
    echo "$3  $1" | "$2sum" -c - >/dev/null 2>&1
  else
    gzip -t "$1" 2>/dev/null
  fi
}

# obtain FILE ALGORITHM SUM URL…: print the path of the verified file.
# It came with the lab, as a rule; only if it did not is it downloaded here. Systems of a lab's age know few of today's
# certificates, so that https is likely to fail; over http anybody on the way may change what is not checked.
obtain() {
  local file=$1 algorithm=$2 sum=$3 path url
  shift 3
  for path in "$LAB_DIR/artifacts/$file" "$STATE_DIR/$file"; do
    if [ -e "$path" ]; then
      # What came to somebody's machine together with this very script is what the lab has; gzip tells of damage.
      if theirs && [ "$path" = "$LAB_DIR/artifacts/$file" ]; then
        echo "$path"
        return 0
      fi
      verified "$path" "$algorithm" "$sum" || die "$path is damaged: its $algorithm is not $sum"
      echo "$path"
      return 0
    fi
  done
  mkdir -p "$STATE_DIR"
  for url in "$@"; do
    case $url in http://*) [ -n "$sum" ] || continue ;; esac
    printf 'zk-lab: getting %s\n' "$url" >&2
    if download "$url" "$STATE_DIR/$file.part" && verified "$STATE_DIR/$file.part" "$algorithm" "$sum"; then
      mv "$STATE_DIR/$file.part" "$STATE_DIR/$file"
      echo "$STATE_DIR/$file"
      return 0
    fi
    rm -f "$STATE_DIR/$file.part"
  done
  die "$file did not come with the lab, and none of its addresses gave it.
In the lab's folder on your own machine, type: zk-lab create . --force --spec zk-lab.yaml
Or put the file into artifacts/ there."
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

# node_id NODE: its number, by config/nodes.
node_id() {
  local name id
  while read -r id name; do
    [ "$name" != "$1" ] || echo "$id"
  done <"$LAB_DIR/config/nodes"
}

# stage NAME VERB ARGUMENTS…: what `bash NAME.sh VERB ARGUMENTS…` does, without starting another bash.
stage() {
  # shellcheck source=/dev/null # any of the stages
  (. "$LAB_DIR/provision/$1.sh" "${@:2}")
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
