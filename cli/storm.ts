import { say } from '../messages/index.js';
import { parseDuration } from '../storm/duration.js';
import { parseKinds } from '../storm/kinds.js';
import { stormLines } from '../storm/picture/terminal.js';
import { seedOf } from '../storm/seed.js';
import { type StormResult, storm } from '../verbs/storm.js';
import { judgeFile } from '../verbs/storm-files.js';
import { labOf, providerOf } from './lab.js';
import type { Output } from './output.js';
import { withProgress } from './progress.js';
import { isOn, type Run, type Session, type Typed, textOf } from './run.js';
import { verdictLines } from './storm-lines.js';

/** As shells do: 128 and the number of SIGINT. */
const interruptedStatus = 130;
/** A seed that somebody else can type. */
const shortSeeds = 10_000;

function judgeAgain(file: string, typed: Typed, output: Output): number {
  const { verdict, history } = judgeFile(file);
  if (isOn(typed, 'json')) output.json({ seed: history.head.seed, verdict });
  else {
    for (const line of stormLines(history, output.columns)) output.print(line);
    output.print();
    for (const line of verdictLines(verdict, history.head.seed, output)) output.print(line);
  }
  return verdict.holds ? 0 : 1;
}

function print(result: StormResult, output: Output): void {
  const { verdict, seed, planned, history, file, page, interrupted } = result;
  for (const line of stormLines(history, output.columns)) output.print(line);
  output.print();
  for (const line of verdictLines(verdict, seed, output)) output.print(line);
  const came = history.faults.length;
  const counts = { done: came, planned: planned.length };
  if (interrupted && planned.length > 0) output.print(say('storm.interrupted', counts));
  else if (came < planned.length) output.print(say('storm.slow-engine', counts));
  const troubles = history.faults.filter(({ trouble }) => trouble !== undefined).length;
  if (troubles > 0) output.print(say('storm.troubles', { count: troubles }));
  output.print(say('storm.file', { file }));
  output.print(say('storm.page', { file: page }));
}

async function blow(typed: Typed, session: Session): Promise<number> {
  const { output } = session;
  const kinds = textOf(typed, 'stormFaults');
  const options = {
    provider: providerOf(typed),
    seed: seedOf(textOf(typed, 'seed') ?? Math.floor(Math.random() * shortSeeds)),
    length: parseDuration(textOf(typed, 'stormTime') ?? '1m'),
    kinds: kinds === undefined ? undefined : parseKinds(kinds.split(',')),
  };
  const lab = labOf(typed);
  const result = await withProgress(session, (context) => storm(lab, options, context));
  const { history, ...told } = result;
  if (isOn(typed, 'json')) output.json(told);
  else print(result, output);
  if (result.interrupted) return interruptedStatus;
  return result.verdict.holds ? 0 : 1;
}

export const run: Run = async (typed, session) => {
  const file = textOf(typed, 'judge');
  return file === undefined ? blow(typed, session) : judgeAgain(file, typed, session.output);
};
