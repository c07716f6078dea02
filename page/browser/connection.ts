/** The connection to the server: it says who this is, comes back by itself, and knows when it is not wanted. */
import { beat, type ClientMessage, closed, frameHead, type ServerMessage } from '../protocol.js';

const key = 'token';
/** Milliseconds between two attempts. */
const again = 1_000;
/** Milliseconds without a word after which the server is taken to stand still. */
const silence = 4 * beat;
/** Milliseconds between two looks whether it does. */
const look = 1_000;

export interface Listener {
  message(message: ServerMessage): void;
  /** Bytes that a terminal has shown. */
  shown(terminal: number, bytes: Uint8Array): void;
  /** `silent`: the connection is there, and nothing comes. `ended`: the server has said farewell. */
  state(state: 'open' | 'silent' | 'lost' | 'ended' | 'refused'): void;
}

/** What was in this tab before it was told another address. */
let former: string | null = null;

/** Takes the token out of the address and keeps it in this tab; whether larger letters are wanted stands behind it. */
function keepToken(): void {
  const [token, ...flags] = location.hash.slice(1).split('&');
  if (!token) return;
  former = sessionStorage.getItem(key);
  sessionStorage.setItem(key, token);
  if (flags.includes('present')) sessionStorage.setItem('present', 'yes');
  history.replaceState(null, '', location.pathname);
}

export class Connection {
  private socket: WebSocket | undefined;
  private state: Parameters<Listener['state']>[0] | undefined;
  private heardAt = Date.now();

  constructor(private readonly listener: Listener) {
    keepToken();
    // The same tab may be told another address.
    window.addEventListener('hashchange', () => {
      keepToken();
      this.socket?.close();
      this.connect();
    });
    this.connect();
    this.listen();
  }

  private become(state: Parameters<Listener['state']>[0]): void {
    if (state !== this.state) this.listener.state(state);
    this.state = state;
  }

  /** Notices when nothing comes any more. */
  private listen(): void {
    let lookedAt = Date.now();
    window.setInterval(() => {
      const now = Date.now();
      // The page itself stood still: what has come meanwhile is about to be heard.
      if (now - lookedAt > silence / 2) this.heardAt = now;
      lookedAt = now;
      if (this.state === 'open' && now - this.heardAt > silence) this.become('silent');
    }, look);
  }

  private connect(): void {
    const socket = new WebSocket(`ws://${location.host}/live`);
    this.socket = socket;
    socket.binaryType = 'arraybuffer';
    socket.onopen = () => {
      socket.send(JSON.stringify({ type: 'hello', token: sessionStorage.getItem(key) ?? '' }));
    };
    socket.onmessage = ({ data }) => {
      this.heardAt = Date.now();
      if (this.state === 'silent') this.become('open');
      if (typeof data !== 'string') {
        const number = new DataView(data).getUint32(0);
        this.listener.shown(number, new Uint8Array(data, frameHead));
        return;
      }
      const message = JSON.parse(data) as ServerMessage;
      if (message.type === 'welcome') {
        sessionStorage.setItem(key, message.token);
        this.become('open');
      }
      if (message.type !== 'beat') this.listener.message(message);
    };
    socket.onclose = ({ code }) => {
      if (this.socket !== socket) return;
      // An address that was opened in this tab already is worth nothing any more, and what the tab was given for it still is.
      if (code === closed.refused && former !== null) {
        sessionStorage.setItem(key, former);
        former = null;
        this.connect();
        return;
      }
      this.become(code === closed.refused ? 'refused' : code === closed.ended ? 'ended' : 'lost');
      if (this.state === 'lost') window.setTimeout(() => this.connect(), again);
    };
  }

  /** @returns whether it could be said */
  say(message: ClientMessage): boolean {
    const can = this.socket?.readyState === WebSocket.OPEN;
    if (can) this.socket?.send(JSON.stringify(message));
    return can;
  }
}
