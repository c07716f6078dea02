#!/bin/bash
# Keys and logins between nodes, as each node tells of its own side; lessons/logins/ judges them. See base.sh.
# shellcheck disable=SC2034,SC2154 # what probes leave is the caller's, and some of what they use is other parts'

key_pair() {
  for seen in ~/.ssh/id_*; do
    case $seen in
    *.pub) ;;
    *) [ ! -f "$seen" ] || return 0 ;;
    esac
  done
  seen="$HOME/.ssh/id_*: -"
  grep -qis '^[[:space:]]*IdentityFile' ~/.ssh/config
}

# reach NAME: in $said what ssh says if root does not get in there, else nothing. 6.6 does not know UpdateHostKeys, later ones
# would write into known_hosts; up to 8.4 they would write addresses there as well.
reach() {
  local tries=0
  until
    said=$(limited 15 ssh -n -o BatchMode=yes -o StrictHostKeyChecking=yes -o CheckHostIP=no -o ConnectTimeout=5 \
      -o ControlMaster=no -o LogLevel=ERROR -o IgnoreUnknown=UpdateHostKeys -o UpdateHostKeys=no "$1" true 2>&1)
  do
    said=${said##*"$nl"}
    said=${said:--}
    # sshd hangs up where more than ten strangers are at the door, and comes late to it on a machine that has much to do.
    case $said in
    *exchange_identification* | *MaxStartups*) [ "$tries" -lt 9 ] || return 0 ;;
    *'during banner exchange'*) [ "$tries" -lt 2 ] || return 0 ;;
    *) return 0 ;;
    esac
    tries=$((tries + 1))
    sleep "0.$((RANDOM % 8 + 2))"
  done
  said=
}

# try NAME…: really logs in on each of those that run, and prints its name and what `reach` leaves. Status 1: one did not go.
try() {
  local name said status=0
  for name; do
    case $tried$absent in *" $name "*) continue ;; esac
    tried="$tried$name "
    reach "$name"
    printf '%s %s\n' "$name" "$said"
    [ -z "$said" ] || status=1
  done
  return $status
}

# at_the_door: something listens on sshd's port to all that call. To know that takes no process, a login takes five.
at_the_door() {
  local uid socket listens_at
  listener 22 tcp && case $listens_at in *[!0]*) return 1 ;; esac
}

# Whether ~/.ssh/config says more about the way to other nodes than which keys are for which of them.
steered() {
  local plain='Host|IdentityFile|HashKnownHosts|SendEnv|ForwardX11|ForwardX11Trusted|ForwardAgent|Compression|LogLevel'
  [ -f ~/.ssh/config ] || return 1
  plain="$plain|ConnectTimeout|ServerAliveInterval|ServerAliveCountMax|TCPKeepAlive|VisualHostKey|StrictHostKeyChecking"
  plain="$plain|GSSAPIAuthentication|AddKeysToAgent|CheckHostIP|UpdateHostKeys|IgnoreUnknown"
  grep -iqvE "^[[:space:]]*(#|$|($plain)[[:space:]=])" ~/.ssh/config ||
    grep -iqE '^[[:space:]]*IdentityFile[[:space:]=].*%[^d]' ~/.ssh/config
}

# tell_own_keys: what root may log in with.
tell_own_keys() {
  local file newest=''
  # ssh-copy-id takes the newest unless it is told which.
  for file in ~/.ssh/id*.pub; do
    case $file in *-cert.pub) continue ;; esac
    [ -f "$file" ] || continue
    if [ -z "$newest" ] || [ "$file" -nt "$newest" ]; then newest=$file; fi
  done
  tell newest "$newest"
  tell home "$HOME"
  tell_lines ~/.ssh/config config
  while IFS= read -r file; do
    file=${file//\"/} file=${file//%d/$HOME}
    # shellcheck disable=SC2088 # a tilde that ssh expands
    case $file in "~/"*) file=$HOME/${file#*/} ;; esac
    [ -f "$file" ] || continue
    # A passphrase that is none: it must not ask for one.
    tell identity "$file" "$(exec ssh-keygen -y -P '' -f "$file" 2>/dev/null)"
    tell_lines "$file.pub" public "$file.pub"
    files+=("$file")
  done < <(
    printf '%s\n' ~/.ssh/id_rsa ~/.ssh/id_dsa ~/.ssh/id_ecdsa ~/.ssh/id_ed25519
    [ ! -f ~/.ssh/config ] || sed -n 's/^[[:space:]]*identityfile[[:space:]=]*//Ip' ~/.ssh/config
  )
}

