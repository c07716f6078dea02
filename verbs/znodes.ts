/** The znodes of a lab's ensemble: looked at and changed through one session, for as long as somebody wants to. */
import { LabError } from '../messages/errors.js';
import type { Lab } from '../model/lab.js';
import {
  editZnodes,
  type Fired,
  Refused,
  type ZnodeEditor,
  type ZnodeLook,
} from '../software/zookeeper/znode-editor.js';
import { assertOwnServers } from './assert-own-servers.js';
import type { VerbOptions } from './context.js';
import { requireProvider } from './holder.js';

export type { Fired, ZnodeLook, ZnodeStat } from '../software/zookeeper/znode-editor.js';

/** Znodes of one lab. Every method throws LabError znodes.…, lab.not-up or node.anothers. */
export class Znodes {
  private editor: Promise<ZnodeEditor> | undefined;

  /** @param fired told of what watches say of znodes that were looked at */
  constructor(
    private readonly lab: Lab,
    private readonly options: VerbOptions,
    private readonly fired: (told: Fired) => void,
  ) {}

  private async open(): Promise<ZnodeEditor> {
    const provider = await requireProvider(this.lab, this.options.provider);
    await assertOwnServers(this.lab, provider);
    const addresses = this.lab.nodes.map((node) => provider.node(this.lab, node).address);
    return editZnodes(addresses.map(({ host, port }) => `${host}:${port}`).join(','), this.fired);
  }

  /**
   * The session, which may still be on its way. Many ask at the same time: who finds one that is over closes that one, and not what
   * another has opened meanwhile.
   */
  private async current(): Promise<{ readonly editor: Promise<ZnodeEditor> }> {
    const before = this.editor;
    if (before && (await before.catch(() => undefined))?.over !== false) this.leave(before);
    this.editor ??= this.open();
    return { editor: this.editor };
  }

  private leave(editor: Promise<ZnodeEditor>): void {
    if (this.editor === editor) this.close();
  }

  private async asked<T>(path: string, work: (editor: ZnodeEditor) => Promise<T>): Promise<T> {
    const { editor } = await this.current();
    try {
      return await work(await editor);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      if (error.reason === 'unreachable') this.leave(editor);
      throw new LabError(`znodes.${error.reason}`, { path });
    }
  }

  look(path: string): Promise<ZnodeLook> {
    return this.asked(path, (editor) => editor.look(path));
  }

  /** @param version that the data must have, as it was seen */
  set(path: string, data: Buffer, version: number): Promise<void> {
    return this.asked(path, (editor) => editor.set(path, data, version));
  }

  create(path: string, data: Buffer): Promise<void> {
    return this.asked(path, (editor) => editor.create(path, data));
  }

  /** @param version that the data must have, as it was seen */
  remove(path: string, version: number): Promise<void> {
    return this.asked(path, (editor) => editor.remove(path, version));
  }

  /** Ends the session. */
  close(): void {
    this.editor?.then((editor) => editor.close()).catch(() => {});
    this.editor = undefined;
  }
}
