export const local = {} as const;
