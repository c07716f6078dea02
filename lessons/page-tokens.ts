import { hash } from 'node:crypto';
import Mustache from 'mustache';
import { filledIn, type GuidePhrases, guidePhrases } from '../messages/guide.js';
import { made } from '../system/package-files.js';
import { onEach, onFollower, onHost, onLeader, readable } from './pages.js';

/*
 * Pages of the guide, parsed. The build does that once for the labs that come with zk-lab (scripts/build/labs.mjs), because it takes
 * longer than the rest of a `create`.
 */

/** What Mustache makes of a template. */
export type Tokens = readonly unknown[];

/** What zk-lab itself says in a language; English where it does not speak it. */
export const phrasesIn = (language: string): GuidePhrases =>
  guidePhrases[language] ?? (guidePhrases.en as GuidePhrases);

/**
 * Where something is typed, in words. What stands around a node's name to be there, `login` says when the page is filled in, and
 * whose nodes are not machines of their own, is not root there.
 */
function captionIn(phrases: GuidePhrases) {
  const several = new Map([
    [onEach, phrases.onEach],
    [onLeader, phrases.onLeader],
    [onFollower, phrases.onFollower],
  ]);
  return (place: string): string => {
    if (place === onHost) return phrases.onHost;
    const some = several.get(place);
    const login = `{{login.before}}${some === undefined ? place : phrases.anyNode}{{login.after}}`;
    const said = filledIn(some ?? phrases.onNode, { node: place, login });
    return said.replace('{root}', '{{#ownMachines}}').replace('{/root}', '{{/ownMachines}}');
  };
}

/** By what pages that were parsed at build time are known. @public scripts/build/labs.mjs names them so */
export const pageName = (page: string): string => hash('sha256', page, 'base64').slice(0, 12);

/** A page as the build has parsed it; the index says which file has it, by its name. */
function parsedPage(page: string): Tokens | undefined {
  const name = pageName(page);
  const file = made<Record<string, string>>('pages/index.json')?.[name];
  return file === undefined ? undefined : made<Record<string, Tokens>>(`pages/${file}.json`)?.[name];
}

/**
 * A page for readers, as tokens: what is typed is named as bash needs it, and above it stands where.
 * @param page Markdown with placeholders @param language its language tag
 */
export function pageTokens(page: string, language: string): Tokens {
  return parsedPage(page) ?? Mustache.parse(readable(page, captionIn(phrasesIn(language))));
}
