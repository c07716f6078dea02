import type { NodeOutput } from '../verbs/exec.js';
import type { Output } from './output.js';

/** Writes what comes from several nodes line by line, each under its node's name. */
export interface PrefixedOutput {
  receive(output: NodeOutput): void;
  /** Writes what ended without a line end. */
  end(): void;
}

/** @param names of the nodes; a single one gets no prefix */
export function prefixed(names: readonly string[], output: Output): PrefixedOutput {
  const width = Math.max(...names.map((name) => name.length));
  const rests = new Map<string, string>();
  const { cyan } = output.colors;
  const write = (node: string, stream: NodeOutput['stream'], line: string): void => {
    const text = names.length === 1 ? line : `${cyan(`${node.padEnd(width)} |`)} ${line}`;
    if (stream === 'stdout') output.print(text);
    else output.note(text);
  };
  return {
    receive({ node, stream, chunk }) {
      const key = `${stream} ${node}`;
      const lines = `${rests.get(key) ?? ''}${chunk}`.split('\n');
      rests.set(key, lines.pop() ?? '');
      for (const line of lines) write(node, stream, line.replace(/\r$/, ''));
    },
    end() {
      for (const [key, rest] of rests) {
        const [stream, node = ''] = key.split(' ');
        if (rest !== '') write(node, stream === 'stderr' ? 'stderr' : 'stdout', rest);
      }
    },
  };
}
