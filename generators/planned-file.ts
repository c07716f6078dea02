/** One file of a lab: `path` relative to the lab with forward slashes, `mode` in POSIX bits. */
export interface PlannedFile {
  readonly path: string;
  readonly mode: number;
  readonly content: string;
  /** Mode of the folder that it is in. Then that and the file's own are meant whatever the user's umask is. */
  readonly folder?: number;
}
