/** The page's sentences, in the language of whoever started it; before that is known, in the browser's. */
import { page as en } from '../../messages/en/page.js';
import { page as zh } from '../../messages/zh/page.js';

export type PageKey = keyof typeof en;

const languages: Readonly<Record<'en' | 'zh-CN', Readonly<Record<PageKey, string>>>> = { en, 'zh-CN': zh };
let texts: Readonly<Record<PageKey, string>> = en;

export function speak(language: keyof typeof languages): void {
  texts = languages[language];
  document.documentElement.lang = language;
}

speak(/^zh/i.test(navigator.language) ? 'zh-CN' : 'en');

/** A sentence with its placeholders filled in. */
export function t(key: PageKey, params: Readonly<Record<string, string | number>> = {}): string {
  return texts[key].replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole));
}
