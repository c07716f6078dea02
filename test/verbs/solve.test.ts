import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test, vi } from 'vitest';
import type { LabEvent } from '../../model/events.js';
import type { Lab } from '../../model/lab.js';
import { rememberDone } from '../../model/progress.js';
import type { Capabilities, ExecOptions } from '../../providers/contract.js';
import { solve } from '../../verbs/solve.js';
import { firstOf, labOf, lessonNodesOf } from '../lessons/lesson-nodes.js';
import { labOf as fileLabOf } from './fake-provider.js';

const found = vi.hoisted(() => ({ provider: undefined as unknown }));
vi.mock('../../verbs/holder.js', () => ({ requireProvider: async () => found.provider }));

const lab = labOf();

/**
 * A fake engine: its nodes lack these steps, one less each time that something was typed, and print these pieces then.
 * @param steps those that they lack; on plain processes, what comes before `runs` is zk-lab's own to do
 * @returns what was run
 */
function engine(
  machine: Capabilities['machine'],
  pieces: readonly string[],
  steps: readonly string[] = [machine === 'own' ? 'java' : 'runs'],
): string[] {
  const scripts: string[] = [];
  const lacking = [...steps];
  const { home, connectString, pidFile, finished } = firstOf(lessonNodesOf(lab));
  const exec = async ([, , script = '']: readonly string[], { onStdout }: ExecOptions): Promise<number> => {
    for (const [, id = ''] of script.matchAll(/^look ([a-z-]+) /gm)) {
      onStdout?.(`zk-lab-check\t${id}\t${lacking.includes(id) ? 'no' : 'yes'}\t\tit\t\t\n`);
    }
    if (script.startsWith('answers=')) {
      lacking.shift();
      scripts.push(script);
      for (const piece of pieces) onStdout?.(piece);
    }
    return 0;
  };
  found.provider = {
    name: 'local',
    capabilities: {
      ssh: false,
      network: false,
      machine,
      patience: 2_000,
      stages: ['jdk', 'zookeeper', 'cluster'],
    },
    faults: { inForce: async () => [] },
    states: async (of: Lab) => of.nodes.map(({ name }) => ({ name, running: true })),
    node: () => ({
      layout: { home, connectString, pidFile, log: { folders: [] } },
      finished: () => finished,
      exec,
    }),
  };
  return scripts;
}

/** What `solve --to runs` tells of what was printed. */
async function printed(): Promise<string[]> {
  const lines: string[] = [];
  const emit = (event: LabEvent): void => {
    if (event.type === 'output') lines.push(event.line);
  };
  await solve(lab, { to: 'runs' }, { signal: new AbortController().signal, emit });
  return lines;
}

test('solve tells what is printed in whole lines, in whatever pieces it comes', async () => {
  const scripts = engine('own', ['one l', 'ine\n\nand ', 'another\nno end']);
  expect(new Set(await printed())).toEqual(new Set(['one line', 'and another', 'no end']));
  expect(scripts[0]).toContain('cd\nbash -l -c');
});

test('solve types where a shell of the node’s starts, where the machine is the user’s own', async () => {
  const scripts = engine('shared', []);
  await printed();
  expect(scripts[0]).toMatch(/^bash -c/m);
  expect(scripts[0]).not.toMatch(/^cd$|bash -l/m);
});

test('a lab that has no steps for an engine is not said to be done there', async () => {
  engine('shared', []);
  // Its nodes are to be machines of their own.
  const upgrade = labOf({ lesson: 'upgrade-3.4-to-3.9' });
  const context = { signal: new AbortController().signal, emit: () => {} };
  await expect(solve(upgrade, {}, context)).rejects.toMatchObject({ code: 'lesson.not-here' });
});

/** A lab whose lesson has these steps: folder → what is special of its step.yaml, and what its page has one type. */
function labWith(name: string, looks: Readonly<Record<string, string>>): Lab {
  const own = fileLabOf({ name, lesson: name });
  const files: Record<string, string> = {
    'lab.yaml': 'title: { en: A }\nteaches: [{ en: B }]\nminutes: 5\nlanguages: [en]\nstart: cluster\n',
    'intro.en.md': 'Hello.',
    'end.en.md': 'Bye.',
  };
  for (const [id, look] of Object.entries(looks)) {
    const texts = '{ en: Text }';
    const remedy = look.startsWith('answer') ? '' : 'remedy: [{ command: "true" }]\n';
    files[`steps/${id}/step.yaml`] =
      `title: ${texts}\nexplanation: ${texts}\nhint: ${texts}\n${look}\n${remedy}`;
    files[`steps/${id}/guide.en.md`] = remedy && `\`\`\`sh {{first}}\ntrue\n\`\`\``;
  }
  for (const [name, text] of Object.entries(files)) {
    const file = join(own.dir, 'lesson', name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  return own;
}

test('at a question solve stops; nodes that are made anew are taken past it, answered or not', async () => {
  const context = { signal: new AbortController().signal, emit: () => {} };
  const own = labWith('asking', {
    '01-ask': 'answer: { question: { en: What? }, accept: [this] }',
    '02-do': 'probe: my_id x 1',
  });
  engine('own', [], ['do']);
  expect(await solve(own, {}, context)).toEqual({ solved: [], asked: 'ask' });
  expect(await solve(own, { anew: true }, context)).toEqual({ solved: ['do'], asked: null });
});

test('what a step waits for is done again, however long ago it was done first; nothing else is', async () => {
  const context = { signal: new AbortController().signal, emit: () => {} };
  const own = labWith('waiting', {
    '01-ground': 'probe: my_id x 1',
    '02-gone': 'probe: my_id x 1',
    '03-built': 'needs: [ground]\nprobe: my_id x 1',
  });
  rememberDone(own, ['ground', 'gone']);
  engine('own', [], ['ground', 'built', 'gone']);
  expect(await solve(own, {}, context)).toEqual({ solved: ['ground', 'built'], asked: null });
});
