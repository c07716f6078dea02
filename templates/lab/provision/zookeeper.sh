#!/bin/bash
# Stage zookeeper: unpacked in /opt, with zoo.cfg and myid, not started.
declare -F main >/dev/null || . "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
. "$LAB_DIR/provision/zookeeper.env"

install() {
  local tarball
  if theirs && [ -e "$ZOOKEEPER_HOME" ] && ! owned "$ZOOKEEPER_HOME"; then
    die "$ZOOKEEPER_HOME was here before this lab, and stays"
  fi
  [ ! -e "$ZOOKEEPER_HOME/bin/zkServer.sh" ] || return 0
  # shellcheck disable=SC2086 # a list of addresses
  tarball=$(obtain "$ZOOKEEPER_FILE" "$ZOOKEEPER_ALGORITHM" "$ZOOKEEPER_SUM" $ZOOKEEPER_URLS)
  mkdir -p /opt
  ! theirs || own "$ZOOKEEPER_HOME"
  tar -xzf "$tarball" -C /opt --no-same-owner
  mkdir -p "$ZOOKEEPER_HOME/data" "$ZOOKEEPER_HOME/logs"
}

# Another ZooKeeper, of a lab that is about both: laid where the tutorial puts the first, for the learner to unpack.
offer_other() {
  local tarball
  [ -e "$LAB_DIR/config/other.env" ] || return 0
  # shellcheck source=/dev/null # OTHER_…, only some labs have it
  . "$LAB_DIR/config/other.env"
  [ ! -e "/opt/$OTHER_FILE" ] || return 0
  # shellcheck disable=SC2086 # a list of addresses
  tarball=$(obtain "$OTHER_FILE" "$OTHER_ALGORITHM" "$OTHER_SUM" $OTHER_URLS)
  ln -sf "$tarball" "/opt/$OTHER_FILE"
}

configure() {
  local node=$1
  # An image brings /opt along; a node whose /opt is older than the image, or an earlier stage's, does not have it.
  install
  folder "$ZOOKEEPER_HOME/data" "$ZOOKEEPER_HOME/logs"
  # Once ZooKeeper keeps its servers in a file of their own, it writes this one by itself.
  text "$ZOOKEEPER_HOME/conf/zoo.cfg"
  [[ $TEXT == *dynamicConfigFile=* ]] || put "$LAB_DIR/config/zoo.cfg" "$ZOOKEEPER_HOME/conf/zoo.cfg" 644
  put "$LAB_DIR/config/java.env" "$ZOOKEEPER_HOME/conf/java.env" 644
  put "$LAB_DIR/config/zookeeper-env.sh" "$ZOOKEEPER_HOME/conf/zookeeper-env.sh" 644
  # For login shells alone, as the JDK's: a command that ssh runs finds neither unless it sources /etc/profile.
  put_text "# ZooKeeper's commands for whoever logs in or types \`source /etc/profile\`."$'\n'"export PATH=$ZOOKEEPER_HOME/bin:\$PATH"$'\n' \
    /etc/profile.d/zookeeper.sh 644
  put_text "$(node_id "$node")"$'\n' "$ZOOKEEPER_HOME/data/myid" 644
  offer_other
}

hand_over() {
  offer "$ZOOKEEPER_FILE"
  offer_other
}

main "$@"
