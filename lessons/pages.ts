/**
 * Pages of the guide: Markdown in which placeholders stand. What is typed stands in fences that say where:
 *
 *     ```sh node1      on that node, as root, in a login shell
 *     ```sh each       on every node
 *     ```sh leader     on the node whose server leads when one comes to that
 *     ```sh follower   on the first node whose server follows then
 *     ```sh host       on the user's own machine, in the lab's folder
 *
 * Other fences are for the eye alone.
 */
import { filledPage } from './placeholders.js';

/** Where something is typed: on a node by its name, on every node, on one by the part it plays, or on the user's own machine. */
export type Place = string;
/** Every node; the one that leads; the first that follows; the user's own machine. */
export const onEach = 'each';
export const onLeader = 'leader';
export const onFollower = 'follower';
export const onHost = 'host';

/** Commands of a page, and where they are typed. */
export interface Typed {
  readonly place: Place;
  /** As they stand: lines of shell. */
  readonly commands: string;
}

/** A part of a page: text, or what is typed. Texts are Markdown, with the fences that are for the eye. */
export type Part = { readonly markdown: string; readonly unended?: Place } | Typed;

const opening = /^```sh[ \t]+(\S.*?)[ \t]*$/;
const closing = /^```[ \t]*$/;
const value = /\{\{\s*(\w+)\s*\}\}/g;

/** A page in which what stands in typed lines is named as bash needs it: {{x}} becomes {{sh.x}}. */
function withWords(template: string): string {
  let typed = false;
  const lines = template.split('\n').map((line) => {
    if (typed ? closing.test(line) : opening.test(line)) {
      typed = !typed;
      return line;
    }
    return typed ? line.replace(value, '{{sh.$1}}') : line;
  });
  return lines.join('\n');
}

/** The parts of a page, in their order. */
function partsOf(page: string): Part[] {
  const parts: Part[] = [];
  let lines: string[] = [];
  let place: string | undefined;
  const text = (): void => {
    const markdown = lines.join('\n').trim();
    if (markdown !== '' || place !== undefined) {
      parts.push({ markdown, ...(place !== undefined && { unended: place }) });
    }
    lines = [];
  };
  for (const line of page.split('\n')) {
    const begun = place === undefined ? opening.exec(line)?.[1] : undefined;
    if (begun !== undefined) {
      text();
      place = begun;
    } else if (place !== undefined && closing.test(line)) {
      parts.push({ place, commands: lines.join('\n') });
      place = undefined;
      lines = [];
    } else lines.push(line);
  }
  text();
  return parts;
}

/** What a page has one type in a lab, in its order. @param values of pageValues */
export function typedOn(template: string, values: object): Typed[] {
  return partsOf(filledPage(withWords(template), values)).filter((part) => 'place' in part);
}

/** Where something is to be typed behind which no fence ends, so that all of it is text; undefined where there is no such place. */
export function unendedIn(template: string): Place | undefined {
  const last = partsOf(template).at(-1);
  return last && 'markdown' in last && last.unended !== undefined ? last.unended : undefined;
}

/** A line of a page that is typed, or that says where: what it says, and its number. */
export interface TypedLine {
  /** The place, where it says that; else what is typed there. */
  readonly place?: Place;
  readonly text: string;
  readonly line: number;
}

/** What a page has one type, line by line, behind each opening fence. */
export function typedLinesIn(template: string): TypedLine[] {
  let place: Place | undefined;
  return template.split('\n').flatMap((text, index) => {
    const line = index + 1;
    if (place === undefined) {
      place = opening.exec(text)?.[1];
      return place === undefined ? [] : [{ place, text: `\`\`\`sh ${place}`, line }];
    }
    if (!closing.test(text)) return [{ text, line }];
    place = undefined;
    return [];
  });
}

/** What a page has one type, placeholders still in it. */
export function typedIn(template: string): Typed[] {
  return partsOf(template).filter((part) => 'place' in part);
}

/** What stands above typed lines where the place is another than before; placeholders may stand in it. @param place as on the page */
export type Caption = (place: Place) => string;

/** A page to be read, placeholders still in it: before each change of place it is said where that is. */
export function readable(template: string, caption: Caption): string {
  let place: Place | undefined;
  const pieces = partsOf(withWords(template.trim())).map((part) => {
    if ('markdown' in part) return part.markdown;
    const said = part.place === place ? '' : `${caption(part.place)}\n\n`;
    place = part.place;
    return `${said}\`\`\`sh\n${part.commands}\n\`\`\``;
  });
  return pieces.join('\n\n');
}
