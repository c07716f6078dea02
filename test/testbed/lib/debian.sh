# shellcheck shell=bash
# Debian's packages, always from wherever this machine's own apt fetches them.

: "${cache:?set by common.sh}"

# install_packages PACKAGE…: those that are missing, without any of their daemons being started.
install_packages() {
  local missing=() package log policy=/usr/sbin/policy-rc.d
  for package in "$@"; do
    [[ $(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null) == installed ]] || missing+=("$package")
  done
  ((${#missing[@]})) || return 0
  progress "installing ${missing[*]}"
  mkdir -p "$cache/locks"
  log=$cache/install.log
  (
    flock 9
    # Debian's own switch against starting what is being installed; an existing one is somebody's decision.
    if [[ ! -e $policy ]]; then
      printf '#!/bin/sh\nexit 101\n' >"$policy"
      chmod +x "$policy"
      trap 'rm -f "$policy"' EXIT
    fi
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq >"$log" 2>&1 || :
    apt-get install -y -qq --no-install-recommends -o DPkg::Lock::Timeout=600 "${missing[@]}" >>"$log" 2>&1
  ) 9>"$cache/locks/install" || unavailable "apt-get could not install ${missing[*]}: $(tail -n 1 "$log")"
}

# mirror: the address of Debian's main archive in apt's own sources (they may hold other archives too).
mirror() {
  local uri
  uri=$(main_archive)
  if [[ -z $uri ]]; then
    apt-get update -qq
    uri=$(main_archive)
  fi
  [[ -n $uri ]] || unavailable "apt's sources do not name Debian's main archive"
  echo "$uri"
}
main_archive() {
  # shellcheck disable=SC2016
  apt-get indextargets --format '$(ORIGIN)/$(LABEL) $(REPO_URI)' 'Created-By: Packages' |
    sed -n 's#^Debian/Debian ##p' | sed -n 1p
}

# unpack_debs SUITE ROOT PACKAGE…: packages of another release, unpacked under ROOT; this machine's apt never hears of it.
unpack_debs() {
  local suite=$1 root=$2 apt deb archive
  shift 2
  archive=$(mirror)
  apt=$(mktemp -d ./apt.XXXXXX)
  apt=$(realpath "$apt")
  mkdir -p "$apt/lists/partial" "$apt/cache/archives/partial" "$apt/debs" "$root"
  echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $archive $suite main" >"$apt/sources.list"
  local options=(-qq -o "Dir::Etc::sourcelist=$apt/sources.list" -o Dir::Etc::sourceparts=-
    -o "Dir::State::lists=$apt/lists" -o "Dir::Cache=$apt/cache" -o APT::Sandbox::User=root)
  apt-get "${options[@]}" update
  (cd "$apt/debs" && apt-get "${options[@]}" download "$@")
  for deb in "$apt"/debs/*.deb; do dpkg -x "$deb" "$root"; done
  rm -rf "$apt"
}
