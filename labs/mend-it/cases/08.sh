#!/bin/bash
is_first || exit 0
client setAcl / 'digest:admin:59XC0jP8ohMRD47vdpnuXXvRwKQ=:cdrwa' >/dev/null
