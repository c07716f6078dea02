/** The terminals' screens. They live outside what is drawn anew, each in an element of its own. */
import { FitAddon } from '@xterm/addon-fit';
import { Terminal } from '@xterm/xterm';
import type { ClientMessage, OpenTerminal, Size } from '../protocol.js';

interface Screen {
  readonly terminal: Terminal;
  readonly fit: FitAddon;
  readonly element: HTMLElement;
  /** What has come and is not drawn yet, and whether something is being drawn. */
  pieces: Uint8Array[];
  busy: boolean;
  /** Another number for each connection: of what was drawn for an earlier one nobody is told. */
  life: number;
}

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const [only] = pieces;
  if (only && pieces.length === 1) return only;
  const all = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}

const dark = {
  background: '#11151c',
  foreground: '#d7dde8',
  cursor: '#8fb4ff',
  selectionBackground: '#33456b',
};

/** What was pasted, in messages that the server takes; no letter is divided. */
const pieces = /.{1,32768}/gsu;

export class Shells {
  private readonly screens = new Map<number, Screen>();
  /** One that is to have the keyboard as soon as it is in sight. */
  private wanted: number | undefined;

  constructor(
    private readonly say: (message: ClientMessage) => void,
    private readonly mayType: () => boolean,
    private readonly large: boolean,
  ) {}

  private screenOf(id: number): Screen {
    const known = this.screens.get(id);
    if (known) return known;
    const element = document.createElement('div');
    element.className = 'screen';
    const terminal = new Terminal({
      fontFamily: 'ui-monospace, "Cascadia Mono", Menlo, "DejaVu Sans Mono", monospace',
      fontSize: this.large ? 18 : 13,
      theme: dark,
      scrollback: 5_000,
      disableStdin: !this.mayType(),
    });
    const fit = new FitAddon();
    terminal.loadAddon(fit);
    terminal.attachCustomKeyEventHandler((event) => {
      if (event.type !== 'keydown') return true;
      // Tab is the terminal's own: without the mouse, this is how one leaves it.
      if (event.key === 'F6') {
        event.preventDefault();
        document.querySelector<HTMLElement>('.tab.current button')?.focus();
        return false;
      }
      if (event.ctrlKey && event.shiftKey && event.code === 'KeyC' && terminal.hasSelection()) {
        event.preventDefault();
        navigator.clipboard.writeText(terminal.getSelection()).catch(() => {});
        return false;
      }
      return true;
    });
    terminal.onData((data) => {
      for (const piece of data.match(pieces) ?? []) this.say({ type: 'type', terminal: id, data: piece });
    });
    terminal.onResize(({ rows, cols }) => {
      if (this.mayType()) this.say({ type: 'resize', terminal: id, size: { rows, columns: cols } });
    });
    const screen: Screen = { terminal, fit, element, pieces: [], busy: false, life: 0 };
    this.screens.set(id, screen);
    return screen;
  }

  /** Whoever types has a terminal of the size of its place here; for the others it is as it is there. */
  private sized({ terminal, fit }: Screen, size: Size): void {
    if (this.mayType()) fit.fit();
    else terminal.resize(size.columns, size.rows);
  }

  /** Puts a terminal's screen into an element; what it has shown so far is asked for at the first time. */
  show({ id, size }: OpenTerminal, host: HTMLElement): void {
    const fresh = !this.screens.has(id);
    const screen = this.screenOf(id);
    const { terminal, element } = screen;
    host.replaceChildren(element);
    if (fresh) {
      terminal.open(element);
      this.say({ type: 'view', terminal: id });
    }
    this.sized(screen, size);
    if (this.wanted === id) this.enter(id);
  }

  /** Leads the keyboard into a terminal: at once if it is in sight, else when it comes. */
  enter(id: number): void {
    const screen = this.screens.get(id);
    const inSight = screen?.element.isConnected === true;
    this.wanted = inSight ? undefined : id;
    if (inSight) screen.terminal.focus();
  }

  /** Draws what a terminal shows, and tells the server what was drawn, so that more comes. */
  write(id: number, bytes: Uint8Array): void {
    const screen = this.screens.get(id);
    if (!screen) return;
    screen.pieces.push(bytes);
    if (!screen.busy) this.draw(id, screen);
  }

  /** What has come while one piece was drawn is drawn as the next one: a few large pieces take less time than many small ones. */
  private draw(id: number, screen: Screen): void {
    const bytes = joined(screen.pieces.splice(0));
    screen.busy = bytes.length > 0;
    if (!screen.busy) return;
    const { life } = screen;
    const took = (): void => {
      if (life === screen.life) this.say({ type: 'taken', terminal: id, bytes: bytes.length });
    };
    // What is behind other windows is drawn late, and nobody is to wait for that.
    const { hidden } = document;
    if (hidden) took();
    screen.terminal.write(bytes, () => {
      if (!hidden) took();
      this.draw(id, screen);
    });
  }

  /** The place of a terminal's screen, or the terminal itself, has another size. */
  resized({ id, size }: OpenTerminal): void {
    const screen = this.screens.get(id);
    if (screen?.element.isConnected) this.sized(screen, size);
  }

  /** Those that are gone are forgotten. */
  keep(ids: readonly number[]): void {
    for (const [id, { terminal }] of this.screens) {
      if (ids.includes(id)) continue;
      terminal.dispose();
      this.screens.delete(id);
    }
  }

  /** A connection is a new one: it has been shown nothing yet. */
  again(): void {
    for (const [id, screen] of this.screens) {
      screen.terminal.reset();
      screen.pieces = [];
      screen.life++;
      this.say({ type: 'view', terminal: id });
    }
  }
}
