import { contentName } from '../labs/content-name.js';
import type { LabKeys } from '../labs/keys.js';
import { nodesOf } from '../labs/nodes.js';
import { schemaFileName } from '../labs/schema.js';
import type { LabSpec } from '../labs/spec.js';
import { imageContent, type LabFile, labFiles } from './files.js';
import { keyFiles } from './key-files.js';
import { render } from './render.js';
import type { Stack } from './stack.js';
import { templateText } from './template-files.js';
import { boxFiles } from './vagrant-view.js';
import { viewOf } from './view.js';

/** One file of a lab: `path` relative to the lab with forward slashes, `mode` in POSIX bits. */
export interface PlannedFile {
  readonly path: string;
  readonly mode: number;
  readonly content: string;
}

/**
 * Everything that `create` writes, tarballs aside. Pure: the same specification, keys and stack give the same plan.
 * @param schema the JSON schema of zk-lab.yaml, as text
 */
export function planLab(spec: LabSpec, keys: LabKeys, stack: Stack, schema: string): PlannedFile[] {
  const view = viewOf(spec, stack);
  const planned = (file: LabFile, view: object): PlannedFile => ({
    path: file.path,
    mode: file.mode ?? 0o644,
    content: file.copied ? templateText(file.path) : render(file.path, view),
  });
  const files = labFiles.filter(({ path }) => path !== 'compose.yaml').map((file) => planned(file, view));

  // compose.yaml comes last: it names the image, and the image is named after what goes into it.
  const contents = new Map(files.map(({ path, content }) => [path, content]));
  const parts = imageContent.flatMap((path) => [path, contents.get(path) ?? '']);
  const imageTag = `zk-lab/node:${contentName(parts)}`;
  files.push(planned({ path: 'compose.yaml' }, { ...view, imageTag }));

  files.push({ path: schemaFileName, mode: 0o644, content: schema });
  files.push(...boxFiles(spec));
  files.push(...keyFiles(keys, nodesOf(spec)));
  return files;
}
