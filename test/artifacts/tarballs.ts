import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { Header, type HeaderData } from 'tar';

/** An entry of a tarball made by hand, so that it can be as hostile as it likes. */
export interface Piece {
  readonly path: string;
  readonly content?: string | Buffer;
  readonly type?: HeaderData['type'];
  readonly linkpath?: string;
  readonly mode?: number;
}

/** The bytes of a gzip-compressed tar file with those entries. */
export function tarball(pieces: readonly Piece[]): Buffer {
  const blocks = pieces.flatMap(({ path, content = '', type = 'File', linkpath, mode = 0o644 }) => {
    const body = Buffer.from(content);
    const header = new Header({
      path,
      mode,
      size: body.length,
      type,
      mtime: new Date(0),
      ...(linkpath !== undefined && { linkpath }),
    });
    header.encode();
    const padding = Buffer.alloc((512 - (body.length % 512)) % 512);
    return [header.block ?? Buffer.alloc(512), body, padding];
  });
  return gzipSync(Buffer.concat([...blocks, Buffer.alloc(1024)]));
}

/** A tarball in the shape of a ZooKeeper release, with bytes that do not compress so that it has some size. */
export function zooKeeperTarball(version: string, filler: Buffer = Buffer.alloc(0)): Buffer {
  const root = version.startsWith('3.4.') ? `zookeeper-${version}` : `apache-zookeeper-${version}-bin`;
  const jar = version.startsWith('3.4.')
    ? `${root}/zookeeper-${version}.jar`
    : `${root}/lib/zookeeper-${version}.jar`;
  return tarball([
    { path: `${root}/`, type: 'Directory', mode: 0o755 },
    { path: `${root}/bin/zkServer.sh`, content: '#!/bin/sh\n', mode: 0o755 },
    { path: jar, content: filler },
  ]);
}

/** A tarball in the shape of a JDK. */
export function jdkTarball(root: string, release: string | undefined, more: readonly Piece[] = []): Buffer {
  return tarball([
    { path: `${root}/bin/java`, content: '\x7fELF', mode: 0o755 },
    ...(release === undefined ? [] : [{ path: `${root}/release`, content: release }]),
    ...more,
  ]);
}

/** Writes bytes to a file of that name in a folder, and gives its path. */
export function fileOf(folder: string, name: string, bytes: string | Buffer): string {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
}

/** The text of a file. */
export function textOf(path: string): string {
  return readFileSync(path, 'utf8');
}
