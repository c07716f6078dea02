/** What stands for the names in {{ }} on a lab and its nodes, and texts with it filled in. */
import { basename, dirname } from 'node:path';
import Mustache from 'mustache';
import type { Lab } from '../model/lab.js';
import type { LabNode } from '../model/nodes.js';
import { memberIn } from '../software/zookeeper/dynamic-config.js';
import { lineOf } from '../software/zookeeper/releases.js';
import { zooCfgNumbers, zooCfgSettings } from '../software/zookeeper/zoo-cfg.js';
import { quoted } from '../system/quoted.js';
import type { About } from './comparison.js';
import type { LessonNode } from './lesson-node.js';
import type { Observation } from './observations.js';
import {
  factPlaceholders,
  forTarballs,
  type labPlaceholders,
  type nodePlaceholders,
  surroundingPlaceholders,
} from './placeholder-names.js';

/** What is shell syntax already, and is taken as it is. */
class Shell {
  constructor(readonly text: string) {}
}

type Value = string | number | Shell | readonly (string | number)[];

/** A value as bash needs it. */
function asWords(value: Value): string {
  if (value instanceof Shell) return value.text;
  return [value]
    .flat()
    .map((word) => quoted(String(word)))
    .join(' ');
}

/** Numbers as bash counts them in a loop: 1 2 4 5 6 is {1..2} {4..6}. */
function counting(numbers: readonly number[]): string {
  const runs: number[][] = [];
  for (const number of numbers) {
    const run = runs.at(-1);
    if (run?.at(-1) === number - 1) run.push(number);
    else runs.push([number]);
  }
  return runs.map((run) => (run.length === 1 ? run[0] : `{${run[0]}..${run.at(-1)}}`)).join(' ');
}

/** A loop over some nodes of a lab as the tutorial types it, `for a in {1..3} … node$a`, where all names allow. */
function loopOver({ spec: { prefix }, nodes }: Lab, some: readonly LabNode[]): { range: Shell; each: Shell } {
  return nodes.every(({ name }, index) => name === `${prefix}${index + 1}`)
    ? {
        range: new Shell(counting(some.map((node) => nodes.indexOf(node) + 1))),
        each: new Shell(`${prefix}$a`),
      }
    : { range: new Shell(some.map(({ name }) => name).join(' ')), each: new Shell('$a') };
}

/** What fills in a command that is for some nodes of a lab, and its name for each. */
function onNodes(lab: Lab, some: readonly LabNode[]): object {
  const [first, second] = some;
  return {
    each: second ? loopOver(lab, some).each : first?.name,
    onOthers: () => (text: string, render: (template: string) => string) => {
      const command = render(text);
      return second ? `for a in ${loopOver(lab, some).range.text} ; do ${command} ; done` : command;
    },
  };
}

function labValues({ nodes }: Lab): Record<keyof typeof labPlaceholders, unknown> {
  return { nodes, severalNodes: nodes.length > 1 };
}

/** ZooKeeper's script; where a login would source a profile, a command that is not typed in one has to. */
function zkServerOf({ home, finished: { java } }: LessonNode): Shell {
  const source = java.profile === undefined ? '' : `source ${quoted(java.profile)}; `;
  return new Shell(`${source}${quoted(`${home}/bin/zkServer.sh`)}`);
}

/**
 * sed as it is typed. BSD's, which a machine of the learner's own may have, takes no -i without a suffix, and no letters for
 * what cannot be typed.
 */
const sed = {
  own: {
    inPlace: new Shell('sed -i'),
    cutCr: new Shell(String.raw`'s/\r$//'`),
    cutBom: new Shell(String.raw`'1s/^\xef\xbb\xbf//'`),
  },
  shared: {
    inPlace: new Shell('sed -i.bak'),
    cutCr: new Shell(String.raw`$'s/\r$//'`),
    cutBom: new Shell(String.raw`$'1s/^\xef\xbb\xbf//'`),
  },
};

/** What a lab has of another ZooKeeper; on machines of their own that goes where the tutorial puts the first. */
function otherValues({ lab, machine, finished: { dataDir } }: LessonNode) {
  const { version = '', file = '', home = '' } = lab.facts.other ?? {};
  const own = machine === 'own';
  return {
    otherVersion: version,
    otherTarball: own ? `/opt/${file}` : `${lab.dir}/artifacts/${file}`,
    otherHome: own ? home : `${dirname(dataDir)}/${basename(home)}`,
  };
}

