import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addressesOf, addressesOn, findMirror, mirrors, type UrlTemplates } from '../../artifacts/mirrors.js';
import { UsageError } from '../../messages/errors.js';

const templates: UrlTemplates = {
  by: {
    official: ['https://publisher.example/{version}/{file}', 'https://archive.example/{file}'],
    tuna: ['https://tuna.example/{file}'],
    auto: ['https://publisher.example/{version}/{file}', 'https://tuna.example/{file}'],
  },
  own: ['{base}/{version}/{file}', '{base}/{file}'],
};
const values = { version: '1.2', file: 'a-1.2.tar.gz' };

describe('a mirror', () => {
  it.each(['auto', 'official', 'tuna', 'aliyun', 'huawei', 'ustc'])('%s is known', (name) => {
    expect(findMirror(name.toUpperCase())).toBe(mirrors.find((mirror) => mirror.name === name));
  });

  it('of the user’s own is named by its address, without the slashes at the end', () => {
    expect(findMirror(' http://files.example:8080/pub// ')).toMatchObject({
      name: 'http://files.example:8080/pub',
      base: 'http://files.example:8080/pub',
    });
  });

  it.each(['tunna', 'ftp://x', 'http://', '/srv/mirror', ''])('%j is none', (text) => {
    expect(() => findMirror(text)).toThrow(UsageError);
    expect(() => findMirror(text)).toThrow(/Known: auto, official, tuna/);
  });

  it('that is nearly one is named', () => {
    expect(() => findMirror('tunna')).toThrow('is not known; did you mean tuna? Known:');
    expect(() => findMirror('ftp://x')).toThrow('is not known. Known:');
  });

  it('typed in whatever way is found or refused as wrong usage', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.webUrl()), (text) => {
        try {
          findMirror(text);
        } catch (error) {
          expect(error).toBeInstanceOf(UsageError);
        }
      }),
    );
  });
});

describe('addresses', () => {
  it('are the mirror’s own, then the publisher’s', () => {
    expect(addressesOf(findMirror('tuna'), templates, values)).toEqual([
      'https://tuna.example/a-1.2.tar.gz',
      'https://publisher.example/1.2/a-1.2.tar.gz',
      'https://archive.example/a-1.2.tar.gz',
    ]);
  });

  it('come once each', () => {
    expect(addressesOf(findMirror('auto'), templates, values)).toEqual([
      'https://publisher.example/1.2/a-1.2.tar.gz',
      'https://tuna.example/a-1.2.tar.gz',
      'https://archive.example/a-1.2.tar.gz',
    ]);
  });

  it('of a mirror that keeps no such things are the publisher’s alone', () => {
    expect(addressesOn(findMirror('aliyun'), templates, values)).toBeUndefined();
    expect(addressesOf(findMirror('aliyun'), templates, values)).toEqual(
      addressesOf(findMirror('official'), templates, values),
    );
  });

  it('of a base address are laid out as the publisher does and as a plain folder, before the publisher’s', () => {
    expect(addressesOf(findMirror('https://own.example/'), templates, values)).toEqual([
      'https://own.example/1.2/a-1.2.tar.gz',
      'https://own.example/a-1.2.tar.gz',
      'https://publisher.example/1.2/a-1.2.tar.gz',
      'https://archive.example/a-1.2.tar.gz',
    ]);
  });
});
