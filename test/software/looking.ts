import { inspect } from '../../artifacts/inspect.js';
import { findMirror } from '../../artifacts/mirrors.js';
import type { TarballRequest } from '../../artifacts/types.js';
import { jdk } from '../../software/jdk/index.js';
import { zookeeper } from '../../software/zookeeper/index.js';
import { fileOf } from '../artifacts/tarballs.js';

/** What nodes on x86-64 want of each kind. */
export const wanted: Readonly<Record<'zookeeper' | 'jdk', TarballRequest>> = {
  zookeeper: zookeeper.request(zookeeper.find('3.4.9'), 'x64', findMirror('auto')),
  jdk: jdk.request(jdk.find('8'), 'x64', findMirror('auto')),
};

/** Looks into a tarball of these bytes as at what should be of that kind. @param folder where its file is put */
export const lookIn =
  (folder: () => string) =>
  (kind: keyof typeof wanted, bytes: string | Buffer, name = 'a.tar.gz') =>
    inspect(fileOf(folder(), name, bytes), wanted[kind]);

/** Names that need no quoting in a shell, in Ruby or in YAML. */
export const plainName = /^[A-Za-z0-9][A-Za-z0-9._+-]*$/;

/** Whether there are addresses, and every placeholder in them is filled in. */
export function wholeUrls(urls: readonly string[]): boolean {
  return urls.length > 0 && urls.every((url) => URL.canParse(url) && !/[{}]|undefined|\/\/$/.test(url));
}
