import type { Run } from './run.js';
export const run: Run = async () => 0;
