import { type Language, spokenLanguage } from '../messages/index.js';
import type { Texts } from './lesson.js';

/** The tag under which content has the texts of each of our languages. */
const tags: Readonly<Record<Language, string>> = { en: 'en', zh: 'zh-CN' };

/** The user's language among a lesson's, or its first where it is not told in that. */
export function languageFor(languages: readonly string[]): string {
  const spoken = tags[spokenLanguage()];
  return languages.includes(spoken) ? spoken : (languages[0] ?? 'en');
}

/** A text in the user's language, or in the lesson's first where it is not told in that. */
export function inUsersLanguage(texts: Texts, languages: readonly string[]): string {
  return texts[languageFor(languages)] ?? '';
}
