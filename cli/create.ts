import { join, relative } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { ArtifactEvent } from '../artifacts/types.js';
import { LabError } from '../messages/errors.js';
import { listed, say, textOf } from '../messages/index.js';
import type { LabEvent } from '../model/events.js';
import { areGiven } from '../model/hosts.js';
import type { Lab } from '../model/lab.js';
import { specFileName } from '../model/spec.js';
import { reaches } from '../model/stages.js';
import { softwareOf } from '../software/index.js';
import { quotedPath } from '../system/quoted.js';
import { type CreateInput, type CreateResult, create } from '../verbs/create.js';
import { guideFileOf } from '../verbs/guide-files.js';
import { fieldsOf, specFileOf } from './fields.js';
import type { Output } from './output.js';
import { program } from './program.js';
import { isOn, type Run, type Session, type Typed } from './run.js';

/** Where a lab goes unless it is said. */
export const usualDirectory = 'zk-lab';

/** Makes a lab and shows the downloads, if there are any. */
async function createShown(input: CreateInput, { signal, output }: Session): Promise<CreateResult> {
  let progress: { emit(event: LabEvent): void; end(failed: boolean): void } | undefined;
  let loading: Promise<void> | undefined;
  let failed = true;
  // With a warm cache nothing happens that needs showing, and what would show it is not loaded.
  const onEvent = (artifact: ArtifactEvent): void => {
    const event = { type: 'artifact', artifact } as const;
    progress?.emit(event);
    loading ??= import('./progress.js').then(({ startProgress }) => {
      progress = startProgress(output);
      progress.emit(event);
    });
  };
  try {
    const result = await create(input, { signal, progress: onEvent });
    failed = false;
    return result;
  } finally {
    await loading;
    progress?.end(failed);
  }
}

function nodesText({ nodes, quorum }: Lab): string {
  const count = nodes.length;
  if (count === 1) return say('create.nodes.one');
  const observers = count - quorum.voters;
  return observers === 0
    ? say('create.nodes.many', { count })
    : say('create.nodes.observers', { count, observers });
}

/** Whether all of the lab is as was asked for: an edited zk-lab.yaml that is kept may say the same in other words. */
async function isAsTold({ dir, spec }: Lab, kept: readonly string[]): Promise<boolean> {
  if (kept.length === 0) return true;
  if (kept.some((file) => file !== specFileName)) return false;
  const { openLab } = await import('../model/lab.js');
  try {
    return isDeepStrictEqual(openLab(dir).spec, spec);
  } catch (error) {
    if (error instanceof LabError) return false;
    throw error;
  }
}

/** What `create` says when the lab is there. */
async function tell(
  { lab, kept, warnings, artifacts }: CreateResult,
  fetched: boolean,
  output: Output,
): Promise<void> {
  const { spec, dir } = lab;
  const { bold, yellow, green, dim } = output.colors;
  const directory = relative(process.cwd(), dir) || '.';
  for (const warning of warnings) output.note(`${output.noteColors.yellow('!')} ${textOf(warning)}`);
  // The user's own tarball may be of another release than the one that was named.
  const software = softwareOf(lab).map(({ name, title }) => {
    const version = artifacts.find(({ kind }) => kind === name)?.version ?? spec[name];
    return `${title} ${version}`;
  });
  const mark = (await isAsTold(lab, kept)) ? green('✔') : yellow('!');
  output.print(
    `${mark} ${say('create.done', {
      directory,
      nodes: nodesText(lab),
      software: listed(software),
      system: areGiven(lab) ? say('create.hosts') : lab.system.title,
    })}`,
  );
  for (const file of kept) output.print(`${yellow('!')} ${say('create.kept', { file })}`);
  const absent = softwareOf(lab).filter(({ name }) => !artifacts.some(({ kind }) => kind === name));
  if (!fetched && absent.length > 0) {
    const what = absent.map(({ name, title }) => `${title} ${spec[name]}`);
    const [dir, file] = [quotedPath(directory), quotedPath(join(directory, specFileName))];
    const command = `${program()} create ${dir} --force --spec ${file}`;
    output.print(`${yellow('!')} ${say('create.absent', { what: listed(what), command })}`);
  }
  const steps = [
    ...(directory === '.' ? [] : [[`cd ${quotedPath(directory)}`, '']]),
    ...(areGiven(lab) ? [[`${program()} up --dry-run`, say('create.next.look')]] : []),
    [`${program()} up`, say('create.next.up')],
    ...(areGiven(lab)
      ? []
      : [
          ['docker compose up -d --wait', say('create.next.compose')],
          ['vagrant up', say('create.next.vagrant')],
        ]),
    ...(spec.lesson === undefined
      ? []
      : [[`${program()} guide`, say('create.next.guide', { file: guideFileOf(lab) })]]),
    ...(reaches(spec.until, 'cluster') && spec.lesson === undefined
      ? []
      : [[`${program()} check`, say('create.next.check')]]),
  ] as const;
  output.print(`\n${say('create.next')}`);
  for (const [command = '', meaning = ''] of steps) {
    output.print(meaning ? `  ${bold(command.padEnd(28))} ${dim(meaning)}` : `  ${bold(command)}`);
  }
  output.print(say('create.next.readme'));
}

function asJson(result: CreateResult, dryRun: boolean): object {
  const { lab, files, written, kept, warnings, artifacts } = result;
  return {
    lab: lab.spec.name,
    directory: lab.dir,
    spec: lab.spec,
    nodes: lab.nodes.map(({ id, name, address, role, clientPort, sshPort }) => {
      return { id, name, ip: address, role, clientPort, sshPort };
    }),
    ...(dryRun ? { planned: files.map(({ path }) => path) } : { written }),
    kept,
    warnings: warnings.map(textOf),
    artifacts,
  };
}

/** What `create` was asked for, from what was typed. */
async function inputOf(typed: Typed): Promise<CreateInput> {
  const specFile = await specFileOf(typed);
  return {
    ...(specFile && { specFile }),
    directory: typed.words[0] ?? usualDirectory,
    typed: await fieldsOf(typed),
    fetch: typed.values.fetch !== false,
    force: isOn(typed, 'force'),
    dryRun: isOn(typed, 'dryRun'),
  };
}

export const run: Run = async (typed, session) => {
  const input = await inputOf(typed);
  const { output } = session;
  const result = await createShown(input, session);
  if (isOn(typed, 'json')) output.json(asJson(result, input.dryRun));
  else if (input.dryRun) {
    for (const warning of result.warnings) output.note(`! ${textOf(warning)}`);
    output.print(say('create.planned', { count: result.files.length, directory: result.lab.dir }));
    for (const { path } of result.files) output.print(`  ${path}`);
  } else await tell(result, input.fetch, output);
  return 0;
};
