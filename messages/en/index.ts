import { artifacts } from './artifacts.js';
import { check } from './check.js';
import { cli } from './cli.js';
import { config } from './config.js';
import { create } from './create.js';
import { disk } from './disk.js';
import { docker } from './docker.js';
import { doctor } from './doctor.js';
import { faults } from './faults.js';
import { kubernetes } from './kubernetes.js';
import { lab } from './lab.js';
import { lessons } from './lessons.js';
import { local } from './local.js';
import { machines } from './machines.js';
import { members } from './members.js';
import { page } from './page.js';
import { spec } from './spec.js';
import { storm } from './storm.js';
import { system } from './system.js';
import { told } from './told.js';
import { vagrant } from './vagrant.js';

export const en = {
  ...artifacts,
  ...check,
  ...cli,
  ...config,
  ...create,
  ...disk,
  ...docker,
  ...doctor,
  ...faults,
  ...kubernetes,
  ...lab,
  ...lessons,
  ...local,
  ...machines,
  ...members,
  ...page,
  ...spec,
  ...storm,
  ...system,
  ...told,
  ...vagrant,
} as const;
