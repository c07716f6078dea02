/** The floors of the house, from the roof down, and what follows for imports: biome.layers.json, which `npm run docs` writes. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

interface Floor {
  readonly name: string;
  /** What its folder is for, in a few words. */
  readonly purpose: string;
  /** Its arcs' in the picture. */
  readonly colour: string;
  /** Floors further down that it does not know either, and why. */
  readonly apart?: { readonly from: readonly string[]; readonly why: string };
  /** It touches nothing of the machine. */
  readonly pure?: true;
}

export const floors: readonly Floor[] = [
  {
    name: 'cli',
    purpose: 'what is typed, and how it looks',
    colour: '#7c5cff',
    apart: { from: ['program'], why: 'one face needs no other, but that the page is opened by typing' },
  },
  {
    name: 'page',
    purpose: 'the same in a browser',
    colour: '#5b6ee1',
    apart: { from: ['program'], why: 'one face needs no other' },
  },
  { name: 'program', purpose: 'what a program holds; index.ts', colour: '#2f7de1' },
  { name: 'verbs', purpose: 'what zk-lab can do, as events', colour: '#0c98a8' },
  { name: 'lessons', purpose: 'labs/ read: steps, what is looked at', colour: '#b0479f' },
  {
    name: 'storm',
    purpose: 'clients under faults; the judge',
    colour: '#12a37f',
    apart: { from: ['providers'], why: 'it knows a lab’s ensemble by its addresses alone' },
  },
  { name: 'providers', purpose: 'engines', colour: '#1f9d55' },
  { name: 'faults', purpose: 'what can be done to nodes; pure', colour: '#8a9a10', pure: true },
  { name: 'generators', purpose: 'a blueprint as files; pure', colour: '#c98a00', pure: true },
  { name: 'model', purpose: 'spec, blueprint, lab, registry', colour: '#d9622b' },
  { name: 'software', purpose: 'ZooKeeper and the JDK', colour: '#c93d6a' },
  { name: 'artifacts', purpose: 'tarballs: mirrors, cache, checks', colour: '#8d6e63' },
  { name: 'system', purpose: 'programs, ports, files of this machine', colour: '#607d8b' },
  { name: 'messages', purpose: 'every sentence, in two languages', colour: '#3f51b5' },
];

/** What stands beside the house and is never built. */
const outside = ['bench', 'scripts', 'test'];

/** The folders of a floor. */
export function roomsOf(root: string, floor: string): string[] {
  return readdirSync(join(root, floor), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}

const groupOf = (folders: readonly string[]) => folders.map((name) => `**/../${name}/**`);

function ruleOf(root: string, { name, apart, pure }: Floor, above: readonly string[]) {
  const patterns = [
    {
      group: ['**/../index.js', ...groupOf([...above, ...outside])],
      message: `Imports only go down, and ${name}/ stands below this (scripts/floors.ts).`,
    },
    ...(apart ? [{ group: groupOf(apart.from), message: `${name}/ does not know this: ${apart.why}.` }] : []),
    ...(name === 'providers'
      ? [
          {
            group: groupOf(roomsOf(root, name).filter((room) => room !== 'common')),
            message: 'Providers do not know each other: what they share is in providers/common/.',
          },
        ]
      : []),
  ];
  return {
    includes: [`${name}/**`],
    linter: {
      rules: {
        style: { noRestrictedImports: { level: 'error', options: { patterns } } },
        ...(pure && { correctness: { noNodejsModules: 'error' } }),
      },
    },
  };
}

/** The rules by which Biome refuses an import that leads up, and a circle, of types too. */
export function importRules(root: string) {
  const names = floors.map(({ name }) => name);
  return {
    $schema: './node_modules/@biomejs/biome/configuration_schema.json',
    linter: {
      rules: {
        suspicious: { noImportCycles: { level: 'error', options: { ignoreTypes: false } } },
      },
    },
    overrides: floors.map((floor, index) => ruleOf(root, floor, names.slice(0, index))),
  };
}
