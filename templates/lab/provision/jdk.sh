#!/bin/bash
# Stage jdk: the JDK right in /usr/lib/jvm, visible after `source /etc/profile`.
declare -F main >/dev/null || . "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
. "$LAB_DIR/provision/jdk.env"

installed() { [ "$(cat "$STATE_DIR/jdk" 2>/dev/null)" = "$JDK_SUM $JDK_VERSION" ] && [ -x /usr/lib/jvm/bin/java ]; }

# Beside what the owner has there.
unpack_beside() {
  local new=/usr/lib/jvm/.zk-lab entry
  rm -rf "$new"
  mkdir -p "$new"
  tar -xzf "$1" -C "$new" --strip-components=1 --no-same-owner
  for entry in "$new"/*; do
    entry=${entry##*/}
    if owned "/usr/lib/jvm/$entry"; then rm -rf "/usr/lib/jvm/${entry:?}"; fi
    if [ -e "/usr/lib/jvm/$entry" ] || [ -L "/usr/lib/jvm/$entry" ]; then
      rm -rf "$new"
      die "/usr/lib/jvm/$entry was here before this lab, and stays"
    fi
    own "/usr/lib/jvm/$entry"
    mv "$new/$entry" /usr/lib/jvm/
  done
  rmdir "$new"
}

install() {
  local tarball tool
  installed && return 0
  # shellcheck disable=SC2086 # a list of addresses
  tarball=$(obtain "$JDK_FILE" "$JDK_ALGORITHM" "$JDK_SUM" $JDK_URLS)
  mkdir -p /usr/lib/jvm "$STATE_DIR"
  if theirs; then
    unpack_beside "$tarball"
  else
    tar -xzf "$tarball" -C /usr/lib/jvm --strip-components=1 --no-same-owner
  fi
  # A class data archive lets every later start skip the parsing of the JDK's own classes. Worth its second or more
  # where it is made once for all nodes.
  ! in_container || /usr/lib/jvm/bin/java -Xshare:dump >/dev/null 2>&1 || true
  for tool in java javac jps jar; do
    if [ -e "/usr/bin/$tool" ] || [ -L "/usr/bin/$tool" ]; then continue; fi
    ln -s "/usr/lib/jvm/bin/$tool" "/usr/bin/$tool"
    ! theirs || own "/usr/bin/$tool"
  done
  put "$LAB_DIR/provision/jdk-profile.sh" /etc/profile.d/jdk.sh 644
  echo "$JDK_SUM $JDK_VERSION" >"$STATE_DIR/jdk"
}

hand_over() { offer "$JDK_FILE"; }

main "$@"
