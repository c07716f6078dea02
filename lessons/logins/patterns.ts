/** A pattern of OpenSSH's: * stands for anything, ? for one character. */
function isLike(text: string, pattern: string): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, 'is').test(text);
}

/** Whether a list of patterns means a text: one of them does, and none that begins with ! does. */
export function isAmong(text: string, patterns: readonly string[]): boolean {
  let found = false;
  for (const pattern of patterns) {
    if (!isLike(text, pattern.replace(/^!/, ''))) continue;
    if (pattern.startsWith('!')) return false;
    found = true;
  }
  return found;
}
