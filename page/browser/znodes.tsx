/** The tree of znodes, and one of them to look at and to edit. */
import { useEffect, useState } from 'preact/hooks';
import type { ClientMessage, ShownZnode } from '../protocol.js';
import { base64Of, bytesOf, shownAs, typedAs, type View, viewsOf } from './bytes.js';
import type { KnownZnodes } from './state/known-znodes.js';
import { t } from './texts.js';

interface Props {
  /** The lab's name, and where clients reach its servers; '' while nothing holds it. */
  readonly name: string;
  readonly servers: string;
  /** Somebody is there to ask. */
  readonly reachable: boolean;
  readonly known: KnownZnodes;
  readonly mayChange: boolean;
  say(message: ClientMessage): void;
}

/** Bytes that a server takes of one znode, if nothing else was said to it (jute.maxbuffer), with what is around them. */
const most = 1024 * 1024 - 4096;

const below = (path: string, name: string): string => (path === '/' ? `/${name}` : `${path}/${name}`);
const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1) || '/';
const parentOf = (path: string): string => path.slice(0, path.lastIndexOf('/')) || '/';

interface TreeProps {
  readonly path: string;
  readonly depth: number;
  readonly known: KnownZnodes;
  readonly open: ReadonlySet<string>;
  readonly chosen: string;
  choose(path: string): void;
  turn(path: string): void;
}

function Tree({ path, depth, ...props }: TreeProps) {
  const { known, open, chosen, choose, turn } = props;
  const znode = known.znodes.get(path);
  const leaf = znode !== undefined && znode.children.length === 0;
  const fresh = known.fired.find((each) => each.path === path);
  return (
    <>
      <div
        class={chosen === path ? 'branch chosen' : 'branch'}
        ref={(element) => element?.style.setProperty('--depth', String(depth))}
      >
        <button
          type="button"
          class="twist"
          disabled={leaf}
          aria-label={path}
          aria-expanded={open.has(path)}
          onClick={() => turn(path)}
        >
          {leaf ? '·' : open.has(path) ? '▾' : '▸'}
        </button>
        <button
          type="button"
          class="znode"
          data-znode={path}
          aria-pressed={chosen === path}
          onClick={() => choose(path)}
        >
          {nameOf(path)}
          {znode?.stat?.owner && <span class="ephemeral"> ⧗</span>}
        </button>
        {fresh && (
          <span class="fired" key={fresh.at}>
            {t(`page.znodes.fired.${fresh.event}`)}
          </span>
        )}
      </div>
      {open.has(path) &&
        znode?.children.map((name) => (
          <Tree key={name} {...props} path={below(path, name)} depth={depth + 1} />
        ))}
    </>
  );
}

