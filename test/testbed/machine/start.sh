#!/bin/bash
# Host keys belong to a machine, not to its image.
for home in /root /home/admin /home/plain; do
  install -d -m 700 "$home/.ssh"
  [ -e "$home/.ssh/authorized_keys" ] || echo "$KEY" >"$home/.ssh/authorized_keys"
  chown -R --reference="$home" "$home/.ssh"
done
# As sudo notes by itself when somebody has used it.
: >/home/admin/.sudo_as_admin_successful
chown admin:admin /home/admin/.sudo_as_admin_successful
ssh-keygen -A >/dev/null
exec /usr/sbin/sshd -D -e -p "$PORT"
