import { addressesOf, addressesOn, type Mirror, type UrlTemplates } from '../artifacts/mirrors.js';
import type { Arch, Checksum } from '../artifacts/types.js';
import { UsageError } from '../messages/errors.js';
import { listed } from '../messages/index.js';
import { didYouMean } from '../system/did-you-mean.js';

/** A container image that nodes are built from. */
export interface BaseImage {
  /** Name as on Docker Hub, e.g. centos:7.3.1611. */
  readonly name: string;
  /** Architectures it is published for. */
  readonly archs: readonly Arch[];
  /** Git build context of the publisher's own recipe, as `docker build` takes it, for those without a registry. */
  readonly source?: string;
}

/** A Vagrant box. */
export interface Box {
  /** Vagrant providers that it serves; 'default' stands for those that no other entry names. */
  readonly providers: readonly string[];
  readonly name: string;
  readonly version: string;
  readonly archs: readonly Arch[];
  /** Path of the box file below a mirror of cloud images, where its publisher has one. */
  readonly file?: string;
  readonly checksum?: Checksum;
}

/** An operating system for nodes. */
export interface System {
  readonly name: string;
  readonly title: string;
  readonly packages: 'yum' | 'dnf' | 'apt';
  readonly image: BaseImage;
  /** The first entry whose `providers` has the provider, else the one with 'default'. */
  readonly boxes: readonly Box[];
  /** Path of the package archive below a vault mirror, for systems past their end of life. */
  readonly vault?: string;
}

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

/**
 * The system of that name.
 * @throws UsageError 'catalogue.system.unknown' with the nearest known one
 */
export function findSystem(text: string): System {
  const wanted = text.trim().toLowerCase();
  const found = systems.find(({ name }) => name === wanted);
  if (found) return found;
  const known = systems.map(({ name }) => name);
  throw new UsageError('catalogue.system.unknown', {
    name: text,
    near: didYouMean(wanted, known),
    known: listed(known),
  });
}

/**
 * The Vagrant box for a provider ('virtualbox', 'libvirt', …).
 * Every system has one for 'default', so there always is an answer.
 */
export function boxFor(system: System, provider: string): Box {
  const found =
    system.boxes.find(({ providers }) => providers.includes(provider)) ??
    system.boxes.find(({ providers }) => providers.includes('default'));
  if (!found) throw new Error(`the catalogue has no default box for ${system.name}`);
  return found;
}

/** {path}: Box.file; {file}: its last part. */
const ustcBoxes = 'https://mirrors.ustc.edu.cn/centos-cloud/{path}';
const centosBoxes = 'https://cloud.centos.org/{path}';
export const boxUrlTemplates: UrlTemplates = {
  by: { official: [centosBoxes], ustc: [ustcBoxes], auto: [centosBoxes, ustcBoxes] },
  own: ['{base}/{path}', '{base}/{file}'],
};

const tunaVault = 'http://mirrors.tuna.tsinghua.edu.cn/centos-vault/{path}';
const aliyunVault = 'http://mirrors.aliyun.com/centos-vault/{path}';
const huaweiVault = 'http://mirrors.huaweicloud.com/centos-vault/{path}';
const centosVault = ['http://vault.centos.org/{path}', 'http://archive.kernel.org/centos-vault/{path}'];
/** {path}: System.vault. Plain http, because CentOS 6 and 7.3 know no current certificates; packages are signed. */
export const vaultUrlTemplates: UrlTemplates = {
  by: {
    official: centosVault,
    tuna: [tunaVault],
    aliyun: [aliyunVault],
    huawei: [huaweiVault],
    ustc: ['http://mirrors.ustc.edu.cn/centos-vault/{path}'],
    auto: [...centosVault, tunaVault, aliyunVault, huaweiVault],
  },
  own: ['{base}/{path}', '{base}/centos-vault/{path}'],
};

/** Where a mirror of the user's choice keeps a box; undefined if it does not, or the box has no file of its own. */
export function boxAddressOn(mirror: Mirror, { file }: Box): string | undefined {
  if (file === undefined) return undefined;
  return addressesOn(mirror, boxUrlTemplates, { path: file, file: file.split('/').at(-1) ?? file })?.[0];
}

/** Base addresses of the packages of a system past its end of life, in the order to try them; empty for the living. */
export function vaultsOf({ vault }: System, mirror: Mirror): readonly string[] {
  return vault === undefined ? [] : addressesOf(mirror, vaultUrlTemplates, { path: vault });
}
