/** What commands are for: the headings under which help lists them, and in which order. */
export const areas = {
  lab: ['create', 'up', 'status', 'down', 'destroy', 'list'],
  nodes: ['page', 'ssh', 'exec', 'zkcli', 'logs'],
  learning: ['labs', 'guide', 'check', 'answer', 'solve', 'reset', 'grade'],
  breaking: ['fault', 'storm', 'grow', 'shrink', 'replace'],
  here: ['doctor', 'fetch', 'completion'],
} as const;

export type Area = keyof typeof areas;
export const areaNames = Object.keys(areas) as Area[];
