# UTF-8 for the shell and for Java, which both read by the locale: 你 is one character then, and three in any other.
# What whoever comes in has brought along stays, if this system knows it; so does C, which nobody sets by chance.
if [ -n "${BASH_VERSION:-}" ]; then
  nihao=你
  case ${LC_ALL:-${LC_CTYPE:-${LANG:-}}} in
  C | POSIX) ;;
  *)
    for name in C.UTF-8 en_US.UTF-8; do
      # bash keeps what it had if it does not know a name, and complains.
      [ ${#nihao} = 1 ] || export LANG=$name LC_ALL=$name
    done 2>/dev/null
    ;;
  esac
  unset nihao name
fi
