import { existsSync } from 'node:fs';
import { say } from '../messages/index.js';
import { damagedEntries, isThere } from '../model/registry.js';
import { quotedPath } from '../system/quoted.js';
import { homeFolder } from '../system/user-folders.js';
import { type ListedLab, list } from '../verbs/list.js';
import { program } from './program.js';
import { isOn, type Run } from './run.js';
import { table } from './table.js';

/** Of a lab that is gone, its folder may still be there, and in it another lab. */
function lossOf({ dir }: ListedLab): 'gone' | 'lost-spec' | 'replaced' {
  if (isThere({ dir })) return 'replaced';
  return existsSync(dir) ? 'lost-spec' : 'gone';
}

function stateOf(lab: ListedLab): string {
  const { broken, gone, left, unknown, provider, running, count } = lab;
  if (gone) {
    const loss = lossOf(lab);
    return loss === 'gone' && unknown !== null
      ? say('list.state.gone-unknown')
      : say(`list.state.${loss}`, { left: left.length, running });
  }
  if (broken) return say('list.state.broken');
  if (unknown !== null) return say('list.state.unknown');
  if (provider === null) return say('list.state.none');
  return running === 0 ? say('list.state.down') : say('list.state.up', { running, count });
}

/** Home is what everybody's paths begin with. */
function short(dir: string): string {
  const home = homeFolder();
  return home !== undefined && dir.startsWith(`${home}/`) ? `~${dir.slice(home.length)}` : dir;
}

export const run: Run = async (typed, { output }) => {
  const labs = await list();
  if (isOn(typed, 'json')) {
    output.json(labs);
    return 0;
  }
  for (const file of damagedEntries()) {
    output.note(
      `${output.noteColors.yellow('!')} ${say('registry.damaged', { file, command: quotedPath(file) })}`,
    );
  }
  if (labs.length === 0) {
    output.print(say('list.none'));
    return 0;
  }
  const headings = [
    say('list.name'),
    say('list.provider'),
    say('list.state'),
    say('list.steps'),
    say('list.directory'),
  ];
  const rows = labs.map((lab) => {
    const steps = lab.steps ? `${lab.steps.done}/${lab.steps.count}` : '-';
    return [lab.name, lab.provider ?? '-', stateOf(lab), steps, short(lab.dir)];
  });
  const { dim } = output.colors;
  for (const line of table([headings, ...rows], (cell, row) => (row === 0 ? dim(cell) : cell)))
    output.print(line);
  for (const lab of labs) {
    const { name, dir, gone, unknown } = lab;
    if (unknown !== null) output.note(say('told.about', { what: name, text: unknown }));
    else if (gone) {
      output.note(
        say(`list.${lossOf(lab)}`, { name, dir: quotedPath(dir), command: `${program()} destroy ${name}` }),
      );
    }
  }
  return 0;
};
