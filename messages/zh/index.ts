import type { MessageKey } from '../index.js';
import { artifacts } from './artifacts.js';
import { spec } from './spec.js';

export const zh: Record<MessageKey, string> = { ...artifacts, ...spec };
