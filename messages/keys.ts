import type { en } from './en/index.js';

type Catalogue = typeof en;
export type MessageKey = keyof Catalogue;

/** The names in braces in a text: 'no {a} in {b}' has 'a' | 'b'. Braces with blanks in them are the text's own. */
type Placeholder<S> = S extends `${string}{${infer P}}${infer Rest}`
  ? (P extends `${string} ${string}` ? never : P) | Placeholder<Rest>
  : never;
export type MessageParams<K extends MessageKey> = Record<Placeholder<Catalogue[K]>, string | number>;
export type MessageArgs<K extends MessageKey> = [Placeholder<Catalogue[K]>] extends [never]
  ? []
  : [params: MessageParams<K>];
