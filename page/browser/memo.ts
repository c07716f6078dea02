/** Parts that are drawn anew only when one of their values is another one. */
import { Component, type ComponentChild, h } from 'preact';

/** @param draw a component all of whose values can be compared by identity */
export function memo<P extends object>(draw: (props: P) => ComponentChild): (props: P) => ComponentChild {
  class Memo extends Component<P> {
    override shouldComponentUpdate(next: Readonly<P>): boolean {
      const before = this.props as Readonly<P>;
      const names = new Set([...Object.keys(before), ...Object.keys(next)]) as Set<keyof P>;
      return [...names].some((name) => !Object.is(before[name], next[name]));
    }
    override render(props: P): ComponentChild {
      return draw(props);
    }
  }
  return (props) => h(Memo, props);
}
