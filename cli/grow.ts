import { say } from '../messages/index.js';
import { namesOf } from '../model/lab.js';
import { grow } from '../verbs/grow.js';
import { wordsOf } from './fields.js';
import { labOf, providerOf } from './lab.js';
import { changed, sizeTyped } from './members.js';
import { type Run, textOf } from './run.js';

export const run: Run = (typed, session) => {
  const { voters, observers } = sizeTyped(typed, 'grow');
  const before = labOf(typed);
  const hosts = wordsOf(textOf(typed, 'joiningHosts') ?? '');
  return changed(typed, session, async (context) => {
    const options = { provider: providerOf(typed), observers, hosts };
    const { lab, status } = await grow(before, voters, options, context);
    return { status, done: say('grow.done', { nodes: namesOf(lab.nodes) }) };
  });
};
