import { UsageError } from '../messages/errors.js';
import { listed, say } from '../messages/index.js';
import type { Context } from '../model/events.js';
import { type Lab, openLab } from '../model/lab.js';
import { isThere, type RegisteredLab, registeredLabs } from '../model/registry.js';
import { destroy, destroyable } from '../verbs/destroy.js';
import { remnantsOf, removeRemnants } from '../verbs/remnants.js';
import { confirmed } from './confirm.js';
import { labOf, providerOf } from './lab.js';
import { withProgress } from './progress.js';
import { isOn, type Run, type Typed } from './run.js';

/** Something to remove: a lab, or what is left of one. */
interface Target {
  readonly name: string;
  /** The lab's folder, which stays; undefined where it is gone. */
  readonly dir: string | undefined;
  /** The providers that hold something of it, and what to add where some could not be asked. */
  held(): Promise<{ readonly providers: readonly string[]; readonly unasked: string }>;
  remove(context: Context): Promise<unknown>;
}

const wholeLab = (lab: Lab, provider: ReturnType<typeof providerOf>): Target => ({
  name: lab.spec.name,
  dir: lab.dir,
  held: () => destroyable(lab, { provider }),
  remove: (context) => destroy(lab, { provider }, context),
});

const leftOf = (known: RegisteredLab): Target => ({
  name: known.name,
  dir: undefined,
  held: async () => ({
    providers: (await remnantsOf(known)).map(({ provider }) => provider.name),
    unasked: '',
  }),
  remove: (context) => removeRemnants(known, context),
});

/** The lab of a name: first one whose folder is gone and of which something is left, since that is known by its name alone. */
async function labCalled(name: string): Promise<RegisteredLab | undefined> {
  const known = registeredLabs().filter((lab) => lab.name === name);
  if (known.length === 1) return known[0];
  for (const gone of known.filter((lab) => !isThere(lab)))
    if ((await remnantsOf(gone)).length > 0) return gone;
  return known.find(isThere) ?? known[0];
}

/** What is meant: the lab of that name on this machine, or the one here. @throws UsageError lab.no-name */
async function targetOf(typed: Typed): Promise<Target> {
  const [name] = typed.words;
  const provider = providerOf(typed);
  if (name === undefined) return wholeLab(labOf(typed), provider);
  const known = await labCalled(name);
  if (!known) throw new UsageError('lab.no-name', { name });
  return isThere(known) ? wholeLab(openLab(known.dir), provider) : leftOf(known);
}

export const run: Run = async (typed, session) => {
  const { signal, output } = session;
  const target = await targetOf(typed);
  const { name, dir } = target;
  const { providers, unasked } = await target.held();
  const what = listed(providers);
  if (what === '') {
    output.print(say('destroy.nothing', { name, unasked }));
    return 0;
  }
  if (!isOn(typed, 'yes') && !(await confirmed(say('destroy.ask', { what, name }), signal))) {
    output.note(say('destroy.refused'));
    return 1;
  }
  await withProgress(session, (context) => target.remove(context));
  output.print(
    dir === undefined
      ? say('destroy.done.gone', { provider: what, name })
      : say('destroy.done', { provider: what, name, directory: dir }),
  );
  return 0;
};
