#!/bin/bash
# Room for what a server writes.

# nearly_full FOLDER: less than a megabyte is free there: `free`, in kilobytes.
nearly_full() {
  free=$(df -Pk "$1" 2>/dev/null | tail -n 1)
  # Device, blocks, used, free.
  read -r _ _ _ free _ <<<"$free"
  case $free in '' | *[!0-9]*) return 1 ;; esac
  [ "$free" -lt 1024 ]
}
