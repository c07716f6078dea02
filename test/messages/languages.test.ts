import { describe, expect, test } from 'vitest';
import { en } from '../../messages/en/index.js';
import { languageOf, type MessageKey, say, useLanguage } from '../../messages/index.js';
import { zh } from '../../messages/zh/index.js';

const placeholders = (text: string): string[] => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort();

describe('messages', () => {
  test('have the same keys in both languages', () => {
    expect(Object.keys(zh).sort()).toEqual(Object.keys(en).sort());
  });

  test.each(Object.keys(en) as MessageKey[])('%s has the same placeholders in both languages', (key) => {
    expect(placeholders(zh[key])).toEqual(placeholders(en[key]));
  });

  test('Chinese texts are in Chinese', () => {
    // A text that is all code or names may well be the same.
    const untranslated = (Object.keys(en) as MessageKey[]).filter(
      (key) => /\s/.test(en[key]) && !/\p{Script=Han}/u.test(zh[key]),
    );
    expect(
      untranslated
        .map((key) => [key, zh[key]])
        .filter(([, text]) => /[a-z]{3,} [a-z]{2,} [a-z]{3,}/.test(text ?? '')),
    ).toEqual([]);
  });

  test('follow the locale', async () => {
    expect(languageOf({ LANG: 'zh_CN.UTF-8' })).toBe('zh');
    expect(languageOf({ LANG: 'zh_CN.UTF-8', LC_ALL: 'C' })).toBe('en');
    expect(languageOf({ LANG: 'zha' })).toBe('en');
    await useLanguage('zh');
    expect(say('spec.nodes', { origin: '--nodes', value: '0' })).toContain('整数');
    await useLanguage('en');
    expect(say('spec.nodes', { origin: '--nodes', value: '0' })).toBe(
      '--nodes 0: give a whole number of voting members from 1 to 50, e.g. 3',
    );
  });
});