function Stat({ znode }: { readonly znode: ShownZnode }) {
  const { stat } = znode;
  if (!stat) return null;
  const time = (at: number): string => new Date(at).toLocaleString(document.documentElement.lang);
  const rows: readonly (readonly [string, string | number])[] = [
    ['version', stat.version],
    ['dataLength', stat.dataLength],
    ['numChildren', stat.childCount],
    ['cversion', stat.childrenVersion],
    ['aclVersion', stat.aclVersion],
    ['ephemeralOwner', stat.owner ?? '0x0'],
    ['czxid', stat.czxid],
    ['mzxid', stat.mzxid],
    ['pzxid', stat.pzxid],
    ['ctime', time(stat.ctime)],
    ['mtime', time(stat.mtime)],
  ];
  return (
    <dl class="stat">
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

interface EditorProps {
  readonly znode: ShownZnode;
  readonly mayChange: boolean;
  say(message: ClientMessage): void;
}

/** One znode's data: what is typed stays when it changes meanwhile. */
function Editor({ znode, mayChange, say }: EditorProps) {
  const bytes = bytesOf(znode.data ?? '');
  const views = viewsOf(bytes);
  const [wanted, setWanted] = useState<View>('text');
  const [typed, setTyped] = useState<{ text: string; version: number }>();
  const [problem, setProblem] = useState<string>();
  const [child, setChild] = useState('');
  const [sure, setSure] = useState(false);
  const view = views.includes(wanted) ? wanted : (views[0] ?? 'hex');
  const version = znode.stat?.version ?? -1;
  const stale = typed !== undefined && typed.version !== version;
  // What was saved is what is there.
  useEffect(() => {
    if (typed && shownAs(view, bytes) === typed.text) setTyped(undefined);
  }, [version]);
  if (znode.data === null) return <p class="empty">{t('page.znodes.closed')}</p>;
  const save = (): void => {
    try {
      const bytes = typedAs(view, typed?.text ?? '');
      setProblem(bytes.length > most ? t('page.znodes.too-large') : undefined);
      if (bytes.length > most) return;
      const data = base64Of(bytes);
      if (view === 'json') setTyped(undefined);
      say({ type: 'set', path: znode.path, data, version: typed?.version ?? version });
    } catch (error) {
      const reason = error instanceof Error ? error.message : '';
      setProblem(view === 'hex' ? t('page.znodes.bad-hex') : t('page.znodes.bad-json', { reason }));
    }
  };
  return (
    <>
      <div class="row">
        <fieldset class="choice" aria-label={t('page.znodes.as')}>
          {(['text', 'json', 'hex'] as const).map((each) => (
            <button
              type="button"
              key={each}
              disabled={!views.includes(each)}
              aria-pressed={view === each}
              data-view={each}
              onClick={() => {
                setWanted(each);
                setTyped(undefined);
              }}
            >
              {t(`page.znodes.${each}`)}
            </button>
          ))}
        </fieldset>
        {!views.includes('text') && <span class="quiet">{t('page.znodes.binary')}</span>}
      </div>
      <textarea
        class="data"
        aria-label={t('page.znodes.data')}
        spellcheck={false}
        readOnly={!mayChange}
        rows={6}
        value={typed?.text ?? shownAs(view, bytes)}
        onInput={(event) => setTyped({ text: event.currentTarget.value, version: typed?.version ?? version })}
      />
      {problem && (
        <p class="problem" role="alert">
          {problem}
        </p>
      )}
      {stale && (
        <p class="problem" role="alert">
          {t('page.znodes.changed')}{' '}
          <button type="button" onClick={() => setTyped(undefined)}>
            {t('page.znodes.reload')}
          </button>
        </p>
      )}
      {mayChange && (
        <div class="row">
          <button type="button" class="primary" data-do="save" disabled={typed === undefined} onClick={save}>
            {t('page.znodes.save')}
          </button>
          <span class="space" />
          <input
            class="name"
            aria-label={t('page.znodes.name')}
            placeholder={t('page.znodes.child')}
            value={child}
            onInput={(event) => setChild(event.currentTarget.value)}
          />
          <button
            type="button"
            data-do="create"
            disabled={child === ''}
            onClick={() => {
              say({ type: 'create', path: below(znode.path, child), data: '' });
              setChild('');
            }}
          >
            {t('page.znodes.create')}
          </button>
          {znode.path !== '/' && (
            <button
              type="button"
              class="fault"
              data-do="remove"
              onBlur={() => setSure(false)}
              onClick={() => {
                if (sure) say({ type: 'remove', path: znode.path, version });
                setSure(!sure);
              }}
            >
              {sure ? t('page.znodes.remove-sure', { path: znode.path }) : t('page.znodes.remove')}
            </button>
          )}
        </div>
      )}
    </>
  );
}

export function Znodes({ name, servers, reachable, known, mayChange, say }: Props) {
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set(['/']));
  const [chosen, setChosen] = useState('/');
  const look = (path: string): void => say({ type: 'look', path });
  // Once more when servers are back, or the connection is: watches of before are not there any more.
  useEffect(() => {
    if (reachable) for (const path of new Set(['/', ...open, chosen])) look(path);
  }, [reachable, known.znodes.size === 0]);
  // A tick of the tree says whether there is more below: that is asked for when the one above is opened.
  useEffect(() => {
    for (const path of open) {
      for (const name of known.znodes.get(path)?.children ?? []) {
        const child = below(path, name);
        if (!known.znodes.has(child)) look(child);
      }
    }
  }, [known, open]);
  const turn = (path: string): void => {
    const next = new Set(open);
    if (!next.delete(path)) next.add(path);
    setOpen(next);
    look(path);
  };
  const choose = (path: string): void => {
    setChosen(path);
    look(path);
  };
  const znode = known.znodes.get(chosen);
  return (
    <>
      <p class="whose">
        <strong>{t('page.znodes.of', { lab: name })}</strong>{' '}
        {servers !== '' && <span class="quiet">{t('page.znodes.at', { servers })}</span>}
      </p>
      <div class="two">
        <nav class="tree" aria-label={t('page.znodes.tree')}>
          <Tree path="/" depth={0} known={known} open={open} chosen={chosen} choose={choose} turn={turn} />
        </nav>
        <div class="one">
          <h3 class="path">{chosen}</h3>
          {znode ? (
            <>
              <Editor key={chosen} znode={znode} mayChange={mayChange} say={say} />
              <Stat znode={znode} />
            </>
          ) : !known.gone.has(chosen) ? (
            <p class="quiet">{t('page.znodes.none')}</p>
          ) : (
            <p class="quiet">
              {t('page.znodes.gone', { path: chosen })}{' '}
              <button type="button" onClick={() => choose(parentOf(chosen))}>
                {parentOf(chosen)}
              </button>
            </p>
          )}
          {known.fired.length > 0 && (
            <>
              <h4>{t('page.znodes.fired')}</h4>
              <ul class="firings">
                {known.fired.slice(0, 8).map((each) => (
                  <li key={`${each.at} ${each.path} ${each.event}`}>
                    <time>{new Date(each.at).toLocaleTimeString(document.documentElement.lang)}</time>{' '}
                    <code>{each.path}</code> {t(`page.znodes.fired.${each.event}`)}
                  </li>
                ))}
              </ul>
            </>
          )}
        </div>
      </div>
    </>
  );
}
