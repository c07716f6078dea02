/** The connection to the server: it says who this is, comes back by itself, and knows when it is not wanted. */
import { type ClientMessage, frameHead, type ServerMessage } from '../protocol.js';

const key = 'token';
/** Milliseconds between two attempts. */
const again = 1_000;
/** The server's code for a token that it does not know. */
const refused = 4001;

export interface Listener {
  message(message: ServerMessage): void;
  /** Bytes that a terminal has shown. */
  shown(terminal: number, bytes: Uint8Array): void;
  state(state: 'open' | 'lost' | 'refused'): void;
}

/** Takes the token out of the address and keeps it in this tab; whether larger letters are wanted stands behind it. */
function keepToken(): void {
  const [token, ...flags] = location.hash.slice(1).split('&');
  if (!token) return;
  sessionStorage.setItem(key, token);
  if (flags.includes('present')) sessionStorage.setItem('present', 'yes');
  history.replaceState(null, '', location.pathname);
}

export class Connection {
  private socket: WebSocket | undefined;

  constructor(private readonly listener: Listener) {
    keepToken();
    // The same tab may be told another address.
    window.addEventListener('hashchange', () => {
      keepToken();
      this.socket?.close();
      this.connect();
    });
    this.connect();
  }

  private connect(): void {
    const socket = new WebSocket(`ws://${location.host}/live`);
    this.socket = socket;
    socket.binaryType = 'arraybuffer';
    socket.onopen = () => {
      socket.send(JSON.stringify({ type: 'hello', token: sessionStorage.getItem(key) ?? '' }));
    };
    socket.onmessage = ({ data }) => {
      if (typeof data !== 'string') {
        const number = new DataView(data).getUint32(0);
        this.listener.shown(number, new Uint8Array(data, frameHead));
        return;
      }
      const message = JSON.parse(data) as ServerMessage;
      if (message.type === 'welcome') {
        sessionStorage.setItem(key, message.token);
        this.listener.state('open');
      }
      this.listener.message(message);
    };
    socket.onclose = ({ code }) => {
      if (this.socket !== socket) return;
      this.listener.state(code === refused ? 'refused' : 'lost');
      if (code !== refused) window.setTimeout(() => this.connect(), again);
    };
  }

  say(message: ClientMessage): void {
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(message));
  }
}
