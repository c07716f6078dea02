/** What of terminals' output a page was shown and has not drawn yet: so much that keys are still answered, and no more. */

/** Bytes of a terminal that may be on their way. What a browser draws in less than a fifth of a second. */
const most = 2 * 1024 * 1024;
/** Milliseconds after which a page that draws nothing, hidden or stopped, is waited for no longer. */
const patience = 2_000;

interface Owed {
  bytes: number;
  waiting: (() => void)[];
}

export class Drawn {
  private readonly owed = new Map<number, Owed>();
  private ended = false;

  private of(terminal: number): Owed {
    const known = this.owed.get(terminal) ?? { bytes: 0, waiting: [] };
    this.owed.set(terminal, known);
    return known;
  }

  shown(terminal: number, bytes: number): void {
    this.of(terminal).bytes += bytes;
  }

  took(terminal: number, bytes: number): void {
    const owed = this.of(terminal);
    owed.bytes = Math.max(0, owed.bytes - bytes);
    if (owed.bytes <= most) this.letGo(owed);
  }

  private letGo(owed: Owed): void {
    for (const go of owed.waiting.splice(0)) go();
  }

  /** Resolves when so much was drawn that more may come; undefined: it may at once. */
  ready(terminal: number): Promise<void> | undefined {
    const owed = this.of(terminal);
    if (this.ended || owed.bytes <= most) return undefined;
    return new Promise((resolve) => {
      const late = setTimeout(() => {
        // What it has not told of by now is not counted any more.
        owed.bytes = 0;
        this.letGo(owed);
      }, patience);
      owed.waiting.push(() => {
        clearTimeout(late);
        resolve();
      });
    });
  }

  /** The page has gone: nobody waits for it. */
  end(): void {
    this.ended = true;
    for (const owed of this.owed.values()) this.letGo(owed);
  }
}
