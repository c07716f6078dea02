import type { Installed, LabFacts } from '../model/facts.js';
import { areGiven } from '../model/hosts.js';
import type { Blueprint } from '../model/resolve.js';
import { forEachSoftware } from '../software/index.js';
import type { Package, Software } from '../software/software.js';
import { zookeeper } from '../software/zookeeper/index.js';
import { contentName } from '../system/content-name.js';
import { boxFiles } from './boxes.js';
import { givenFiles, imageContent, type LabFile, labFiles, podRecipe, templateOf } from './files.js';
import type { PlannedFile } from './planned-file.js';
import { podViewOf } from './pods.js';
import { render } from './render.js';
import type { Stack } from './stack.js';
import { templateText } from './template-files.js';
import { viewOf, viewOfPackage } from './view.js';

/** What `create` writes, keys, guides and tarballs aside. */
export interface Plan {
  readonly files: readonly PlannedFile[];
  readonly facts: LabFacts;
}

/** Where a package will be on the nodes. */
function installed(
  { version, file, root }: Package,
  { homeOf }: Pick<Software<string, unknown>, 'homeOf'>,
): Installed {
  return { version, file, home: homeOf(root) };
}

/**
 * What a lab will be. Pure: the same blueprint, stack and id give the same plan.
 * @param id tells this lab from every other
 */
export function planLab(blueprint: Blueprint, stack: Stack, id: string): Plan {
  const view = viewOf(blueprint, stack);
  const planned = (file: LabFile, view: object): PlannedFile => ({
    path: file.path,
    mode: file.mode ?? 0o644,
    content: file.copied
      ? templateText(file.path)
      : render(file.path, file.software ? viewOfPackage(file.software, stack) : view, templateOf(file)),
  });
  const given = areGiven(blueprint);
  const wanted = (given ? givenFiles : labFiles).filter(({ other, software }) =>
    software ? stack[software] !== undefined : !other || stack.other !== undefined,
  );
  const files = wanted.filter(({ image }) => !image).map((file) => planned(file, view));

  // An image is named after what goes into it.
  const contents = new Map(files.map(({ path, content }) => [path, content]));
  const parts = imageContent.flatMap((path) => [path, contents.get(path) ?? '']);
  const image = `zk-lab/node:${contentName(parts)}`;
  if (!given) {
    const recipe = `${contents.get('Dockerfile') ?? ''}${planned(podRecipe, view).content}`;
    const pod = podViewOf(blueprint, contentName([...parts, podRecipe.path, recipe]));
    files.push({ path: podRecipe.path, mode: 0o644, content: recipe });
    const named = wanted.filter(({ image }) => image);
    files.push(...named.map((file) => planned(file, { ...view, ...pod, imageTag: image, id, labId: id })));
    files.push(...boxFiles({ ...blueprint, boxFile: stack.boxFile }));
  }
  const { other } = stack;
  const facts: LabFacts = {
    id,
    image,
    ...forEachSoftware((software) => {
      const from = stack[software.name];
      return from && installed(from, software);
    }),
    ...(other && { other: installed(other, zookeeper) }),
    made: {
      name: blueprint.spec.name,
      nodes: blueprint.nodes.map(({ id, name, address, role }) => ({ id, name, address, role })),
    },
  };
  return { files, facts };
}
