import type { Step } from './lesson.js';

/** Whether a step is done where its node runs at all. Where a lab has one, all that cannot be looked at waits for it. */
export const isAboutRunning = ({
  probe,
  answer,
  znodes,
}: Pick<Step, 'probe' | 'answer' | 'znodes'>): boolean => !probe && !answer && !znodes;
