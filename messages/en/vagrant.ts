export const vagrant = {
  'vagrant.detail': 'Vagrant with {provider}',
  'vagrant.none': 'there is no vagrant command',
  'vagrant.none.remedy': 'install Vagrant and VirtualBox from vagrantup.com and virtualbox.org',
  'vagrant.broken': 'there is a vagrant command, but it does not run',
  'vagrant.broken.remedy': 'type vagrant to see what it says, or install it anew from vagrantup.com',
  'vagrant.chosen-unseen': 'VAGRANT_DEFAULT_PROVIDER is {provider}, of which nothing was found here',
  'vagrant.chosen-unseen.remedy': 'install {provider}, or unset VAGRANT_DEFAULT_PROVIDER',
  'vagrant.no-provider': 'Vagrant is there, but no provider that runs machines for it',
  'vagrant.no-provider.remedy':
    'install VirtualBox from virtualbox.org, or the plugin of another: vagrant plugin install vagrant-libvirt (or vagrant-vmware-desktop, vagrant-parallels)',
  'vagrant.missing':
    'There is no vagrant command on this machine any more, but it holds this lab; install it from vagrantup.com',
  'vagrant.start': 'Starting machines with Vagrant: {count} (the first time it downloads a box)',
  'vagrant.stop': 'Shutting down the machines',
  'vagrant.remove': 'Removing the machines',
  'vagrant.unreachable':
    '{node} does not answer at {address}. Start it with: zk-lab up (after a reboot inside the machine: vagrant reload {node})',
  'vagrant.failed':
    'vagrant failed; mend what it names and go on with: zk-lab up\n  The end of its output:\n{reason}',
  'vagrant.port-taken':
    'Port {port} on 127.0.0.1 is taken; stop what uses it, or choose others: zk-lab create --force --spec zk-lab.yaml --client-port PORT --ssh-port PORT .',
  'vagrant.no-box':
    'Vagrant could not get the box {box}. Where its catalogue is slow or closed, take one of these ways and go on with zk-lab up:\n  - a mirror that has it: zk-lab create --force --spec zk-lab.yaml --mirror ustc .\n  - a file that you downloaded: zk-lab create --force --spec zk-lab.yaml --box FILE.box .\n  The end of its output:\n{reason}',
  'vagrant.no-virtualization':
    'This machine does not let virtual machines run: turn on VT-x or AMD-V in its firmware (on Windows, also turn off Hyper-V), or take containers: zk-lab up --provider docker',
  'vagrant.no-provider-usable':
    'Vagrant found no provider that it can use; install VirtualBox from virtualbox.org, or take containers: zk-lab up --provider docker',
} as const;
