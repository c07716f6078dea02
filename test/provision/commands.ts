import sh from 'mvdan-sh';

const { syntax } = sh;
type Word = Parameters<typeof written>[0];

/** A command that a script runs. Words that are computed are undefined. */
export interface Command {
  readonly line: number;
  readonly words: readonly (string | undefined)[];
}

/** What a shell script runs, and the names of its functions. */
export interface Script {
  readonly commands: readonly Command[];
  readonly functions: readonly string[];
}

/** A word as it is written, without its quotes. */
function written(word: {
  readonly Parts: readonly { Value?: string; Parts?: Word['Parts'] }[];
}): string | undefined {
  const parts = word.Parts.map((part) => {
    const kind = syntax.NodeType(part);
    if (kind === 'Lit' || kind === 'SglQuoted') return part.Value;
    return kind === 'DblQuoted' ? written({ Parts: part.Parts ?? [] }) : undefined;
  });
  return parts.includes(undefined) ? undefined : parts.join('');
}

/** @throws what the parser says of a text that is no script */
export function readScript(text: string, name: string): Script {
  const commands: Command[] = [];
  const functions: string[] = [];
  const file = syntax.NewParser(syntax.Variant(syntax.LangBash)).Parse(text, name);
  syntax.Walk(file, (node) => {
    const kind = node && syntax.NodeType(node);
    if (node && kind === 'FuncDecl') functions.push(node.Name.Value);
    if (node && kind === 'CallExpr' && node.Args.length > 0) {
      commands.push({ line: node.Pos().Line(), words: node.Args.map(written) });
    }
    return true;
  });
  return { commands, functions };
}

/** Commands whose words end in another command: what stands before that one, as far as scripts use it. */
const carriers: Readonly<Record<string, RegExp>> = {
  exec: /^\d/,
  command: /^-/,
  nohup: /^-/,
  env: /^-|=/,
  timeout: /^-|^[\d.]+[smh]?$/,
  limit: /^[\d.]+$/,
};

/** The command itself, and the one that it carries. `exec` and `command -v NAME` may carry none. */
function withCarried({ line, words }: Command): Command[] {
  const [name, ...rest] = words;
  const passed = name === undefined ? undefined : carriers[name];
  if (!passed || (name === 'command' && rest[0] === '-v')) return [{ line, words }];
  const at = rest.findIndex((word) => word === undefined || !passed.test(word));
  const own = { line, words: [name, ...(at < 0 ? rest : rest.slice(0, at))] };
  return at < 0 ? [own] : [own, ...withCarried({ line, words: rest.slice(at) })];
}

/** A script for an inner shell: `bash -c '…'`. */
const inner = (words: Command['words']): string | undefined =>
  (words[0] === 'bash' || words[0] === 'sh') && words[1] === '-c' ? words[2] : undefined;

/** Every command of a script: those that others carry and those of inner shells included. */
export function everyCommand(script: Script): Command[] {
  return script.commands.flatMap(withCarried).flatMap((command) => {
    const text = inner(command.words);
    if (text === undefined) return [command];
    const within = everyCommand(readScript(text, 'inner')).map(({ words }) => ({
      line: command.line,
      words,
    }));
    return [command, ...within];
  });
}

/**
 * What a command has of options that are not in a list. Letters may stand together, and what follows = or a single letter
 * that takes a value is that value.
 */
export function strangeOptions(words: Command['words'], known: readonly string[]): string[] {
  const strange: string[] = [];
  for (const word of words.slice(1)) {
    if (word === '--') break;
    if (word === undefined || !/^-\D/.test(word) || known.includes(word)) continue;
    const [name = ''] = word.split('=');
    if (known.includes(name)) continue;
    const letters = [...word.slice(1)].map((letter) => `-${letter}`);
    if (word.startsWith('--') || letters.some((letter) => !known.includes(letter))) strange.push(word);
  }
  return strange;
}
