# UTF-8 for the shell and for Java, which both read by the locale: 你 is one character then, and three in any other.
# What whoever comes in has brought along stays, if this system knows it; so does C, which nobody sets by chance.
if [ -n "${BASH_VERSION:-}" ]; then
  _hao=你
  case ${LC_ALL:-${LC_CTYPE:-${LANG:-}}} in
  C | POSIX) ;;
  *)
    for _locale in C.UTF-8 en_US.UTF-8; do
      # bash keeps what it had if it does not know a name, and complains.
      [ ${#_hao} = 1 ] || export LANG=$_locale LC_ALL=$_locale
    done 2>/dev/null
    ;;
  esac
  unset _hao _locale
fi
