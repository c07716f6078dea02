/** Whether a terminal shows a shell that waits for a command, by what was shown last. Pure. */
import { stripVTControlCharacters } from 'node:util';

/** Characters of a line that are kept: a prompt is no longer. */
const longest = 2_000;

/** The line that the cursor is on, after more was shown. */
export function lastLine(before: string, shown: string): string {
  const text = shown.length >= longest ? shown : before + shown;
  return text.slice(text.lastIndexOf('\n') + 1).slice(-longest);
}

/** What bash and its like show where a command goes on in the next line. */
export function isContinued(line: string): boolean {
  const seen = stripVTControlCharacters(line);
  return /^>\s?$/.test(seen.slice(seen.lastIndexOf('\r') + 1));
}

/** As shells' prompts end, the usual ones: a sign and a blank. What a program of its own asks with ends otherwise. */
export function isPrompt(line: string): boolean {
  const seen = stripVTControlCharacters(line);
  return /[$#%❯]\s?$/.test(seen.slice(seen.lastIndexOf('\r') + 1));
}
