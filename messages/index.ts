/**
 * Every sentence that a user reads, by key, in the user's language.
 * English is the reference: a key that another language lacks does not compile (see zh/index.ts).
 */
import { en } from './en/index.js';

type Catalogue = typeof en;
export type MessageKey = keyof Catalogue;

/** The names in braces in a text: 'no {a} in {b}' has 'a' | 'b'. */
type Placeholder<S> = S extends `${string}{${infer P}}${infer Rest}` ? P | Placeholder<Rest> : never;
export type MessageParams<K extends MessageKey> = Record<Placeholder<Catalogue[K]>, string | number>;
export type MessageArgs<K extends MessageKey> = [Placeholder<Catalogue[K]>] extends [never]
  ? []
  : [params: MessageParams<K>];

export type Language = 'en' | 'zh';

let texts: Record<MessageKey, string> = en;

/** The language that POSIX's locale variables ask for, in their order of precedence; English unless Chinese. */
export function languageOf(env: NodeJS.ProcessEnv): Language {
  const locale = env.LC_ALL || env.LC_MESSAGES || env.LANG || '';
  return /^zh([_.@-]|$)/i.test(locale) ? 'zh' : 'en';
}

/** Loads a language; until then texts are English. Chinese is imported only when asked for. */
export async function useLanguage(language: Language): Promise<void> {
  texts = language === 'zh' ? (await import('./zh/index.js')).zh : en;
}

/** The text of a key with its {placeholders} filled in. */
export function say<K extends MessageKey>(key: K, ...args: MessageArgs<K>): string {
  const params: Record<string, string | number> = args[0] ?? {};
  return texts[key].replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole));
}
