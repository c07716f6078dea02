/** The page's life beside what is drawn: the connection, the terminals' screens, and what follows from a message at once. */
import type { ClientMessage, ServerMessage } from '../protocol.js';
import { Connection } from './connection.js';
import type { Shells } from './shells.js';
import { pageAgain } from './state/page-state.js';
import { happen, stateNow } from './store.js';
import { speak, t } from './texts.js';

/** Rows and columns of a terminal before its place is known. */
const firstSize = { rows: 24, columns: 80 };

let connection: Connection | undefined;
let shells: Promise<Shells> | undefined;
let loaded: Shells | undefined;

/** What is said by the page itself and not by whoever clicks: it says so again by itself. */
const ownWords: readonly ClientMessage['type'][] = ['guide', 'view', 'taken', 'look', 'logs', 'resize'];

export function say(message: ClientMessage): void {
  if (connection?.say(message) || ownWords.includes(message.type)) return;
  happen({ type: 'heard', message: { type: 'told', level: 'note', text: t('page.unsaid') } });
}

/** Terminals are most of the page's code, and nothing that is seen first. */
export function shellsLater(): Promise<Shells> {
  shells ??= import('./shells.js').then((module) => {
    const large = sessionStorage.getItem('present') !== null;
    loaded = new module.Shells(say, () => stateNow().mayChange, large);
    return loaded;
  });
  return shells;
}

/** Terminals that somebody has asked for by themselves, and that have not come yet: whoever did that wants to type there. */
let asked = 0;

export function openTerminal(node: string): void {
  asked++;
  say({ type: 'open', node, size: firstSize });
}

/** Shows what was asked for, where the page is longer than the window. */
function opened(terminal: number): void {
  document.getElementById('pane')?.scrollIntoView({ block: 'nearest' });
  if (asked === 0) return;
  asked--;
  shellsLater().then((shells) => shells.enter(terminal));
}

/** Has commands of the guide typed on nodes, in the terminal in sight if it is one of theirs. */
export function typeOn(nodes: readonly string[], commands: string): void {
  const data = `${commands.trimEnd()}\n`;
  const { current: terminal } = stateNow();
  for (const node of nodes) say({ type: 'run', node, data, size: firstSize, terminal });
}

function hear(message: ServerMessage): void {
  if (message.type === 'welcome') {
    speak(message.language);
    document.title = t('page.title', { lab: message.lab.name });
  }
  happen({ type: 'heard', message });
  switch (message.type) {
    case 'welcome':
      loaded?.again();
      for (const message of pageAgain(stateNow())) say(message);
      return;
    case 'pulse':
      // What is seen first is drawn: now there is time.
      shellsLater();
      return;
    case 'terminals':
      loaded?.keep(message.terminals.map(({ id }) => id));
      return;
    case 'told':
      // Perhaps it was that which was asked for.
      if (message.level === 'failure') asked = 0;
      return;
    case 'opened':
      opened(message.terminal);
      return;
    case 'fired':
      // What was told once is told again only of what was looked at again.
      say({ type: 'look', path: message.fired.path });
  }
}

export function begin(): void {
  connection = new Connection({
    message: hear,
    shown: (terminal, bytes) => loaded?.write(terminal, bytes),
    state: (state) => happen({ type: 'connection', connection: state }),
  });
}
