# What only this lab looks at. plain_settings and setting are labs/probes.sh's.
# shellcheck shell=bash disable=SC2034,SC2154 # seen is the caller's; value comes from probes.sh

# least_session ZOO_CFG: the shortest session that the server grants, in milliseconds, is the answer.
least_session() {
  local settings value tick
  settings=$(plain_settings "$1")
  setting tickTime "$settings"
  tick=${value:-3000}
  setting minSessionTimeout "$settings"
  seen=${value:-$((2 * tick))}
}
