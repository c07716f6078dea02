/** One file of a lab: `path` relative to the lab with forward slashes, `mode` in POSIX bits. */
export interface PlannedFile {
  readonly path: string;
  readonly mode: number;
  readonly content: string;
}
