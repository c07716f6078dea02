#!/bin/sh
# What a box promises: user vagrant with Vagrant's well-known first key and sudo without a password; root/vagrant; sshd
# that neither asks the name service who calls nor turns away who calls often, as those of its age do not. Runs as root
# inside the new system; the key is the first argument.
set -eu
useradd --create-home --shell /bin/bash vagrant
echo 'root:vagrant
vagrant:vagrant' | chpasswd
install -d -m 700 -o vagrant -g vagrant /home/vagrant/.ssh
echo "$1" >/home/vagrant/.ssh/authorized_keys
chown vagrant:vagrant /home/vagrant/.ssh/authorized_keys
chmod 600 /home/vagrant/.ssh/authorized_keys
echo 'vagrant ALL=(ALL) NOPASSWD: ALL' >/etc/sudoers.d/vagrant
chmod 440 /etc/sudoers.d/vagrant
printf 'PermitRootLogin yes\nUseDNS no\nPerSourcePenalties no\n' >/etc/ssh/sshd_config.d/box.conf
