/** The files that say what a lab is, looked at while somebody looks: it may grow, be made anew, or be moved beneath its page. */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { factsFileName } from '../model/facts.js';
import { type Lab, openLab } from '../model/lab.js';
import { registeredLab } from '../model/registry.js';
import { specFileName } from '../model/spec.js';

/** Milliseconds between two looks. */
const interval = 1_000;

/** Which files there are, and since when; '' where there are none. */
const traces = ({ dir }: Pick<Lab, 'dir'>): string =>
  [specFileName, factsFileName]
    .flatMap((name) => {
      const found = statSync(join(dir, name), { throwIfNoEntry: false });
      return found ? `${found.ino} ${found.mtimeMs}` : [];
    })
    .join();

export class LabFiles {
  private timer: NodeJS.Timeout | undefined;
  private seen: string | undefined;

  /**
   * @param changed is told the lab as it is now, whenever that is another
   * @param gone is told once that its folder is not there, and that nobody knows where it went
   */
  constructor(
    private readonly lab: () => Lab,
    private readonly changed: (lab: Lab) => void,
    private readonly gone: () => void,
  ) {}

  watch(): void {
    if (this.timer) return;
    // What has changed while nobody looked.
    this.look();
    this.timer = setInterval(() => this.look(), interval);
  }

  leave(): void {
    clearInterval(this.timer);
    this.timer = undefined;
  }

  private look(): void {
    const before = this.lab();
    const now = traces(before);
    const same = now === this.seen;
    this.seen = now;
    if (now === '') this.follow(before, same);
    if (now === '' || same) return;
    const lab = opened(before.dir);
    if (lab && !isDeepStrictEqual(lab, before)) this.changed(lab);
  }

  /** Where it was moved to is known once any command was typed there. */
  private follow({ dir, facts }: Lab, told: boolean): void {
    const known = registeredLab(facts.id)?.dir;
    const lab = known === undefined || known === dir ? undefined : opened(known);
    if (lab?.facts.id === facts.id) this.changed(lab);
    else if (!told) this.gone();
  }
}

/** Half written, or gone: undefined. */
function opened(dir: string): Lab | undefined {
  try {
    return openLab(dir);
  } catch {
    return undefined;
  }
}
