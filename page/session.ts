/** One lab behind a page: who looks at it, and what becomes of what they say. */

import { posix } from 'node:path';
import { toldFault } from '../faults/told.js';
import { LabError, reasonOf } from '../messages/errors.js';
import { say, spokenLanguage, textOf } from '../messages/index.js';
import type { Lab } from '../model/lab.js';
import type { ProviderName } from '../providers/contract.js';
import { askServer } from '../verbs/ask-server.js';
import { fault, heal, nothingHealed } from '../verbs/fault.js';
import { guide } from '../verbs/guide.js';
import { requireProvider } from '../verbs/holder.js';
import { list } from '../verbs/list.js';
import { Znodes } from '../verbs/znodes.js';
import type { Right } from './guard.js';
import { blocksOf } from './guide-blocks.js';
import { LabFiles } from './lab-files.js';
import { Logging } from './logging.js';
import type { ClientMessage, LabFacts, ServerMessage } from './protocol.js';
import { isLooking } from './read-message.js';
import { Storming } from './storming.js';
import { Terminals, type Viewer } from './terminals.js';
import { Watching } from './watching.js';

/** Milliseconds in which whoever is expected comes. */
const expectation = 10_000;

/** A page that is connected and known. */
export interface Guest extends Viewer {
  readonly right: Right;
  /** By which they are known. */
  readonly token: string;
  tell(message: ServerMessage): void;
  /** They have drawn so many bytes of what a terminal showed. */
  took(terminal: number, bytes: number): void;
}

export class LabSession {
  private readonly guests = new Set<Guest>();
  private readonly watching: Watching;
  private readonly terminals: Terminals;
  private znodes: Znodes;
  private readonly logging: Logging;
  private readonly storming: Storming;
  /** Those who read logs. */
  private readonly readers = new Set<Guest>();
  private readonly ending = new AbortController();
  private readonly files: LabFiles;

  constructor(
    private lab: Lab,
    private readonly provider: ProviderName | undefined,
  ) {
    const tell = (message: ServerMessage): void => {
      for (const guest of this.guests) guest.tell(message);
    };
    const labNow = (): Lab => this.lab;
    this.files = new LabFiles(
      labNow,
      (changed) => this.become(changed),
      () => tell({ type: 'told', level: 'failure', text: say('page.lab-gone', { dir: this.lab.dir }) }),
    );
    this.watching = new Watching(labNow, provider, tell);
    this.terminals = new Terminals(labNow, () =>
      tell({ type: 'terminals', terminals: this.terminals.list() }),
    );
    this.znodes = this.openZnodes();
    this.logging = new Logging(
      labNow,
      provider,
      (lines) => {
        for (const reader of this.readers) reader.tell({ type: 'log', lines });
      },
      (text) => tell({ type: 'told', level: 'failure', text }),
    );
    this.storming = new Storming(labNow, provider, (storm) => tell({ type: 'storm', storm }));
  }

  private openZnodes(): Znodes {
    return new Znodes(this.lab, { provider: this.provider }, (fired) => {
      for (const guest of this.guests) guest.tell({ type: 'fired', fired, at: Date.now() });
    });
  }

  /** The lab is another by now: it has grown, or was made anew. Who looks begins anew, too, and keeps their terminals. */
  private become(lab: Lab): void {
    this.lab = lab;
    this.watching.stop();
    this.znodes.close();
    this.znodes = this.openZnodes();
    this.logging.stop();
    if (this.readers.size > 0) this.logging.start();
    for (const guest of [...this.guests]) {
      this.terminals.leave(guest);
      this.welcome(guest);
    }
  }

  private get facts(): LabFacts {
    return {
      name: this.lab.spec.name,
      dir: this.lab.dir,
      nodes: this.lab.nodes.map(({ name, role }) => ({ name, votes: role === 'participant' })),
      needed: this.lab.quorum.needed,
    };
  }

  /** Somebody is about to come: what they see first is asked for already. */
  expectSomebody(): void {
    this.watching.begin();
    const nobody = (): void => {
      if (this.guests.size === 0) this.watching.stop();
    };
    setTimeout(nobody, expectation).unref();
  }

  /** Somebody has come, and is told at once what is known without asking. */
  join(guest: Guest): void {
    this.files.watch();
    this.guests.add(guest);
    this.welcome(guest);
  }

  private welcome(guest: Guest): void {
    guest.tell({
      type: 'welcome',
      token: guest.token,
      mayChange: guest.right === 'own',
      language: spokenLanguage() === 'zh' ? 'zh-CN' : 'en',
      lab: this.facts,
      past: this.watching.past,
    });
    this.watching.begin();
    this.watching.attend();
    for (const message of this.watching.told) guest.tell(message);
    guest.tell({ type: 'terminals', terminals: this.terminals.list() });
    if (this.storming.picture) guest.tell({ type: 'storm', storm: this.storming.picture });
  }

