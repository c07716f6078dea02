/** Doing a learner's steps for them, as the guide says, each command told before it is run. */
import { delimiter, dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Typed } from '../lessons/pages.js';
import { onEach, onFollower, onHost, onLeader } from '../lessons/pages.js';
import { LabError } from '../messages/errors.js';
import { sentence } from '../messages/index.js';
import type { Context } from '../model/events.js';
import { type Lab, nodeNamed } from '../model/lab.js';
import type { NodeHandle, Provider } from '../providers/contract.js';
import { lastLines } from '../system/last-lines.js';
import { start, statusOf } from '../system/run.js';
import { check, type StepCheck } from './check.js';
import type { VerbOptions } from './context.js';
import { requireProvider } from './holder.js';
import { firstThat } from './leader.js';
import { lessonOf } from './lesson.js';
import { stepNamed } from './step-named.js';
import { assertTrusted } from './trust.js';
import { typedStep } from './typed-step.js';

/** What `solve` may be told. */
export interface SolveOptions extends VerbOptions {
  /** The last step to do, by its id or number; all of them if absent. */
  readonly to?: string | undefined;
  /** Whether nodes were made anew, so that what was done on them before is to be done again; no question ends it then. */
  readonly anew?: boolean;
}

/** What `solve` did. */
export interface Solved {
  /** Ids of the steps that it did, in their order. */
  readonly solved: readonly string[];
  /** Id of a question that it left to the learner, because nobody else can answer it. */
  readonly asked: string | null;
}

/**
 * Types what its first argument says, in the shell that a learner has on the node: a login shell at home; on a machine that
 * is the user's own one where that of `zk-lab exec NODE bash` starts, with the lab's Java before the machine's, which a profile
 * would put the other way round. ssh has its questions answered: yes to a host key, and the password that root has on nodes
 * whose keys are the learner's to make (provision/os.sh).
 */
const inShell = (machine: Provider['capabilities']['machine']): string => `answers=$(mktemp -d) || exit
printf '#!/bin/sh\\ncase $1 in *yes/no*) echo yes ;; *) echo vagrant ;; esac\\n' >"$answers/ssh"
chmod 700 "$answers/ssh"
export DISPLAY=:0 SSH_ASKPASS="$answers/ssh" SSH_ASKPASS_REQUIRE=force
${machine === 'own' ? 'cd\nbash -l' : 'bash'} -c "$1" </dev/null
status=$?
rm -rf "$answers"
exit "$status"`;

/** Milliseconds that what was typed has to come true: a server that was started serves seconds later. */
const patience = 15_000;
const lookEvery = 500;

/** Runs commands and tells what they print. @returns their exit status, and all that they printed */
type Running = (commands: string) => Promise<{ readonly status: number; readonly said: string }>;

/** Tells what is printed line by line, in whatever pieces it comes; what has no line end is told by `end`. */
function lineByLine(emit: Context['emit']): { hear(chunk: string): void; end(): void } {
  let rest = '';
  const tell = (line: string): void => {
    if (line.trim() !== '') emit({ type: 'output', line });
  };
  return {
    hear(chunk) {
      const lines = `${rest}${chunk}`.split('\n');
      rest = lines.pop() ?? '';
      lines.forEach(tell);
    },
    end: () => tell(rest),
  };
}

function onNode({ exec }: NodeHandle, shell: string, { emit, signal }: Context): Running {
  return async (commands) => {
    let said = '';
    const [stdout, stderr] = [lineByLine(emit), lineByLine(emit)];
    const hearing =
      ({ hear }: typeof stdout) =>
      (chunk: string): void => {
        said += chunk;
        hear(chunk);
      };
    const status = await exec(['bash', '-c', shell, 'bash', commands], {
      interactive: false,
      signal,
      onStdout: hearing(stdout),
      onStderr: hearing(stderr),
    });
    stdout.end();
    stderr.end();
    return { status, said };
  };
}

/** On the user's own machine, in the lab's folder, where this very zk-lab is what is typed so. */
function onThisMachine({ dir }: Lab, { emit, signal }: Context): Running {
  const [node, command] = [process.execPath, process.argv[1] ?? ''];
  return async (commands) => {
    const script = `zk-lab() { "$ZK_LAB_NODE" "$ZK_LAB_COMMAND" "$@"; }\n${commands}`;
    const { child } = await start('bash', ['-c', script], {
      cwd: dir,
      cancelSignal: signal,
      stdin: 'ignore',
      all: true,
      env: {
        PATH: `${process.env.PATH ?? ''}${delimiter}${dirname(node)}`,
        ZK_LAB_NODE: node,
        ZK_LAB_COMMAND: command,
      },
    });
    const result = await child;
    const said = String(result.all ?? '');
    for (const line of said.split('\n')) if (line.trim() !== '') emit({ type: 'output', line });
    return { status: statusOf(result), said };
  };
}

