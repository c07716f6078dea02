import type { System } from './types.js';

/** What a lab gets when nobody asks for another: the tutorial's own system. */
export const defaultSystem = 'centos-7.3';

/**
 * Names, versions and paths are from public recipes and the publishers' documentation; none of the images and boxes
 * below could be downloaded where this was written. No box checksum is pinned: none was found in independent places.
 */
export const systems: readonly System[] = [
  {
    name: 'centos-7.3',
    title: 'CentOS 7.3.1611',
    packages: 'yum',
    image: {
      name: 'centos:7.3.1611',
      archs: ['x64'],
      // CentOS's own source of that image, branch CentOS-7.3.1611.
      source:
        'https://github.com/CentOS/sig-cloud-instance-images.git#5bbaef9f60ab9e3eeb61acec631c2d91f8714fff:docker',
    },
    boxes: [
      {
        providers: ['virtualbox'],
        name: 'centos/7',
        version: '1611.01',
        archs: ['x64'],
        file: 'centos/7/vagrant/x86_64/images/CentOS-7-x86_64-Vagrant-1611_01.VirtualBox.box',
      },
      {
        providers: ['libvirt'],
        name: 'centos/7',
        version: '1611.01',
        archs: ['x64'],
        file: 'centos/7/vagrant/x86_64/images/CentOS-7-x86_64-Vagrant-1611_01.LibVirt.box',
      },
      {
        providers: ['vmware_desktop', 'vmware_fusion', 'vmware_workstation', 'parallels', 'default'],
        name: 'bento/centos-7.3',
        version: '201708.22.0',
        archs: ['x64'],
      },
    ],
    vault: '7.3.1611',
  },
  {
    name: 'rockylinux-9',
    title: 'Rocky Linux 9',
    packages: 'dnf',
    // The project's own repository: Docker Hub's official one stopped at 9.3.
    image: { name: 'rockylinux/rockylinux:9', archs: ['x64', 'aarch64'] },
    boxes: [
      { providers: ['virtualbox', 'libvirt'], name: 'rockylinux/9', version: '4.0.0', archs: ['x64'] },
      {
        providers: ['vmware_desktop', 'parallels', 'default'],
        name: 'bento/rockylinux-9',
        version: '202510.26.0',
        archs: ['x64', 'aarch64'],
      },
    ],
  },
  {
    name: 'debian-12',
    title: 'Debian 12 (bookworm)',
    packages: 'apt',
    image: { name: 'debian:12', archs: ['x64', 'aarch64'] },
    boxes: [
      {
        providers: ['virtualbox', 'libvirt'],
        name: 'debian/bookworm64',
        version: '12.20250126.1',
        archs: ['x64'],
      },
      {
        providers: ['vmware_desktop', 'parallels', 'default'],
        name: 'bento/debian-12',
        version: '202510.26.0',
        archs: ['x64', 'aarch64'],
      },
    ],
  },
];
