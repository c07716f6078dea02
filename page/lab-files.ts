/** The files that say what a lab is, looked at while somebody looks: it may grow, or be made anew, beneath its page. */
import { unwatchFile, watchFile } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { factsFileName } from '../model/facts.js';
import { type Lab, openLab } from '../model/lab.js';
import { specFileName } from '../model/spec.js';

/** Milliseconds between two looks. */
const interval = 1_000;

export class LabFiles {
  private watched: readonly string[] = [];

  /** @param changed is told the lab as it is now, whenever that is another */
  constructor(
    private readonly lab: () => Lab,
    private readonly changed: (lab: Lab) => void,
  ) {}

  watch(): void {
    if (this.watched.length > 0) return;
    this.watched = [specFileName, factsFileName].map((name) => join(this.lab().dir, name));
    // What has changed while nobody looked.
    this.look();
    for (const file of this.watched) watchFile(file, { interval, persistent: false }, this.look);
  }

  leave(): void {
    for (const file of this.watched) unwatchFile(file, this.look);
    this.watched = [];
  }

  private readonly look = (): void => {
    const before = this.lab();
    let now: Lab;
    try {
      now = openLab(before.dir);
    } catch {
      // Half written, or gone: what it was stays in sight, and its engine is asked all the same.
      return;
    }
    if (!isDeepStrictEqual(now, before)) this.changed(now);
  };
}
