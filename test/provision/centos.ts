/** Machines of CentOS as its images and boxes bring them, with a lab on them. */
import { centos6, centos7, Sandbox } from './sandbox.js';

/** What stands there before. */
const files = {
  '/etc/hosts':
    '127.0.0.1 node1 node1.example localhost localhost.localdomain\n::1 localhost\n127.0.1.1\tnode1\n10.0.0.9 mine # my own\n',
  '/etc/ssh/sshd_config':
    'HostKey /etc/ssh/ssh_host_rsa_key\nPasswordAuthentication no\nAcceptEnv LANG LC_CTYPE\nAcceptEnv XMODIFIERS\n',
  '/etc/ssh/ssh_config': 'Host *\n\tGSSAPIAuthentication yes\n',
  '/etc/shadow': 'root:!!:17000::::::\n',
  '/etc/yum.repos.d/CentOS-Base.repo': '[base]\nmirrorlist=http://mirrorlist.centos.org/\n',
  '/etc/selinux/config': 'SELINUX=enforcing\nSELINUXTYPE=targeted\n',
  '/etc/sysconfig/network': 'NETWORKING=yes\nHOSTNAME=localhost.localdomain\n',
  '/etc/systemd/system/sshd.service': '',
  '/etc/systemd/system/firewalld.service': '',
  '/etc/rc.d/rc.local': '#!/bin/sh\ntouch /var/lock/subsys/local\n',
};
/** A server that says that it starts. */
export const started = 'echo "zkServer.sh $*" >>"$CALLS"; echo Starting zookeeper ... STARTED';

/** CentOS 7.3 with systemd. */
export function centos7Machine(): Sandbox {
  const machine = new Sandbox(centos7, files);
  machine.write('/run/systemd/system/.keep', '');
  machine.lab({});
  return machine;
}

/** CentOS 6, which has none. */
export function centos6Machine(): Sandbox {
  const machine = new Sandbox(centos6, files);
  machine.lab({});
  return machine;
}
