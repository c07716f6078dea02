import type { Command } from './command.js';
import { create, destroy, down, list, status, up } from './commands/lab.js';
import { answer, check, grade, guide, labs, page, reset, solve } from './commands/learning.js';
import { completion, doctor, fetch } from './commands/machine.js';
import { exec, logs, ssh, zkcli } from './commands/nodes.js';
import { fault, grow, replace, shrink, storm } from './commands/strain.js';

/** All commands, in the order in which somebody needs them. */
export const commands: readonly Command[] = [
  create,
  up,
  status,
  page,
  check,
  storm,
  labs,
  guide,
  answer,
  solve,
  reset,
  grade,
  ssh,
  exec,
  zkcli,
  logs,
  fault,
  down,
  grow,
  shrink,
  replace,
  destroy,
  doctor,
  fetch,
  list,
  completion,
];