# tell_known: the host keys that ssh knows here.
tell_known() {
  local file
  for file in ~/.ssh/known_hosts ~/.ssh/known_hosts2 /etc/ssh/ssh_known_hosts /etc/ssh/ssh_known_hosts2; do
    tell_lines "$file" known "$file"
  done
}

# tell_sshd NAME ADDRESS: how sshd here is set, the keys that it shows, and those that it lets in.
tell_sshd() {
  local line value file authorized=.ssh/authorized_keys
  while IFS= read -r line; do
    value=${line#* }
    case $line in
    'listenaddress '* | 'permitrootlogin '* | 'pubkey'* | 'passwordauthentication '* | 'kbdinteractive'*) ;;
    'challengeresponse'* | 'usepam '* | 'strictmodes '* | 'authorizedkeyscommand '* | 'trustedusercakeys '*) ;;
    'authenticationmethods '* | 'allowusers '* | 'denyusers '*) ;;
    'allowgroups '* | 'denygroups '*) tell groups "$(id -G -n)" ;;
    'authorizedkeysfile '*) authorized=$value ;;
    'hostkey '*)
      tell_lines "$value.pub" host-key
      continue
      ;;
    *) continue ;;
    esac
    tell sshd "$line"
  done < <(exec /usr/sbin/sshd -T -C "user=root,host=$1,addr=$2" 2>/dev/null)
  set -f
  for file in $authorized; do
    file=${file//%h/$HOME} file=${file//%u/root}
    case $file in /*) ;; *) file=$HOME/$file ;; esac
    [ -f "$file" ] || continue
    tell_lines "$file" authorized
    # sshd looks at each folder on the way to it, from root's own on.
    while tell guarded "$file" && files+=("$file"); do
      case $file in "$HOME" | /) break ;; esac
      file=${file%/*}
      file=${file:-/}
    done
  done
  set +f
  # A new process number is written whenever it reads its settings.
  [ ! -f /var/run/sshd.pid ] || [ ! /etc/ssh/sshd_config -nt /var/run/sshd.pid ] || tell outdated
}

waits=logins

# logins NAME ADDRESS NODE…: root logs in on each without being asked anything. The node of that name really logs in on the
# one after it, so that each node is tried and tries; where that does not go, or nobody is at the own door, on itself and the
# first, too. Of the others it tells what decides whether it would get in, and whether they do here.
logins() {
  local own=$1 address=$2 name following='' found='' tried=' ' door='' more said files=() mode owner file
  shift 2
  for name in "$@" "$@"; do
    if [ -n "$found" ]; then
      case $absent in *" $name "*) continue ;; esac
      following=$name
      break
    fi
    [ "$name" != "$own" ] || found=yes
  done
  more=("$own" "$1")
  steered || set --
  if at_the_door; then
    door=yes
    tell door
  fi
  exec 3< <(
    [ -z "$misled" ] || exit 0
    if ! try "$following" "$@" || [ -z "$door" ]; then try "${more[@]}"; fi
  )
  tell_own_keys
  tell_known
  tell_sshd "$own" "$address"
  while read -r mode owner file; do
    tell mode "$mode" "$owner" "$file"
  done < <(stat -L -c '%a %u %n' "${files[@]}" 2>/dev/null)
  while read -r name said <&3; do
    tell login "$name" "$said"
  done
  exec 3<&-
}
