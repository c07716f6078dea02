import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findMirror, mirrors } from '../../artifacts/mirrors.js';
import { UsageError } from '../../messages/errors.js';
import { boxAddressOn, boxFor, findSystem, systems, vaultsOf } from '../../model/systems.js';
import { plainName, wholeUrls } from '../software/looking.js';

const centos = findSystem('centos-7.3');

describe('a system', () => {
  it('is found by name', () => {
    expect(findSystem('CentOS-7.3')).toMatchObject({
      title: 'CentOS 7.3.1611',
      image: { name: 'centos:7.3.1611' },
    });
    expect(() => findSystem('centos-7')).toThrow('did you mean centos-7.3');
  });

  it('typed in whatever way is found or refused as wrong usage', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.webUrl()), (text) => {
        try {
          findSystem(text);
        } catch (error) {
          expect(error).toBeInstanceOf(UsageError);
        }
      }),
    );
  });

  it('has a name that needs no quoting', () => {
    for (const { name } of systems) expect(name).toMatch(plainName);
  });

  it('has a box for every provider, and its own for those that publish one', () => {
    expect(boxFor(centos, 'virtualbox')).toMatchObject({ name: 'centos/7', version: '1611.01' });
    expect(boxFor(centos, 'libvirt').file).toMatch(/LibVirt\.box$/);
    expect(boxFor(centos, 'vmware_desktop').name).toBe('bento/centos-7.3');
    expect(boxFor(centos, 'docker').name).toBe('bento/centos-7.3');
    for (const system of systems) expect(boxFor(system, 'anything').archs.length).toBeGreaterThan(0);
  });

  it('past its end of life has its packages in the vault', () => {
    expect(vaultsOf(centos, findMirror('tuna'))).toEqual([
      'http://mirrors.tuna.tsinghua.edu.cn/centos-vault/7.3.1611',
      'http://vault.centos.org/7.3.1611',
      'http://archive.kernel.org/centos-vault/7.3.1611',
    ]);
    expect(vaultsOf(findSystem('debian-12'), findMirror('tuna'))).toEqual([]);
    for (const { name } of [...mirrors, findMirror('http://own.example')]) {
      expect(vaultsOf(centos, findMirror(name))).toSatisfy(wholeUrls);
    }
  });
});

describe('a box on a mirror', () => {
  const box = boxFor(centos, 'virtualbox');

  it('keeps the path of its file', () => {
    expect(boxAddressOn(findMirror('ustc'), box)).toBe(
      `https://mirrors.ustc.edu.cn/centos-cloud/${box.file}`,
    );
    expect(boxAddressOn(findMirror('official'), box)).toBe(`https://cloud.centos.org/${box.file}`);
    expect(boxAddressOn(findMirror('http://own.example/'), box)).toBe(`http://own.example/${box.file}`);
  });

  it('is nowhere where the mirror keeps none, or it has no file of its own', () => {
    expect(boxAddressOn(findMirror('tuna'), box)).toBeUndefined();
    expect(boxAddressOn(findMirror('ustc'), boxFor(centos, 'parallels'))).toBeUndefined();
  });

  it('has a whole address wherever it has one', () => {
    const addresses = mirrors.flatMap((mirror) =>
      systems.flatMap(({ boxes }) => boxes.flatMap((each) => boxAddressOn(mirror, each) ?? [])),
    );
    expect(addresses).toSatisfy(wholeUrls);
  });
});