/** Everywhere that something is typed, by name. @throws LabError solve.no-leader, solve.no-follower, lesson.untrusted */
async function runningAt(
  lab: Lab,
  provider: Provider,
  place: string,
  context: Context,
): Promise<readonly Running[]> {
  if (place === onHost) {
    assertTrusted(lab, 'host');
    return [onThisMachine(lab, context)];
  }
  assertTrusted(lab, provider);
  const shell = inShell(provider.capabilities.machine);
  if (place === onLeader || place === onFollower) {
    return [onNode(await firstThat(place, lab, provider, context.signal), shell, context)];
  }
  const nodes = place === onEach ? lab.nodes : [nodeNamed(lab, place)];
  return nodes.map((node) => onNode(provider.node(lab, node), shell, context));
}

/** Types what one step takes. @param step with its solution @returns what its last commands printed */
export async function type(lab: Lab, provider: Provider, step: StepCheck, context: Context): Promise<string> {
  context.emit({ type: 'step', title: sentence('said', { text: step.title }) });
  let said = '';
  for (const { place, commands } of step.solution ?? ([] as readonly Typed[])) {
    context.emit({ type: 'typed', place, commands });
    for (const run of await runningAt(lab, provider, place, context)) {
      context.signal.throwIfAborted();
      ({ said } = await run(commands));
    }
  }
  return said;
}

/** Types what one step takes, and looks whether it is done then. @returns how all steps are @throws LabError solve.failed */
async function solveStep(
  lab: Lab,
  provider: Provider,
  step: StepCheck,
  options: VerbOptions,
  context: Context,
): Promise<readonly StepCheck[]> {
  const said = await type(lab, provider, step, context);
  const deadline = Date.now() + patience;
  // It is told once that nodes are looked at, however often that is.
  for (let told: Context = context; ; told = { ...context, emit: () => {} }) {
    const { checks } = await check(lab, { provider: options.provider, solutions: true }, told);
    if (checks.find(({ id }) => id === step.id)?.passed) return checks;
    if (Date.now() > deadline) break;
    await pause(lookEvery, undefined, { signal: context.signal });
  }
  throw new LabError('solve.failed', { title: step.title, id: step.id, said: lastLines(said, 8) });
}

/**
 * Whether nothing is left to do of a step. What no stage builds may be undone by later steps, which stop servers and break
 * things: it counts as done once it was. What a stage builds has to be there.
 */
function isDone({ passed, question, stage, since }: StepCheck, anew: boolean): boolean {
  if (passed) return true;
  return since !== null && (question !== null || (stage === null && !anew));
}

/**
 * Does what remains of the steps, in their order, as the guide says. A step that is done already is not done again. At a
 * question it stops, when what the guide has one type there was typed: what is asked can be read from what that prints.
 * @throws UsageError lesson.no-step; LabError solve.failed where a step is not done then, lab.not-up
 */
export async function solve(lab: Lab, options: SolveOptions, context: Context): Promise<Solved> {
  if (options.to !== undefined) await typedStep(lab, options.to, options);
  const provider = await requireProvider(lab, options.provider);
  const quiet = { ...context, emit: () => {} };
  const { checks: first } = await check(lab, { provider: options.provider, solutions: true }, quiet);
  const last = options.to === undefined ? first.length - 1 : first.indexOf(stepNamed(first, options.to));
  const solved: string[] = [];
  let now: readonly StepCheck[] = first;
  const step = (id: string): StepCheck | undefined => now.find((each) => each.id === id);
  const steps = lessonOf(lab).steps;
  /** Does a step, and before it those that it waits for: done once, they are so no longer. */
  const doStep = async (wanted: StepCheck): Promise<void> => {
    const { needs = [], needsEverywhere = [] } = steps.find(({ id }) => id === wanted.id) ?? {};
    for (const need of wanted.passed === null ? [...needs, ...needsEverywhere] : []) {
      const before = step(need);
      if (before && !before.passed && before.question === null) await doStep(before);
    }
    now = await solveStep(lab, provider, step(wanted.id) ?? wanted, options, context);
    solved.push(wanted.id);
  };
  for (const { id } of first.slice(0, last + 1)) {
    const next = step(id);
    if (next === undefined || isDone(next, options.anew ?? false)) continue;
    if (next.question === null) {
      await doStep(next);
      continue;
    }
    await type(lab, provider, next, context);
    // What comes behind it in nodes that are made anew is there before the learner has answered.
    if (!options.anew) return { solved, asked: id };
    ({ checks: now } = await check(lab, { provider: options.provider, solutions: true }, quiet));
  }
  return { solved, asked: null };
}
