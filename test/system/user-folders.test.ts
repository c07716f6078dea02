import { userInfo } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { cacheFolder, stateFolder } from '../../system/user-folders.js';
import { describeUnless } from '../needs.js';

const whyNot = process.platform === 'linux' ? undefined : 'other systems have other folders';

describeUnless(whyNot, 'the folders of a user on Linux', () => {
  test('are XDG’s, by default below the home folder', () => {
    expect(cacheFolder({ HOME: '/home/li' })).toBe('/home/li/.cache/zk-lab');
    expect(stateFolder({ HOME: '/home/li' })).toBe('/home/li/.local/state/zk-lab');
    expect(cacheFolder({})).toBe(join(userInfo().homedir, '.cache/zk-lab'));
  });

  test('are where XDG’s variables say, unless that is relative', () => {
    const env = { HOME: '/home/li', XDG_CACHE_HOME: '/big/cache', XDG_STATE_HOME: '/big/state' };
    expect(cacheFolder(env)).toBe('/big/cache/zk-lab');
    expect(stateFolder(env)).toBe('/big/state/zk-lab');
    const relative = { HOME: '/home/li', XDG_CACHE_HOME: 'cache', XDG_STATE_HOME: './state' };
    expect(cacheFolder(relative)).toBe('/home/li/.cache/zk-lab');
    expect(stateFolder(relative)).toBe('/home/li/.local/state/zk-lab');
  });

  test('of the cache is what ZK_LAB_CACHE names, before all others', () => {
    expect(cacheFolder({ HOME: '/home/li', XDG_CACHE_HOME: '/big', ZK_LAB_CACHE: 'mine' })).toBe(
      resolve('mine'),
    );
  });
});