  leave(guest: Guest): void {
    this.terminals.leave(guest);
    if (this.readers.delete(guest) && this.readers.size === 0) this.logging.stop();
    if (!this.guests.delete(guest) || this.guests.size > 0) return;
    this.files.leave();
    this.watching.stop();
    this.znodes.close();
  }

  /** Whoever has gone on to another lab meanwhile would take the answer for that lab's. */
  private answer(guest: Guest, message: ServerMessage): void {
    if (this.guests.has(guest)) guest.tell(message);
  }

  /** Does what somebody has said. What goes wrong is told to them alone. */
  async hear(guest: Guest, message: ClientMessage): Promise<void> {
    if (guest.right === 'look' && !isLooking(message)) {
      this.answer(guest, { type: 'told', level: 'failure', text: say('page.looking-only') });
      return;
    }
    try {
      await this.obey(guest, message);
    } catch (error) {
      const text =
        error instanceof LabError ? error.message : say('page.unexpected', { reason: reasonOf(error) });
      this.answer(guest, { type: 'told', level: 'failure', text });
    }
  }

  private async obey(guest: Guest, message: ClientMessage): Promise<void> {
    const context = { signal: this.ending.signal, emit: () => {} };
    const options = { provider: this.provider };
    switch (message.type) {
      case 'guide': {
        const { markdown, typed, ...page } = await guide(
          this.lab,
          { ...options, step: message.step },
          context,
        );
        this.answer(guest, { type: 'guide', page: { ...page, blocks: blocksOf(markdown, typed) } });
        return;
      }
      case 'open': {
        const provider = await requireProvider(this.lab, this.provider);
        const terminal = await this.terminals.open(provider, message.node, message.size);
        if (terminal === undefined) throw new LabError('page.many-terminals');
        this.answer(guest, { type: 'opened', terminal });
        return;
      }
      case 'run': {
        const provider = await requireProvider(this.lab, this.provider);
        const { node, data, size, terminal: first } = message;
        const terminal = await this.terminals.typeAtPrompt(provider, node, { data, size, first });
        if (terminal === undefined) throw new LabError('page.many-terminals');
        this.answer(guest, { type: 'opened', terminal });
        return;
      }
      case 'view':
        return this.terminals.view(message.terminal, guest);
      case 'taken':
        return guest.took(message.terminal, message.bytes);
      case 'type':
        return this.terminals.type(message.terminal, message.data);
      case 'resize':
        return this.terminals.resize(message.terminal, message.size);
      case 'close':
        return this.terminals.close(message.terminal);
      case 'fault': {
        const put = await fault(this.lab, { ...options, verb: message.verb, words: message.words }, context);
        for (const each of put) {
          const text = say('fault.put', { told: textOf(toldFault(each)) });
          this.answer(guest, { type: 'told', level: 'note', text });
        }
        return;
      }
      case 'heal': {
        const { ended } = await heal(this.lab, { ...options, nodes: message.nodes }, context);
        const texts = ended.map((each) => say('fault.healed', { told: textOf(toldFault(each)) }));
        for (const text of ended.length === 0 ? [nothingHealed(this.lab, message.nodes)] : texts) {
          this.answer(guest, { type: 'told', level: 'note', text });
        }
        return;
      }
      case 'look':
        return this.look(guest, message.path);
      case 'set':
        await this.znodes.set(message.path, Buffer.from(message.data, 'base64'), message.version);
        return this.look(guest, message.path);
      case 'create':
        await this.znodes.create(message.path, Buffer.from(message.data, 'base64'));
        await this.look(guest, message.path);
        // The watch of the one above may have gone with a session of before.
        return this.look(guest, posix.dirname(message.path));
      case 'remove':
        await this.znodes.remove(message.path, message.version);
        this.answer(guest, { type: 'no-znode', path: message.path });
        return;
      case 'logs':
        this.readers.add(guest);
        this.logging.start();
        this.answer(guest, { type: 'log', lines: this.logging.told });
        return;
      case 'ask': {
        const { node, word } = message;
        const text = await askServer(this.lab, { ...options, node, word });
        this.answer(guest, { type: 'answer', node, word, text });
        return;
      }
      case 'storm':
        return this.storming.begin(message.seconds * 1000);
      case 'calm':
        return this.storming.end();
      case 'labs':
        this.answer(guest, { type: 'labs', labs: await list() });
        return;
      case 'lab':
      case 'hello':
        return;
    }
  }

  private async look(guest: Guest, path: string): Promise<void> {
    try {
      const { data, ...found } = await this.znodes.look(path);
      this.answer(guest, { type: 'znode', znode: { ...found, data: data?.toString('base64') ?? null } });
    } catch (error) {
      if (!(error instanceof LabError && error.code === 'znodes.none')) throw error;
      this.answer(guest, { type: 'no-znode', path });
    }
  }

  /** Resolves when nothing of it is left: a storm heals what it has done first. */
  async end(): Promise<void> {
    this.ending.abort();
    this.files.leave();
    this.watching.stop();
    this.logging.stop();
    this.znodes.close();
    this.terminals.closeAll();
    await this.storming.end();
  }
}
