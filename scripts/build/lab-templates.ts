/** The templates of a lab, each with the views of labs that between them have everything that a lab can have. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Arch } from '../../artifacts/types.js';
import { givenFiles, labFiles, podRecipe, templateOf } from '../../generators/files.js';
import { podViewOf } from '../../generators/pods.js';
import type { Stack } from '../../generators/stack.js';
import { templateText } from '../../generators/template-files.js';
import { viewOf, viewOfPackage } from '../../generators/view.js';
import { resolve } from '../../model/resolve.js';
import type { PartialSpec } from '../../model/spec.js';
import { stages } from '../../model/stages.js';
import { systems } from '../../model/systems.js';
import { forEachKind } from '../../software/index.js';
import { templatePath } from '../../system/package-files.js';
import { type Filling, templateFaults } from './template-faults.js';

const stack: Stack = forEachKind(({ name, example: file }) => ({
  version: '1.0',
  file,
  root: name,
  checksum: { algorithm: 'sha256', value: 'ab'.repeat(32) },
  urls: [`https://example.com/${file}`],
  source: 'download',
}));

/** Fields as they could be typed, and what else makes a difference. */
interface Example {
  readonly typed?: Omit<PartialSpec, 'name'>;
  readonly arch?: Arch;
  readonly stack?: Stack;
}

const listed = [
  { id: 1, name: 'north', address: '192.168.252.11' },
  { id: 3, name: 'west', address: '192.168.252.13' },
  { id: 5, name: 'south', address: '192.168.252.12', role: 'observer' as const },
];

const examples: readonly Example[] = [
  {},
  { typed: { nodes: 1 } },
  { typed: { nodes: 3, observers: 2 } },
  { typed: { nodes: listed } },
  { typed: { hosts: ['admin@10.0.0.11', 'lab2:2222=10.0.0.12', '10.0.0.13'] } },
  ...stages.map((until) => ({ typed: { until } })),
  ...systems.flatMap(({ name: os }) => [{ typed: { os } }, { typed: { os }, arch: 'aarch64' as const }]),
  { typed: { zookeeper: '3.9', jdk: '17' } },
  { typed: { box: 'bento/centos-7.3' } },
  { typed: { box: 'https://example.com/own.box' } },
  { typed: { mirror: 'ustc' } },
  { typed: { zooCfg: { 'autopurge.purgeInterval': 24 }, jvmOptions: ['-Xss512k'] } },
  { typed: { mirror: 'https://mirror.example.com' } },
  { typed: { image: 'registry.example.com/centos:7' } },
  { typed: { image: 'centos.tar.xz' }, stack: { ...stack, baseArchive: 'centos.tar.xz' } },
  { stack: { ...stack, zookeeper: { ...stack.zookeeper, source: 'maven' } } },
  { stack: { ...stack, other: { ...stack.zookeeper, version: '3.9.3', file: 'other.tar.gz' } } },
];

/** What only files see that are written after all others: see planLab. */
const late = { imageTag: 'zk-lab/node:0', id: 'an-id', labId: 'an-id' };

const viewsOfExamples = (): { readonly view: object; readonly withImages: object }[] =>
  examples.map((example) => {
    const blueprint = resolve({ name: 'zk-lab', ...example.typed }, example.arch ?? 'x64');
    const view = viewOf(blueprint, example.stack ?? stack);
    return { view, withImages: { ...view, ...podViewOf(blueprint, '0'), ...late } };
  });

/** What is wrong with templates/lab, a line each (see templateFaults). */
export function labTemplateFaults(): string[] {
  const every = [...labFiles, podRecipe, ...givenFiles];
  const all = [...new Map(every.map((file) => [templateOf(file), file])).values()];
  const views = viewsOfExamples();
  const fillings = all
    .filter(({ copied }) => !copied)
    .flatMap((file) => {
      const template = `${templateOf(file)}.mustache`;
      const text = templateText(template);
      return views.map(
        ({ view, withImages }): Filling => ({
          template: `templates/lab/${template}`,
          text,
          view: file.software ? viewOfPackage(file.software, stack) : file.image ? withImages : view,
        }),
      );
    });
  const known = new Set(all.map((file) => (file.copied ? templateOf(file) : `${templateOf(file)}.mustache`)));
  const strays = readdirSync(templatePath('lab'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name).slice(templatePath('lab/').length).replaceAll('\\', '/'),
    )
    .filter((name) => !known.has(name));
  return [...templateFaults(fillings), ...strays.map((name) => `templates/lab/${name} belongs to no lab`)];
}
