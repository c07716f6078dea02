export const vagrant = {} as const;
