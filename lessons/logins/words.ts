import { say } from '../../messages/index.js';
import type { Obstacle } from './obstacle.js';

/** What an obstacle is called in the user's language. @param nodes their names @param which see Obstacle */
export const words: Readonly<Record<Obstacle['kind'], (nodes: string, which: string) => string>> = {
  sshd: () => say('check.logins.sshd'),
  blocked: () => say('check.logins.blocked'),
  settings: (_, which) => say('check.logins.settings', { which }),
  outdated: () => say('check.logins.outdated'),
  modes: (_, which) => say('check.logins.modes', { which }),
  owner: (_, which) => say('check.logins.owner', { which }),
  none: () => say('check.logins.none'),
  private: (_, which) => say('check.logins.private', { which }),
  passphrase: (_, which) => say('check.logins.passphrase', { which }),
  public: (_, which) => say('check.logins.public', { which }),
  changed: (nodes) => say('check.logins.changed', { which: nodes }),
  'changed-file': (nodes) => say('check.logins.changed', { which: nodes }),
  address: (_, which) => say('check.logins.changed', { which }),
  give: (nodes) => say('check.logins.give', { nodes }),
  copy: (nodes) => say('check.logins.copy', { nodes }),
  'copy-file': (nodes) => say('check.logins.copy', { nodes }),
  confirm: (nodes) => say('check.logins.confirm', { nodes }),
  // ssh's own words.
  other: (nodes, which) => `${nodes}: ${which}`,
};
