# As root. The first word says whether the machine has to be a node that is up.
up=$1
shift
if [ "$up" = up ] && { [ ! -d /var/lib/zk-lab/files ] || [ -e /var/lib/zk-lab/down ]; }; then echo zk-lab:not-up >&2; exit 97; fi
# Whoever asks speaks UTF-8; so does what answers, if the machine knows how.
case ${LC_ALL:-${LC_CTYPE:-$LANG}} in
*[Uu][Tt][Ff]*8) ;;
*)
  for l in $(locale -a 2>/dev/null | grep -iE "^(C|en_US)\.utf-?8$"); do export LANG="$l" LC_ALL="$l"; break; done
  ;;
esac
cd || exit
exec "$@"
