import { isAmong } from './patterns.js';
import { type PublicKey, typeOf } from './public-key.js';

/** sshd's settings as `sshd -T` prints them: by names in small letters, one value for each line. */
export type Settings = ReadonlyMap<string, readonly string[]>;

const firstOf = (settings: Settings, name: string): string => settings.get(name)?.[0] ?? '';

/** Whether a list of users or groups names one of these, from wherever; USER@HOST may. */
const names = (listed: readonly string[], who: readonly string[]): boolean =>
  listed.some((pattern) => who.some((each) => isAmong(each, [pattern.replace(/@.*/, '')])));

/** A list that is printed as a line for each of its members, or as one line. */
const listOf = (settings: Settings, name: string): string[] =>
  (settings.get(name) ?? []).flatMap((value) => value.split(/\s+/)).filter(Boolean);

/**
 * The setting by which sshd keeps root's keys out, as sshd -T prints it; undefined if none does.
 * @param groups that root is in
 */
export function refusal(settings: Settings, groups: readonly string[]): string | undefined {
  const told = (name: string): string => `${name} ${listOf(settings, name).join(' ')}`;
  if (/^(no|forced-commands-only)$/.test(firstOf(settings, 'permitrootlogin')))
    return told('permitrootlogin');
  if (firstOf(settings, 'pubkeyauthentication') === 'no') return told('pubkeyauthentication');
  const ways = listOf(settings, 'authenticationmethods');
  if (ways.length > 0 && !ways.some((way) => way === 'any' || way === 'publickey')) {
    return told('authenticationmethods');
  }
  const denied = listOf(settings, 'denyusers').filter((pattern) => !pattern.includes('@'));
  if (names(denied, ['root'])) return told('denyusers');
  const allowed = listOf(settings, 'allowusers');
  if (allowed.length > 0 && !names(allowed, ['root'])) return told('allowusers');
  if (names(listOf(settings, 'denygroups'), groups)) return told('denygroups');
  const groupsAllowed = listOf(settings, 'allowgroups');
  if (groupsAllowed.length > 0 && !names(groupsAllowed, groups)) return told('allowgroups');
  const files = listOf(settings, 'authorizedkeysfile');
  // ssh-copy-id puts keys there and nowhere else.
  const usual = files.length === 0 || files.some((file) => /^(%h\/)?\.ssh\/authorized_keys$/.test(file));
  return usual ? undefined : told('authorizedkeysfile');
}

/** Where sshd listens, if that is not at port 22 of an address, as sshd -T prints it. */
export function listensElsewhere(settings: Settings, address: string): string | undefined {
  const at = settings.get('listenaddress') ?? [];
  const reached = at.some((each) => [`0.0.0.0:22`, `[::]:22`, `${address}:22`].includes(each));
  return at.length === 0 || reached ? undefined : `listenaddress ${at[0]}`;
}

/** Whether root may log in with a password, and so whether ssh-copy-id gets in. */
export function takesPasswords(settings: Settings): boolean {
  const asked = ['kbdinteractiveauthentication', 'challengeresponseauthentication'].some(
    (name) => firstOf(settings, name) === 'yes',
  );
  const byPam = asked && firstOf(settings, 'usepam') === 'yes';
  const byPassword = firstOf(settings, 'passwordauthentication') === 'yes';
  return firstOf(settings, 'permitrootlogin') === 'yes' && (byPassword || byPam);
}

/** Whether keys may lie where none of the files in authorizedkeysfile is. */
export function asksElsewhere(settings: Settings): boolean {
  return ['authorizedkeyscommand', 'trustedusercakeys'].some(
    (name) => !['', 'none'].includes(firstOf(settings, name)),
  );
}

/** Whether sshd takes keys of this one's type at all. OpenSSH 6.6 says nothing about it and takes each. */
export function takesKey(settings: Settings, key: PublicKey): boolean {
  const types = [
    ...(settings.get('pubkeyacceptedkeytypes') ?? []),
    ...(settings.get('pubkeyacceptedalgorithms') ?? []),
  ];
  if (types.length === 0) return true;
  const accepted = types.join(',').split(',');
  const type = typeOf(key);
  return (
    accepted.includes(type) || (type === 'ssh-rsa' && accepted.some((each) => /^rsa-sha2-\d+$/.test(each)))
  );
}

/**
 * The order in which ssh would like a host's keys: that of its version, which is taken to be sshd's. With 8.5 ed25519 came
 * to the front, and keys of addresses are no longer compared; that version has pubkeyacceptedalgorithms.
 */
export function versionOf(settings: Settings): {
  readonly keyTypes: readonly string[];
  readonly checksAddresses: boolean;
} {
  const ecdsa = ['256', '384', '521'].map((bits) => `ecdsa-sha2-nistp${bits}`);
  const recent = settings.has('pubkeyacceptedalgorithms');
  return {
    keyTypes: [...(recent ? ['ssh-ed25519', ...ecdsa] : [...ecdsa, 'ssh-ed25519']), 'ssh-rsa', 'ssh-dss'],
    checksAddresses: !recent && settings.size > 0,
  };
}
