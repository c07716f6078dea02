export const complete = async (_words: readonly string[]): Promise<string> => '';
