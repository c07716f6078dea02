/** What the tree of znodes has to be like for a step to be done. Pure. */
import type { Znode } from '../software/zookeeper/znodes.js';
import type { Observation } from './observations.js';

/** What one znode has to be like; of what is absent nothing is asked. */
export interface ZnodeCondition {
  readonly path: string;
  /** It must not be there. */
  readonly absent?: boolean;
  /** A regular expression that its data matches as a whole. */
  readonly data?: string;
  /** At least so many changes of its data, and of its children. */
  readonly version?: number;
  readonly childrenVersion?: number;
  /** Exactly so many children; with `child`, so many at least that are called so. */
  readonly children?: number;
  /** A regular expression that a child's name matches as a whole. */
  readonly child?: string;
  readonly ephemeral?: boolean;
  /** Nobody reads it who has not said who they are. */
  readonly closed?: boolean;
  /** The path of a znode in whose time another leader led: one that was created in an earlier epoch. */
  readonly laterEpochThan?: string;
}

/** The tree as far as steps ask for it: what is there, by path. */
export type Tree = ReadonlyMap<string, Znode>;

/** The paths that conditions look at. */
export function pathsOf(conditions: readonly ZnodeCondition[]): string[] {
  return conditions.flatMap(({ path, laterEpochThan }) => [
    path,
    ...(laterEpochThan ? [laterEpochThan] : []),
  ]);
}

const whole = (pattern: string): RegExp => new RegExp(`^(?:${pattern})$`, 's');

/** What is seen and what should be, of the first thing that is not so; undefined where all is. */
function faultOf(condition: ZnodeCondition, tree: Tree): readonly [seen: string, wanted: string] | undefined {
  const { path, absent, data, version, childrenVersion, children, child, ephemeral, closed, laterEpochThan } =
    condition;
  const znode = tree.get(path);
  if (absent) return znode ? [path, `${path}: -`] : undefined;
  if (!znode) return [`${path}: -`, path];
  if (data !== undefined && !whole(data).test(znode.data ?? '')) {
    return [`${path}: ${znode.data ?? '-'}`, `${path}: ${data}`];
  }
  if (version !== undefined && znode.version < version) {
    return [`${path}: dataVersion = ${znode.version}`, `dataVersion >= ${version}`];
  }
  if (childrenVersion !== undefined && znode.childrenVersion < childrenVersion) {
    return [`${path}: cversion = ${znode.childrenVersion}`, `cversion >= ${childrenVersion}`];
  }
  const named =
    child === undefined ? znode.children : znode.children.filter((name) => whole(child).test(name));
  const wanted = children ?? (child === undefined ? undefined : 1);
  if (wanted !== undefined && (child === undefined ? named.length !== wanted : named.length < wanted)) {
    return [`${path}: [${znode.children.join(', ')}]`, `${path}: ${wanted} × ${child ?? '*'}`];
  }
  if (ephemeral !== undefined && znode.ephemeral !== ephemeral) {
    return [
      `${path}: ${znode.ephemeral ? 'ephemeral' : 'persistent'}`,
      ephemeral ? 'ephemeral' : 'persistent',
    ];
  }
  if (closed !== undefined && (znode.data === null) !== closed) {
    return [`${path}: ${closed ? 'world:anyone' : 'NoAuth'}`, closed ? 'NoAuth' : 'world:anyone'];
  }
  if (laterEpochThan !== undefined) {
    const before = tree.get(laterEpochThan);
    if (!before) return [`${laterEpochThan}: -`, laterEpochThan];
    if (znode.epoch <= before.epoch) return [`${path}: epoch ${znode.epoch}`, `epoch > ${before.epoch}`];
  }
  return undefined;
}

/** How a step stands that asks for all of these; its detail tells one that is not there from one that is otherwise. */
export function observedIn(tree: Tree, conditions: readonly ZnodeCondition[]): Observation {
  const nothing = { detail: '', seen: '', wanted: '', facts: {} };
  for (const condition of conditions) {
    const fault = faultOf(condition, tree);
    if (fault === undefined) continue;
    const detail = tree.has(condition.path) ? 'znode-differs' : 'znode-missing';
    return { ...nothing, done: false, detail, seen: fault[0], wanted: fault[1] };
  }
  return { ...nothing, done: true };
}
