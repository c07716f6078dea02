import type { LabNode } from '../../model/nodes.js';
import { type AuthorizedKey, authorizedKeyIn } from './authorized-keys.js';
import { keyAtStart, type PublicKey } from './public-key.js';
import type { Settings } from './settings.js';

/** A file of a private key that ssh may take. */
export interface Identity {
  readonly file: string;
  /** Its public half, made of it; undefined where that needs a passphrase, or cannot be made. */
  readonly key: PublicKey | undefined;
  /** What FILE.pub has; undefined where that is not there. */
  readonly written: PublicKey | undefined;
}

/** Whose a file is, and what may be done to it by whom. */
interface Modes {
  readonly owner: number;
  /** As chmod has it. */
  readonly mode: number;
}

/** What a node tells of its own side of logging in and being logged in on (`logins` in templates/probes/logins.sh). */
export interface Side {
  readonly node: LabNode;
  /** Where it really tried to log in: what ssh said where it was not let in, '' where it was. */
  readonly tried: ReadonlyMap<string, string>;
  /** Something listens to all who call on sshd's port. */
  readonly listens: boolean;
  readonly home: string;
  readonly config: readonly string[];
  readonly identities: readonly Identity[];
  /** The FILE.pub that ssh-copy-id takes if it is told none; '' if there is none. */
  readonly newest: string;
  readonly known: readonly { readonly file: string; readonly line: string }[];
  readonly authorized: readonly AuthorizedKey[];
  /** The folders and files on the way to the keys that it lets in, and those that it takes itself. */
  readonly modes: ReadonlyMap<string, Modes>;
  /** Files and folders of which sshd wants that nobody else may write them. */
  readonly guarded: readonly string[];
  readonly hostKeys: readonly PublicKey[];
  readonly settings: Settings;
  readonly groups: readonly string[];
  /** sshd's settings were changed since it read them. */
  readonly outdated: boolean;
}

/** The side of a node; undefined where it has told nothing. @param told its records, each a word and what belongs to it */
export function sideOf(node: LabNode, told: readonly (readonly string[])[]): Side | undefined {
  if (told.length === 0) return undefined;
  const of = (word: string) => told.filter(([first]) => first === word).map(([, ...rest]) => rest);
  const lines = (word: string) => of(word).map((rest) => rest.join(' '));
  const written = new Map(of('public').map(([file = '', ...line]) => [file, keyAtStart(line.join(' '))]));
  const settings = new Map<string, string[]>();
  for (const line of lines('sshd')) {
    const [, name = '', value = ''] = /^(\S+)\s*(.*)$/.exec(line) ?? [];
    settings.set(name, [...(settings.get(name) ?? []), value]);
  }
  return {
    node,
    tried: new Map(of('login').map(([name = '', words = '']) => [name, words])),
    listens: told.some(([word]) => word === 'door'),
    home: lines('home')[0] ?? '/root',
    config: lines('config'),
    identities: of('identity').map(([file = '', key = '']) => {
      return { file, key: keyAtStart(key), written: written.get(`${file}.pub`) };
    }),
    newest: lines('newest')[0] ?? '',
    known: of('known').map(([file = '', ...line]) => ({ file, line: line.join(' ') })),
    authorized: lines('authorized').flatMap((line) => authorizedKeyIn(line) ?? []),
    modes: new Map(
      of('mode').map(([mode = '', owner = '', file = '']) => [
        file,
        { mode: Number.parseInt(mode, 8), owner: Number(owner) },
      ]),
    ),
    guarded: lines('guarded'),
    hostKeys: lines('host-key').flatMap((line) => keyAtStart(line) ?? []),
    settings,
    groups: lines('groups').flatMap((line) => line.split(' ')),
    outdated: told.some(([word]) => word === 'outdated'),
  };
}
