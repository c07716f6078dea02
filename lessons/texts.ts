import { type Language, spokenLanguage } from '../messages/index.js';
import type { Texts } from './lesson.js';

/** The tag under which content has the texts of each of our languages. */
const tags: Readonly<Record<Language, string>> = { en: 'en', zh: 'zh-CN' };

/** A text in the user's language, or in the lesson's first where it is not told in that. */
export function inUsersLanguage(texts: Texts, [first = 'en']: readonly string[]): string {
  return texts[tags[spokenLanguage()]] ?? texts[first] ?? '';
}
