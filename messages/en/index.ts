import { artifacts } from './artifacts.js';
import { check } from './check.js';
import { config } from './config.js';
import { create } from './create.js';
import { disk } from './disk.js';
import { docker } from './docker.js';
import { doctor } from './doctor.js';
import { examples } from './examples.js';
import { faults } from './faults.js';
import { help } from './help.js';
import { kubernetes } from './kubernetes.js';
import { lab } from './lab.js';
import { lessons } from './lessons.js';
import { list } from './list.js';
import { local } from './local.js';
import { machines } from './machines.js';
import { members } from './members.js';
import { nodes } from './nodes.js';
import { options } from './options.js';
import { page } from './page.js';
import { spec } from './spec.js';
import { status } from './status.js';
import { storm } from './storm.js';
import { system } from './system.js';
import { told } from './told.js';
import { typed } from './typed.js';
import { up } from './up.js';
import { vagrant } from './vagrant.js';

export const en = {
  ...artifacts,
  ...check,
  ...config,
  ...create,
  ...disk,
  ...docker,
  ...doctor,
  ...examples,
  ...faults,
  ...help,
  ...kubernetes,
  ...lab,
  ...lessons,
  ...list,
  ...local,
  ...machines,
  ...members,
  ...nodes,
  ...options,
  ...page,
  ...spec,
  ...status,
  ...storm,
  ...system,
  ...told,
  ...typed,
  ...up,
  ...vagrant,
} as const;
