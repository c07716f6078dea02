/** The last lines of an output that say something, each indented by `indent`. */
export function lastLines(output: string, count: number, indent = '    '): string {
  return output
    .split('\n')
    .map((line) => line.trimEnd())
    .filter((line) => line.trim() !== '')
    .slice(-count)
    .map((line) => `${indent}${line}`)
    .join('\n');
}
