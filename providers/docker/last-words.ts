import { PassThrough } from 'node:stream';
import type Docker from 'dockerode';
import { lastLines } from '../../system/last-lines.js';

/** What a container has said last, a few lines; empty where the engine does not tell. */
export async function lastWords(docker: Docker, id: string, lines = 3): Promise<string> {
  const container = docker.getContainer(id);
  try {
    const logged = await container.logs({ stdout: true, stderr: true, tail: 20, follow: false });
    let said = '';
    const gather = new PassThrough({ encoding: 'utf8' });
    gather.on('data', (text: string) => {
      said += text;
    });
    const source = new PassThrough();
    container.modem.demuxStream(source, gather, gather);
    source.end(logged);
    await new Promise((resolve) => source.once('end', resolve));
    // It may have said the same at each of several starts.
    const once = [...new Set(said.split('\n').map((line) => line.trimEnd()))].join('\n');
    return lastLines(once, lines);
  } catch {
    return '';
  }
}
