/** One of several, chosen from a list with a label before it. */
import type { ComponentChildren } from 'preact';

interface Props<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly of: readonly T[];
  /** Told what was chosen. */
  choose(value: T): void;
  /** What tests find it by. */
  readonly name?: string;
  /** Before the others: an option for none of them. */
  readonly children?: ComponentChildren;
}

export function Choice<T extends string>({ label, value, of, choose, name, children }: Props<T>) {
  return (
    <label>
      {label}{' '}
      <select data-choice={name} value={value} onChange={(event) => choose(event.currentTarget.value as T)}>
        {children}
        {of.map((each) => (
          <option key={each} value={each}>
            {each}
          </option>
        ))}
      </select>
    </label>
  );
}
