import { existsSync, readFileSync } from 'node:fs';
import { UsageError } from '../messages/errors.js';
import type { LabSpec } from '../model/spec.js';
import { contentName } from '../system/content-name.js';
import { linkOrCopy } from '../system/link-or-copy.js';

/** What a container image may be called: [registry[:port]/]path[:tag][@digest]. Also keeps Dockerfile syntax out. */
const imageName =
  /^([a-z0-9.-]+(:\d+)?\/)?[a-z0-9]+([._/-]+[a-z0-9]+)*(:[\w][\w.-]{0,127})?(@sha256:[a-f0-9]{64})?$/i;
/** What the engine's ADD unpacks by itself. */
const rootArchive = /\.tar(\.(gz|xz|bz2))?$|\.tgz$/;

/** A root file system that the user brings instead of the name of an image. */
export interface BaseArchive {
  /** Its name below artifacts/. */
  readonly file: string;
  place(destination: string): void;
}

/**
 * The user's own root file system, if --image names a file.
 * @throws UsageError image.missing, image.name
 */
export function baseImageOf({ image }: LabSpec): BaseArchive | undefined {
  if (image === undefined) return undefined;
  if (!existsSync(image)) {
    if (rootArchive.test(image)) throw new UsageError('image.missing', { file: image });
    if (!imageName.test(image)) throw new UsageError('image.name', { image });
    return undefined;
  }
  const ending = rootArchive.exec(image)?.[0];
  if (ending === undefined) throw new UsageError('image.archive', { file: image });
  return {
    // Named after its content, so that the image built from it is too.
    file: `base-${contentName([readFileSync(image)])}${ending}`,
    place: (destination) => linkOrCopy(image, destination),
  };
}