function nodeValues(of: LessonNode): Record<keyof typeof nodePlaceholders, unknown> {
  const { lab, node, home, finished } = of;
  const { zooCfg, dataDir, dataLogDir, java, tarballs } = finished;
  const settings = zooCfgSettings(zooCfg.text);
  // A server that stands alone needs no servers.
  const wanted = [...settings].filter(([name]) => lab.nodes.length > 1 || !name.startsWith('server.'));
  return {
    ...labValues(lab),
    ...loopOver(lab, lab.nodes),
    id: node.id,
    name: node.name,
    address: node.address,
    zookeeperHome: home,
    zkServer: zkServerOf(of),
    zooCfg: zooCfg.file,
    pidFile: of.pidFile,
    logFolders: of.logFolders,
    numbers: zooCfgNumbers.join(' '),
    settings: wanted.map(([name, value]) => `${name}=${value}`),
    members: lab.nodes.map((each) => memberIn(settings, each)).join(','),
    dataFolders: [...new Set([dataDir, dataLogDir])],
    myid: `${dataDir}/myid`,
    clientHost: settings.get('clientPortAddress') ?? '127.0.0.1',
    clientPort: settings.get('clientPort') ?? '2181',
    connectString: of.connectString,
    javaHome: java.home,
    javaProfile: java.profile ?? '',
    javaReleases: java.features,
    ...forTarballs((name) => tarballs?.[name] ?? ''),
    keptTarballs: tarballs?.kept ?? '',
    ...otherValues(of),
    ...sed[of.machine],
  };
}

/** The nodes that a page can name one by one. */
const ordinals = ([first, second, third, fourth, fifth]: readonly LabNode[]): Record<string, string> => ({
  first: first?.name ?? '',
  second: second?.name ?? '',
  third: third?.name ?? '',
  fourth: fourth?.name ?? '',
  fifth: fifth?.name ?? '',
});

/** What stands in a page: values as they are, and below `sh` as bash needs them. */
export function pageValues(of: LessonNode): object {
  const { lab, finished } = of;
  const { nodes } = lab;
  const settings = zooCfgSettings(finished.zooCfg.text);
  const values: Record<string, unknown> = {
    ...nodeValues(of),
    ...ordinals(nodes),
    last: nodes.at(-1)?.name,
    otherNames: nodes.slice(1).map(({ name }) => name),
    range2: loopOver(lab, nodes.slice(1)).range,
    ownMachines: of.machine === 'own',
    zookeeperVersion: lab.facts.zookeeper.version,
    zookeeper34: lineOf(lab.facts.zookeeper.version) === '3.4',
    zooCfgText: new Shell(finished.zooCfg.text.trimEnd()),
    dataDir: finished.dataDir,
    dataLogDir: finished.dataLogDir,
  };
  const both = (each: Record<string, unknown>): object => {
    const typed = Object.entries(each).map(([name, value]) => [name, new Shell(asWords(value as Value))]);
    return { ...each, sh: Object.fromEntries(typed) };
  };
  const listed = nodes.map(({ id, name, address }) => {
    return both({ id, name, address, server: settings.get(`server.${id}`) });
  });
  return { ...both(values), nodes: listed };
}

/** Values of a page as they are written: those below `sh`, which stand in what is typed, are bash's words already. */
const asText = (value: Value): string => {
  if (typeof value === 'string') return value;
  return value instanceof Shell ? value.text : [value].flat().map(String).join(' ');
};

/** Fills in a page. @param values of pageValues */
export function filledPage(template: string, values: object): string {
  return filled(template, values, asText);
}

const writer = new Mustache.Writer();

/** Fills in a page that was parsed. @param values of pageValues, and what else the page names */
export function filledTokens(tokens: readonly unknown[], values: object): string {
  const context = new Mustache.Context(values);
  return writer.renderTokens(tokens as string[][], context, undefined, undefined, {
    escape: asText as (value: unknown) => string,
  });
}

/** Most texts name nothing, and to look for that takes longer than to see it. */
const filled = (template: string, view: object, write: (value: never) => string): string =>
  template.includes('{{')
    ? Mustache.render(template, view, undefined, { escape: write as (value: unknown) => string })
    : template;

/** A text of the lesson, for a lab. */
export function textFor(lab: Lab, template: string): string {
  return filled(template, labValues(lab), String);
}

/** What a probe said that a remedy depends on, or names. */
export type Said = Pick<Observation, 'detail' | 'facts'>;

/** Fills in a command. */
export type FillIn = (template: string, said?: Said, about?: About) => string;

const mayBeKnown = { ...factPlaceholders, ...surroundingPlaceholders };

/** Of what a node says it knows, what is a fact: nothing else that has a name is its to say. */
function known(facts: Said['facts']): Said['facts'] {
  return Object.fromEntries(Object.entries(facts).filter(([name]) => Object.hasOwn(mayBeKnown, name)));
}

/** What fills in commands for a node. One is enough for all of them: its values are worked out once. */
export function commandsFor(of: LessonNode): FillIn {
  const values = nodeValues(of);
  return (template, said = { detail: '', facts: {} }, about = { others: [], which: [] }) => {
    const { others, which } = about;
    const beside = {
      ...(others.length > 0 && onNodes(of.lab, others)),
      other: others[0]?.name,
      others,
      which,
    };
    const { detail, facts } = said;
    return filled(template, { ...values, ...known(facts), ...beside, detail }, asWords).trim();
  };
}

/** What is so on a node, in words: what a command may name may stand in them, as it is. */
export function reasonFor(of: LessonNode, template: string, { detail, facts }: Said): string {
  const asText = (value: Value): string => (value instanceof Shell ? value.text : [value].flat().join(', '));
  return filled(template, { ...nodeValues(of), ...known(facts), detail }, asText)
    .replace(/\s+/g, ' ')
    .trim();
}
