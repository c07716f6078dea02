import { existsSync } from 'node:fs';
import { findOwnFile, keepOwnFile, type LocatedFile, type OwnFile } from '../artifacts/index.js';
import { UsageError } from '../messages/errors.js';
import { linkOrCopy } from '../system/link-or-copy.js';

/** What a container image may be called: [registry[:port]/]path[:tag][@digest]. Also keeps Dockerfile syntax out. */
const imageName =
  /^([a-z0-9.-]+(:\d+)?\/)?[a-z0-9]+([._/-]+[a-z0-9]+)*(:[\w][\w.-]{0,127})?(@sha256:[a-f0-9]{64})?$/i;
/** What the engine's ADD unpacks by itself. */
const rootArchive = /\.tar(\.(gz|xz|bz2))?$|\.tgz$/;

/** A root file system that the user brings instead of the name of an image. */
export interface BaseArchive {
  /** Its name below artifacts/: after its content, so that the image built from it is named so, too. */
  readonly file: string;
  readonly own: OwnFile;
  /** Where it is now. */
  readonly path: string;
  place(destination: string): void;
}

const placedName = (sha256: string, ending: string): string => `base-${sha256.slice(0, 12)}${ending}`;

/** How the user's own files are looked at. */
export interface OwnFiles {
  /** Where one may lie under its own name that is known by its content alone. */
  readonly folders: readonly string[];
  /** Whether the cache may keep copies. */
  readonly keep: boolean;
  readonly signal: AbortSignal;
}

/** The user's own Vagrant box, if the specification's box is a file. @throws UsageError own-file.… */
export async function boxFileOf(
  box: string | OwnFile | undefined,
  { folders, keep, signal }: OwnFiles,
): Promise<LocatedFile | undefined> {
  if (typeof box === 'object') return findOwnFile(box, 'box', folders, signal);
  return box !== undefined && existsSync(box) ? keepOwnFile(box, keep, signal) : undefined;
}

/**
 * The user's own root file system, if the specification's image is one.
 * @throws UsageError image.missing, image.name, image.archive, own-file.…
 */
export async function baseImageOf(
  image: string | OwnFile | undefined,
  { folders, keep, signal }: OwnFiles,
): Promise<BaseArchive | undefined> {
  if (image === undefined) return undefined;
  if (typeof image === 'string' && !existsSync(image)) {
    if (rootArchive.test(image)) throw new UsageError('image.missing', { file: image });
    if (!imageName.test(image)) throw new UsageError('image.name', { image });
    return undefined;
  }
  const name = typeof image === 'string' ? image : image.file;
  const ending = rootArchive.exec(name)?.[0];
  if (ending === undefined) throw new UsageError('image.archive', { file: name });
  const { path, file, sha256 } =
    typeof image === 'string'
      ? await keepOwnFile(image, keep, signal)
      : await findOwnFile(image, 'image', folders, signal, [placedName(image.sha256, ending), image.file]);
  return {
    file: placedName(sha256, ending),
    own: { file, sha256 },
    path,
    place: (destination) => linkOrCopy(path, destination),
  };
}
