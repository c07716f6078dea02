/** Names of nodes in the room that there is: each of them whole, and how many there are beyond those that fit. */
import { listed, say } from '../messages/index.js';
import { folded } from './wrap.js';

/** Names of nodes, the first so many of them, and how many there are beyond these. */
function someOf(names: readonly string[], shown: number): string {
  const some = listed(names.slice(0, shown));
  return shown === names.length ? some : say('check.others', { names: some, count: names.length - shown });
}

/** The longest such text that is right for its place; undefined where not even one name is. */
export function namesFor(names: readonly string[], isRight: (text: string) => boolean): string | undefined {
  for (let shown = names.length; shown > 0; shown--) {
    const text = someOf(names, shown);
    if (isRight(text)) return text;
  }
  return undefined;
}

/** Lines that names of nodes take at most where they stand by themselves, unless one name takes more. */
const nameLines = 2;

/** Names of nodes on lines of their own, each of them whole. @param after what stands behind them */
export function namesAlone(names: readonly string[], columns: number, after = ''): string[] {
  const fits = (text: string): boolean => folded(`${text}${after}`, columns).length <= nameLines;
  return folded(`${namesFor(names, fits) ?? someOf(names, 1)}${after}`, columns);
}
