/** The one state of the page, and who draws which part of it. */
import { useEffect, useReducer, useRef } from 'preact/hooks';
import { firstState, type Happening, next, type PageState } from './state/page-state.js';

let state = firstState;
const watchers = new Set<() => void>();

export const stateNow = (): PageState => state;

export function happen(happening: Happening): void {
  state = next(state, happening);
  for (const changed of [...watchers]) changed();
}

/**
 * A part of the state; whoever draws it is drawn anew when that part is another value, and only then.
 * @param part takes it out of the state, without making a new value each time
 */
export function usePart<T>(part: (state: PageState) => T): T {
  const [, again] = useReducer((count: number) => count + 1, 0);
  const drawn = useRef<T | undefined>(undefined);
  const now = part(state);
  drawn.current = now;
  const latest = useRef(part);
  latest.current = part;
  useEffect(() => {
    const changed = (): void => {
      if (!Object.is(latest.current(state), drawn.current)) again(undefined);
    };
    watchers.add(changed);
    // It may have changed between drawing and now.
    changed();
    return () => {
      watchers.delete(changed);
    };
  }, []);
  return now;
}
