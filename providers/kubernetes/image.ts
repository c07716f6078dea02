/** The image that pods start from: built with the engine at hand, and handed to the cluster in the way that it takes. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LabError } from '../../messages/errors.js';
import { sentence } from '../../messages/index.js';
import type { Context } from '../../model/events.js';
import type { Lab } from '../../model/lab.js';
import { lastLines } from '../../system/last-lines.js';
import { piped } from '../../system/piped.js';
import { isInPath } from '../../system/programs.js';
import { start } from '../../system/run.js';
import { type LabPlace, notePlace } from './cluster-place.js';
import { contexts, type KnownContext } from './contexts.js';
import {
  type BuiltImage,
  type Engine,
  engines,
  type Handing,
  handingLine,
  handingTo,
  saving,
} from './image-ways.js';
import { imageAt, imageIn, type Manifest } from './manifests.js';

/** @throws LabError kubernetes.image with what the program said */
async function run(words: readonly string[], dir: string, { signal, emit }: Context): Promise<void> {
  const [program = '', ...args] = words;
  const { child } = await start(program, args, {
    cwd: dir,
    env: { DOCKER_BUILDKIT: '1' },
    stdin: 'ignore',
    all: true,
    cancelSignal: signal,
  });
  for await (const line of child.iterable({ from: 'all' })) emit({ type: 'output', line: String(line) });
  const result = await child;
  signal.throwIfAborted();
  if (!result.failed) return;
  const said = lastLines(String(result.all ?? result.message ?? ''), 8);
  throw new LabError('kubernetes.image', { command: words.join(' '), said });
}

/** What to type so that the hosts of a cluster get an image. */
export async function handingCommand(image: string, place: LabPlace): Promise<string> {
  const built = { image, engine: engineHere() ?? 'docker', archive: 'pod.tar' } as const;
  const handing = handingTo(await contextOf(place), built);
  return handing && !handing.here ? handingLine(handing, built) : 'zk-lab up --registry REGISTRY';
}

const engineHere = (): Engine | undefined => engines.find((each) => isInPath(each));

async function contextOf(place: LabPlace): Promise<KnownContext | undefined> {
  return (await contexts(place)).known.find(({ name }) => name === place.context);
}

/**
 * Builds the image, and hands it to the cluster, unless that was done. A cluster for which no way is known may have it all the same:
 * pods will tell.
 * @throws LabError kubernetes.no-builder, kubernetes.no-program, kubernetes.image
 */
export async function provideImage(
  lab: Lab,
  manifests: readonly Manifest[],
  place: LabPlace,
  context: Context,
): Promise<void> {
  const named = imageIn(manifests);
  const image = imageAt(place.registry, named);
  if (place.given === image) return;
  const engine = engineHere();
  if (engine === undefined) throw new LabError('kubernetes.no-builder', { image: named });
  const folder = mkdtempSync(join(tmpdir(), 'zk-lab-image-'));
  try {
    const built = { image, engine, archive: join(folder, 'pod.tar') };
    const handing = place.registry === '' ? handingTo(await contextOf(place), built) : undefined;
    const [program = engine] = handing?.words ?? [];
    // Said now: to build takes minutes.
    if (!isInPath(program)) throw new LabError('kubernetes.no-program', { program, context: place.context });
    context.emit({ type: 'step', title: sentence('kubernetes.build', { engine }) });
    await run([engine, 'build', '--file', 'kubernetes/Dockerfile', '--tag', image, '.'], lab.dir, context);
    if (handing) await handOver(handing, built, lab.dir, context);
    else if (place.registry !== '') await push(built, lab.dir, context);
    else
      context.emit({ type: 'note', text: sentence('kubernetes.no-way', { image, context: place.context }) });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  notePlace(lab, { ...place, given: image });
}

async function push({ engine, image }: BuiltImage, dir: string, context: Context): Promise<void> {
  context.emit({ type: 'step', title: sentence('kubernetes.push', { image }) });
  await run([engine, 'push', image], dir, context);
}

async function handOver(handing: Handing, built: BuiltImage, dir: string, context: Context): Promise<void> {
  const { words, reads } = handing;
  if (words.length === 0) return;
  const command = words.slice(0, 3).join(' ');
  context.emit({ type: 'step', title: sentence('kubernetes.load', { command }) });
  if (reads !== 'stream') {
    if (reads === 'file') await run(saving(built), dir, context);
    await run(words, dir, context);
    return;
  }
  const { engine, image } = built;
  const { writer, reader, stderr } = await piped(
    { command: [engine, 'save', image] },
    { command: words },
    context,
  );
  context.signal.throwIfAborted();
  if (writer === 0 && reader === 0) return;
  throw new LabError('kubernetes.image', {
    command: handingLine(handing, built),
    said: lastLines(stderr, 8),
  });
}
