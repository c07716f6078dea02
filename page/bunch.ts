/** Output that comes in many small pieces, told in fewer larger ones: each costs both sides as much as a large one. */

/** Milliseconds that a piece waits for others, where one was told just before: nobody sees them. */
const wait = 4;
/** Bytes that are told at once. */
const most = 64 * 1024;

export class Bunch {
  private pieces: Buffer[] = [];
  private length = 0;
  private toldAt = 0;
  private timer: NodeJS.Timeout | undefined;

  /** @param tell is told one or more pieces */
  constructor(private readonly tell: (pieces: readonly Buffer[]) => void) {}

  /** What comes alone, as a key's echo does, is told at once. */
  add(piece: Buffer): void {
    this.pieces.push(piece);
    this.length += piece.length;
    const early = performance.now() - this.toldAt < wait;
    if (this.length >= most || (!early && this.timer === undefined)) this.flush();
    else this.timer ??= setTimeout(() => this.flush(), wait);
  }

  flush(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (this.length === 0) return;
    const { pieces } = this;
    this.pieces = [];
    this.length = 0;
    this.toldAt = performance.now();
    this.tell(pieces);
  }
}
