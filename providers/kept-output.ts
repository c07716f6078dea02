import type { ExecOptions } from './contract.js';

/** What a program on a node has said so far. */
export interface KeptOutput {
  readonly stdout: string;
  readonly stderr: string;
  /** Both, as they came. */
  readonly all: string;
}

/** For `exec`: options that keep what the program says, which is there also if its run was broken off. */
export function keepingOutput(signal?: AbortSignal): {
  readonly options: ExecOptions;
  readonly said: KeptOutput;
} {
  const said = { stdout: '', stderr: '', all: '' };
  const hearing = (stream: 'stdout' | 'stderr') => (chunk: string) => {
    said[stream] += chunk;
    said.all += chunk;
  };
  const options = {
    interactive: false,
    ...(signal && { signal }),
    onStdout: hearing('stdout'),
    onStderr: hearing('stderr'),
  };
  return { options, said };
}
