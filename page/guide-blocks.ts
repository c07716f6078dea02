/** A page of the guide as data that a browser can draw element by element: no markup is ever handed over. */
import { marked, type Token, type Tokens } from 'marked';

export type Span =
  | { readonly kind: 'text' | 'code'; readonly text: string }
  | { readonly kind: 'strong'; readonly spans: readonly Span[] }
  | { readonly kind: 'em'; readonly spans: readonly Span[] }
  | { readonly kind: 'link'; readonly href: string; readonly spans: readonly Span[] };

export type Block =
  | { readonly kind: 'heading'; readonly level: number; readonly spans: readonly Span[] }
  | { readonly kind: 'text'; readonly spans: readonly Span[] }
  | { readonly kind: 'quote'; readonly blocks: readonly Block[] }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly items: readonly (readonly Block[])[] }
  | { readonly kind: 'table'; readonly rows: readonly (readonly (readonly Span[])[])[] }
  /** `place`: a node's name, each, leader or host; absent where nothing is to be typed. */
  | { readonly kind: 'code'; readonly text: string; readonly place?: string };

/** What a page has one type, and where. */
interface Typed {
  readonly place: string;
  readonly commands: string;
}

/** A sign or letter of Chinese; lines between two of them are joined by nothing, where English has a blank. */
const chinese = '[\\u3000-\\u303f\\u3400-\\u9fff\\uff00-\\uffef]';
const brokenLine = new RegExp(`(?<=${chinese})\\n(?=${chinese})`, 'g');

/** marked leaves HTML's own signs in texts as it found them or escaped; people read them plain. */
const plain = (text: string): string =>
  text
    .replace(brokenLine, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');

function spansOf(tokens: readonly Token[] | undefined): Span[] {
  return (tokens ?? []).flatMap((token): Span[] => {
    switch (token.type) {
      case 'strong':
        return [{ kind: 'strong', spans: spansOf(token.tokens) }];
      case 'em':
        return [{ kind: 'em', spans: spansOf(token.tokens) }];
      case 'codespan':
        return [{ kind: 'code', text: plain(token.text) }];
      case 'br':
        return [{ kind: 'text', text: '\n' }];
      case 'link':
        // Anything else that can stand there (javascript:) is text.
        return /^https?:\/\//.test(token.href)
          ? [{ kind: 'link', href: token.href, spans: spansOf(token.tokens) }]
          : spansOf(token.tokens);
      default:
        if ('tokens' in token && token.tokens) return spansOf(token.tokens);
        return [{ kind: 'text', text: plain('text' in token ? String(token.text) : token.raw) }];
    }
  });
}

/** @param markdown a page @param typed what of its code is to be typed, in its order */
export function blocksOf(markdown: string, typed: readonly Typed[]): Block[] {
  const left = [...typed];
  const blocks = (tokens: readonly Token[]): Block[] =>
    tokens.flatMap((token): Block[] => {
      switch (token.type) {
        case 'space':
        case 'html':
        case 'def':
          return [];
        case 'heading':
          return [{ kind: 'heading', level: token.depth, spans: spansOf(token.tokens) }];
        case 'code': {
          const text: string = token.text;
          const index = left.findIndex(({ commands }) => commands.trim() === text.trim());
          const place = left[index]?.place;
          if (place === undefined) return [{ kind: 'code', text }];
          left.splice(0, index + 1);
          return [{ kind: 'code', text, place }];
        }
        case 'blockquote':
          return [{ kind: 'quote', blocks: blocks(token.tokens ?? []) }];
        case 'list': {
          const list = token as Tokens.List;
          return [
            { kind: 'list', ordered: list.ordered, items: list.items.map((item) => blocks(item.tokens)) },
          ];
        }
        case 'table': {
          const { header, rows } = token as Tokens.Table;
          return [
            { kind: 'table', rows: [header, ...rows].map((row) => row.map((cell) => spansOf(cell.tokens))) },
          ];
        }
        default:
          return [{ kind: 'text', spans: spansOf('tokens' in token ? token.tokens : [token]) }];
      }
    });
  return blocks(marked.lexer(markdown));
}
