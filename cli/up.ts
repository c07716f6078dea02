import { join, resolve } from 'node:path';
import { LabError, UsageError } from '../messages/errors.js';
import { asOption, say, sentence, textOf as sentenceText } from '../messages/index.js';
import { findLab, type Lab, nodesNamed, openLab } from '../model/lab.js';
import { archOf, resolve as resolveSpec } from '../model/resolve.js';
import type { PartialSpec } from '../model/spec.js';
import { specFileName } from '../model/spec.js';
import { reaches } from '../model/stages.js';
import type { ProviderName, Whereabouts } from '../providers/contract.js';
import { quoted, quotedPath } from '../system/quoted.js';
import { createForProvider } from '../verbs/create-for-provider.js';
import { planUp, type UpOptions, up } from '../verbs/up.js';
import { parseWhereabouts } from '../verbs/whereabouts.js';
import { isAbout } from './about-lab.js';
import { usualDirectory } from './create.js';
import { fieldsOf, specFileOf } from './fields.js';
import { labOf, providerOf } from './lab.js';
import { program } from './program.js';
import { withProgress } from './progress.js';
import { isOn, type Run, type Session, type Typed, textOf } from './run.js';
import { showStatus } from './status.js';
import { trusting } from './trusting.js';

/** @throws UsageError where.bad-context and the like */
function whereaboutsOf(typed: Typed): Whereabouts {
  const names = ['context', 'namespace', 'registry'] as const;
  return parseWhereabouts(Object.fromEntries(names.map((name) => [name, textOf(typed, name)])), asOption);
}

/** What `find` gives, or undefined where there is no lab. */
function ifThere(find: () => Lab): Lab | undefined {
  try {
    return find();
  } catch (error) {
    if (error instanceof LabError && ['lab.not-found', 'lab.none'].includes(error.code)) return undefined;
    throw error;
  }
}

/** The lab that is meant, if there is one: the one named, the one here, or the one in ./zk-lab. */
function knownLab(typed: Typed, directory: string): Lab | undefined {
  if (textOf(typed, 'lab') !== undefined) return labOf(typed);
  return ifThere(() => findLab(process.cwd())) ?? ifThere(() => openLab(directory));
}

/** @throws UsageError up.spec-of-old, up.other-size where options say how a lab should be that is there already */
function assertNothingTyped({ dir }: Lab, typed: Typed, fields: PartialSpec): void {
  const file = textOf(typed, 'spec');
  const [found] = Object.entries(fields);
  if (file === undefined && found === undefined) return;
  const [field, value] = found ?? [''];
  const option = file === undefined ? asOption(field) : '--spec';
  const spec = quotedPath(file ?? join(dir, specFileName));
  const again =
    file === undefined ? ` ${option} ${typeof value === 'object' ? '…' : quoted(String(value))}` : '';
  const command = `${program()} create ${quotedPath(dir)} --force --spec ${spec}${again}`;
  const ofSize = file === undefined && field === 'nodes';
  throw new UsageError(ofSize ? 'up.other-size' : 'up.spec-of-old', { option, directory: dir, command });
}

/** The lab that is meant; where there is none, one in ./zk-lab, made first. @throws UsageError up.spec-of-old */
async function labHereOrNew(
  typed: Typed,
  provider: ProviderName | undefined,
  where: Whereabouts,
  session: Session,
): Promise<Lab> {
  const directory = resolve(usualDirectory);
  const known = knownLab(typed, directory);
  const fields = await fieldsOf(typed);
  if (known) {
    assertNothingTyped(known, typed, fields);
    return known;
  }
  const wanted = { directory, typed: fields, specFile: await specFileOf(typed), provider, where };
  const { lab, note, warnings } = await withProgress(session, (context) =>
    createForProvider(wanted, context, async (spec) => {
      // A node that there will not be is told before anything is made; where none is named, `create` alone resolves.
      if (typed.words.length > 0)
        nodesNamed(resolveSpec({ ...spec, name: spec.name ?? 'lab' }, archOf(process.arch)), typed.words);
      context.emit({ type: 'step', title: sentence('up.created', { directory }) });
      return spec;
    }),
  );
  for (const each of [...(note === undefined ? [] : [note]), ...warnings])
    session.output.note(`! ${sentenceText(each)}`);
  return lab;
}

/** What `up` would do to machines that are somebody's; nothing is changed. */
async function showPlan(lab: Lab, options: UpOptions, typed: Typed, { output }: Session): Promise<number> {
  const { provider, plan } = await planUp(lab, options);
  if (isOn(typed, 'json')) output.json({ provider, plan: plan.map(sentenceText) });
  else if (plan.length === 0) output.print(say('up.nothing-planned', { provider }));
  else for (const each of plan) output.print(sentenceText(each));
  return 0;
}

export const run: Run = async (typed, session) => {
  const provider = providerOf(typed);
  const where = whereaboutsOf(typed);
  const lab = await labHereOrNew(typed, provider, where, session);
  isAbout(lab.dir);
  const options = { provider, nodes: typed.words, where };
  if (isOn(typed, 'dryUp')) return showPlan(lab, options, typed, session);
  const status = await withProgress(session, (context) =>
    trusting(lab, session, () => up(lab, options, context)),
  ).catch((error) => {
    throw session.signal.aborted ? new LabError('cli.interrupted.up') : error;
  });
  showStatus(status, isOn(typed, 'json'), session);
  const { until, lesson } = lab.spec;
  if (lesson !== undefined) {
    const { toldNext } = await import('./told-next.js');
    const next = await toldNext(lab, status.provider ?? undefined);
    if (next !== undefined) {
      session.output.note(next);
      return 0;
    }
  }
  // Whether ZooKeeper serves is then not for `up` to say.
  if (!reaches(until, 'cluster') && !status.quorum) session.output.note(say('up.left-to-you', { until }));
  return 0;
};
