import { artifacts } from './artifacts.js';
import { spec } from './spec.js';

export const en = { ...artifacts, ...spec } as const;
