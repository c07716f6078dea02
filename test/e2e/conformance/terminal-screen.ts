import headless from '@xterm/headless';
import { expect } from 'vitest';
import type { NodeHandle, Terminal, TerminalSize } from '../../../providers/contract.js';

/** Somebody who looks at a terminal: what is sent there is drawn as a real terminal would. */
export class TerminalScreen {
  /** How the program ended, once it has. */
  private ended = '';

  private constructor(
    private readonly terminal: Terminal,
    private readonly screen: headless.Terminal,
  ) {
    terminal.stream.on('data', (chunk: Buffer) => screen.write(chunk));
    terminal.exit.then((status) => {
      this.ended = `\nended with status ${status}`;
    });
  }

  static async open(
    handle: NodeHandle,
    command: readonly string[],
    size: TerminalSize,
  ): Promise<TerminalScreen> {
    const screen = new headless.Terminal({ rows: size.rows, cols: size.columns, allowProposedApi: true });
    return new TerminalScreen(await handle.terminal(command, size), screen);
  }

  get exit(): Promise<number> {
    return this.terminal.exit;
  }

  type(keys: string): void {
    this.terminal.stream.write(keys);
  }

  async resize(size: TerminalSize): Promise<void> {
    this.screen.resize(size.columns, size.rows);
    await this.terminal.resize(size);
  }

  hangUp(): void {
    this.terminal.stream.destroy();
  }

  /** The lines that stand there, without blanks at their ends. */
  text(): string {
    const { buffer } = this.screen;
    return Array.from(
      { length: buffer.active.length },
      (_, y) => buffer.active.getLine(y)?.translateToString(true) ?? '',
    ).join('\n');
  }

  /** Waits until the screen shows that. */
  shows(pattern: RegExp): Promise<void> {
    return expect.poll(() => this.text() + this.ended).toMatch(pattern);
  }
}
