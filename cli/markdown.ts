/** Markdown for a terminal: read by marked, laid out here, since what exists breaks lines without knowing Chinese. */
import { stripVTControlCharacters } from 'node:util';
import { marked, type Token, type Tokens } from 'marked';
import type { Output } from './output.js';
import { table } from './table.js';
import { wrapped } from './wrap.js';

type Colors = Output['colors'];

/** Text within a line, coloured. */
function inline(tokens: readonly Token[] | undefined, colors: Colors): string {
  const parts = (tokens ?? []).map((token) => {
    switch (token.type) {
      case 'strong':
        return colors.bold(inline(token.tokens, colors));
      case 'em':
        return colors.italic(inline(token.tokens, colors));
      case 'codespan':
        return colors.cyan(token.text);
      case 'br':
        return '\n';
      case 'link':
        return token.text === token.href ? token.text : `${inline(token.tokens, colors)} (${token.href})`;
      default:
        return 'tokens' in token && token.tokens ? inline(token.tokens, colors) : plainText(token);
    }
  });
  return parts.join('');
}

/** Line ends that are no blank: beside Chinese punctuation, and between Chinese letters. */
const unwritten =
  /(?<=[，。；：、？！（）])\n|\n(?=[，。；：、？！（）])|(?<=\p{Script=Han}”?)\n(?=“?\p{Script=Han})/gu;

const plainText = (token: Token): string =>
  ('text' in token ? String(token.text) : token.raw).replace(unwritten, '');

function listLines({ items, ordered, start }: Tokens.List, colors: Colors, columns: number): string[] {
  return items.flatMap((item, index) => {
    const mark = ordered ? `${Number(start || 1) + index}. ` : '- ';
    const lines = blocks(item.tokens, colors, columns - mark.length);
    return lines.map((line, row) => (row === 0 ? mark : ' '.repeat(mark.length)) + line);
  });
}

function tableLines({ header, rows }: Tokens.Table, colors: Colors, columns: number): string[] {
  const cells = [header, ...rows].map((row) =>
    row.map(({ tokens }) => stripVTControlCharacters(inline(tokens, colors))),
  );
  return table(cells, (cell, row) => (row === 0 ? colors.bold(cell) : cell), columns);
}

function block(token: Token, colors: Colors, columns: number): string[] {
  switch (token.type) {
    case 'space':
    case 'html':
      return [];
    case 'heading':
      return [colors.bold(inline(token.tokens, colors))];
    case 'code': {
      const typed = (token as Tokens.Code).lang?.startsWith('sh') ?? false;
      // What is typed stands whole, so that it can be copied: a terminal breaks it without a line end.
      return (token as Tokens.Code).text
        .split('\n')
        .map((line) => `    ${typed ? colors.cyan(line) : colors.dim(line)}`);
    }
    case 'list':
      return listLines(token as Tokens.List, colors, columns);
    case 'table':
      return tableLines(token as Tokens.Table, colors, columns);
    case 'blockquote':
      return blocks((token as Tokens.Blockquote).tokens, colors, columns - 2).map((line) => `| ${line}`);
    default: {
      const text = 'tokens' in token && token.tokens ? inline(token.tokens, colors) : plainText(token);
      return text.split('\n').length > 0 ? wrapped(text.replaceAll('\n', ' '), columns) : [];
    }
  }
}

function blocks(tokens: readonly Token[], colors: Colors, columns: number): string[] {
  const drawn = tokens.map((token) => block(token, colors, columns)).filter((lines) => lines.length > 0);
  return drawn.flatMap((lines, index) => (index === 0 ? lines : ['', ...lines]));
}

/** Columns that a paragraph takes at most: longer lines are hard to read. */
const readable = 100;

/** A Markdown text as lines for the terminal. */
export function markdownLines(markdown: string, { colors, columns }: Output): string[] {
  return blocks(marked.lexer(markdown), colors, Math.min(columns, readable) - 1);
}
