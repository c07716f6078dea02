import { UsageError } from '../messages/errors.js';

/** All that is wrong with a lab's content, in the order in which it was read. */
export class Problems {
  readonly #found: UsageError[] = [];

  get found(): readonly UsageError[] {
    return this.#found;
  }

  add(...problems: readonly UsageError[]): void {
    this.#found.push(...problems);
  }

  /** Reads something, and goes on without it where it is not right. */
  try<T>(read: () => T): T | undefined {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      this.add(error);
      return undefined;
    }
  }

  /** @throws the first of them, where there is one */
  throwFirst(): void {
    const [first] = this.#found;
    if (first) throw first;
  }
}
