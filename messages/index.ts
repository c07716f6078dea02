/**
 * Every sentence that a user reads, by key, in the user's language.
 * English is the reference: a key that another language lacks does not compile (see zh/index.ts).
 */
import { en } from './en/index.js';
import type { MessageArgs, MessageKey } from './keys.js';

export type { MessageArgs, MessageKey } from './keys.js';

export type Language = 'en' | 'zh';

let texts: Record<MessageKey, string> = en;
let spoken: Language = 'en';

/** The language that POSIX's locale variables ask for, in their order of precedence; English unless Chinese. */
export function languageOf(env: NodeJS.ProcessEnv): Language {
  const locale = env.LC_ALL || env.LC_MESSAGES || env.LANG || '';
  return /^zh([_.@-]|$)/i.test(locale) ? 'zh' : 'en';
}

/** Loads a language; until then texts are English. Chinese is imported only when asked for. */
export async function useLanguage(language: Language): Promise<void> {
  texts = language === 'zh' ? (await import('./zh/index.js')).zh : en;
  spoken = language;
}

/** The language that texts are in now. */
export function spokenLanguage(): Language {
  return spoken;
}

/** How a setting is written by whoever reads the messages, with a value for it if one is proposed. */
export type Spelling = (setting: string, value?: string) => string;

/** As it is typed on the command line: --jdk-archive, --jdk 17. What is to be typed in a shell is spelled so for all. */
export const asOption: Spelling = (setting, value) => {
  const option = `--${setting.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
  return value === undefined ? option : `${option} ${value}`;
};

/** Settings whose values are texts, even those that look like numbers. */
const namedByText = ['jdk', 'name'];

/** As programs write it: jdkArchive, nodes: 3, jdk: '17'. @internal */
export const asField: Spelling = (setting, value) => {
  if (value === undefined) return setting;
  const number = /^\d+$/.test(value) && !namedByText.includes(setting);
  return `${setting}: ${number ? value : `'${value}'`}`;
};

let spelling: Spelling = asField;

/** Chooses how settings are spelled in all texts from now on. */
export function useSpelling(chosen: Spelling): void {
  spelling = chosen;
}

/** A setting as the user would write it. */
export function spelled(setting: string, value?: string): string {
  return spelling(setting, value);
}

/**
 * The text of a key with its {placeholders} filled in, and settings, which stand in it as [[clientPort]] or
 * [[jdk {first}]], as the user would write them.
 */
export function say<K extends MessageKey>(key: K, ...args: MessageArgs<K>): string {
  return fillIn(key, args[0] ?? {});
}

function fillIn(key: MessageKey, params: Readonly<Record<string, string | number>>): string {
  const filled = (text: string) =>
    text.replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole));
  // Settings first and in the text itself: a value that the user typed may hold brackets of its own, or be empty.
  return texts[key].replace(
    /\[\[(\w+)(?: ([^\]]+))?\]\]|\{\w+\}/g,
    (found, setting?: string, value?: string) =>
      setting === undefined ? filled(found) : spelling(setting, value && filled(value)),
  );
}

/** Names and the like as a sentence lists them: node1, node2. */
export function listed(items: readonly (string | number)[]): string {
  return items.join(texts['told.between']);
}

/** A sentence that has not been said yet: who hears it decides when, and in which language. */
export interface Sentence {
  readonly key: MessageKey;
  readonly params: Readonly<Record<string, string | number>>;
}

/** A sentence for later. */
export function sentence<K extends MessageKey>(key: K, ...args: MessageArgs<K>): Sentence {
  return { key, params: args[0] ?? {} };
}

/** What a sentence says, in the language of now. */
export function textOf({ key, params }: Sentence): string {
  return fillIn(key, params);
}
