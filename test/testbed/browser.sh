#!/usr/bin/env bash
# A browser for tests of the page, and a font with Chinese in it.
#
#   browser.sh    install them, and print the browser's program
#
# Exit code 3: this machine cannot; the one line on standard output says why.
set -euo pipefail
shopt -s inherit_errexit

here=$(dirname "$(realpath "$0")")
# shellcheck source-path=SCRIPTDIR source=lib/common.sh
. "$here/lib/common.sh"
# shellcheck source-path=SCRIPTDIR source=lib/debian.sh
. "$here/lib/debian.sh"

need_debian_root
install_packages chromium fonts-wqy-microhei
command -v chromium
