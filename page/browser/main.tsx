/** The page: what the server tells, drawn; what is clicked and typed, told to the server. */
import { render } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { merged } from '../log-lines.js';
import { noPast, type Past, remember, until } from '../past.js';
import type {
  GuidePage,
  LabCheck,
  LabFacts,
  ListedLab,
  LogLine,
  OpenTerminal,
  Pulse,
  ServerMessage,
  StormPicture,
} from '../protocol.js';
import { Actions, LinkActions } from './actions.js';
import { type Answer, Ask } from './ask.js';
import { Connection } from './connection.js';
import { Guide } from './guide.js';
import { allowStylesOfScripts } from './inline-styles.js';
import { LabsMenu } from './labs-menu.js';
import { Logs } from './logs.js';
import { type Pane, Panes } from './panes.js';
import { Picture, Room } from './picture.js';
import { Shells } from './shells.js';
import { Storm } from './storm.js';
import { Strip } from './strip.js';
import { Terminals } from './terminals.js';
import { speak, t } from './texts.js';
import { type KnownZnodes, Znodes } from './znodes.js';

interface Note {
  readonly id: number;
  readonly level: 'note' | 'failure';
  readonly text: string;
}

/** Milliseconds that a note stays which is no failure. */
const noteLife = 6_000;
/** Rows and columns of a terminal before its place is known. */
const firstSize = { rows: 24, columns: 80 };
/** Lines of logs that are kept, and firings of watches. */
const mostLines = 1_500;
const mostFired = 20;
const noZnodes: KnownZnodes = { znodes: new Map(), fired: [], gone: new Set() };

function Page() {
  const [state, setState] = useState<'connecting' | 'open' | 'lost' | 'refused'>('connecting');
  const [lab, setLab] = useState<LabFacts>();
  const [mayChange, setMayChange] = useState(false);
  const [pulse, setPulse] = useState<Pulse>();
  const [past, setPast] = useState<Past>(noPast);
  const [now, setNow] = useState(Date.now());
  const [check, setCheck] = useState<LabCheck>();
  const [page, setPage] = useState<GuidePage>();
  const [terminals, setTerminals] = useState<readonly OpenTerminal[]>([]);
  const [current, setCurrent] = useState<number>();
  const [selected, setSelected] = useState<string>();
  const [link, setLink] = useState<readonly [string, string]>();
  const [pane, setPane] = useState<Pane>('terminals');
  const [znodes, setZnodes] = useState(noZnodes);
  const [lines, setLines] = useState<readonly LogLine[]>([]);
  const [answer, setAnswer] = useState<Answer>();
  const [storm, setStorm] = useState<StormPicture>();
  const [labs, setLabs] = useState<readonly ListedLab[]>();
  const [notes, setNotes] = useState<readonly Note[]>([]);
  /** The lab whose page this is. */
  const whose = useRef('');
  const typist = useRef(false);

  const { connection, shells } = useMemo(() => {
    const hear = (message: ServerMessage): void => {
      switch (message.type) {
        case 'welcome':
          speak(message.language);
          document.title = t('page.title', { lab: message.lab.name });
          typist.current = message.mayChange;
          if (whose.current !== message.lab.dir) {
            // Nothing of another lab stays in sight.
            whose.current = message.lab.dir;
            setPulse(undefined);
            setCheck(undefined);
            setPage(undefined);
            setSelected(undefined);
            setLink(undefined);
            setAnswer(undefined);
            setStorm(undefined);
            setLines([]);
            setPane('terminals');
          }
          setZnodes(noZnodes);
          setLab(message.lab);
          setMayChange(message.mayChange);
          setPast(message.past);
          shells.again();
          connection.say({ type: 'guide' });
          return;
        case 'pulse':
          setPulse(message.pulse);
          setNow(message.at);
          setPast((before) => remember(before, message.at, message.pulse));
          return;
        case 'check':
          setCheck(message.check);
          return;
        case 'guide':
          setPage(message.page);
          return;
        case 'terminals':
          shells.keep(message.terminals.map(({ id }) => id));
          setTerminals(message.terminals);
          return;
        case 'opened':
          setCurrent(message.terminal);
          setPane('terminals');
          return;
        case 'znode': {
          const { znode } = message;
          setZnodes((before) => ({ ...before, znodes: new Map(before.znodes).set(znode.path, znode) }));
          return;
        }
        case 'no-znode':
          setZnodes((before) => {
            const left = new Map(before.znodes);
            left.delete(message.path);
            return { ...before, znodes: left, gone: new Set(before.gone).add(message.path) };
          });
          return;
        case 'fired': {
          const { fired, at } = message;
          setZnodes((before) => ({
            ...before,
            fired: [{ ...fired, at }, ...before.fired].slice(0, mostFired),
          }));
          // What was told once is told again only of what was looked at again.
          connection.say({ type: 'look', path: fired.path });
          return;
        }
        case 'log':
          setLines((before) => merged(before, message.lines, mostLines));
          return;
        case 'answer':
          setAnswer(message);
          return;
        case 'storm':
          setStorm(message.storm);
          return;
        case 'labs':
          setLabs(message.labs);
          return;
        case 'told': {
          const note = { id: Date.now() + Math.random(), level: message.level, text: message.text };
          setNotes((before) => [...before.slice(-3), note]);
          if (message.level === 'note') {
            window.setTimeout(
              () => setNotes((before) => before.filter(({ id }) => id !== note.id)),
              noteLife,
            );
          }
        }
      }
    };
    const connection: Connection = new Connection({
      message: hear,
      shown: (terminal, bytes) => shells.write(terminal, bytes),
      state: setState,
    });
    const shells: Shells = new Shells(
      (message) => connection.say(message),
      () => typist.current,
      sessionStorage.getItem('present') !== null,
    );
    return { connection, shells };
  }, []);

  // One of them is in sight as long as there are any.
  useEffect(() => {
    if (terminals.some(({ id }) => id === current)) return;
    setCurrent(terminals.at(-1)?.id);
  }, [terminals, current]);
  // The words of a page are the engine's, and some of its commands another's once there is another leader.
  const leader = pulse?.status.leader ?? undefined;
  const reader = JSON.stringify([check?.provider, leader]);
  const shown = page?.step ?? undefined;
  useEffect(() => {
    if (check && shown !== undefined) connection.say({ type: 'guide', step: shown });
  }, [reader, connection]);
  useEffect(() => {
    if (pane !== 'logs' || state !== 'open') return;
    setLines([]);
    connection.say({ type: 'logs' });
  }, [pane, state, lab?.dir, connection]);
  // Time goes on where nothing changes.
  useEffect(() => {
    const timer = window.setInterval(
      () => setNow((before) => (state === 'open' ? Date.now() : before)),
      1_000,
    );
    return () => window.clearInterval(timer);
  }, [state]);

  const open = (node: string): void => connection.say({ type: 'open', node, size: firstSize });
  const typing = {
    nodesOf: (place: string): readonly string[] => {
      if (!mayChange || !lab) return [];
      const names = lab.nodes.map(({ name }) => name);
      if (place === 'each') return names;
      if (place === 'leader') return pulse?.status.leader ? [pulse.status.leader] : names.slice(0, 1);
      return names.filter((name) => name === place);
    },
    type: (nodes: readonly string[], commands: string): void => {
      const data = `${commands.trimEnd()}\n`;
      for (const node of nodes) {
        connection.say({ type: 'run', node, data, size: firstSize, terminal: current });
      }
    },
  };
  const go = (step?: string): void => connection.say({ type: 'guide', step });

  if (state === 'refused') return <p class="alone">{t('page.refused')}</p>;
  if (!lab) return <p class="alone">{state === 'lost' ? t('page.lost') : t('page.connecting')}</p>;
  const say = connection.say.bind(connection);
  const names = lab.nodes.map(({ name }) => name);
  const status = pulse?.status;
  return (
    <>
      <header class="head">
        <h1>{lab.name}</h1>
        {status && (
          <span
            class={status.quorum ? 'badge good' : 'badge bad'}
            title={t('page.voters', { ...status.voters })}
          >
            {status.quorum ? t('page.quorum') : t('page.no-quorum')}
          </span>
        )}
        {status && <span class="voters">{t('page.voters', { ...status.voters })}</span>}
        <span class="space" />
        {mayChange && <LabsMenu lab={lab} labs={labs} say={say} />}
        {!mayChange && <span class="badge">{t('page.looking')}</span>}
        {mayChange && status && status.faults.length > 0 && (
          <button
            type="button"
            class="primary"
            data-do="heal-all"
            onClick={() => connection.say({ type: 'heal', nodes: [] })}
          >
            {t('page.heal-all')} ({status.faults.length})
          </button>
        )}
      </header>
      {state === 'lost' && (
        <p class="lost" role="alert">
          {t('page.lost')}
        </p>
      )}
      <main>
        <section class="ensemble" aria-label={t('page.ensemble')}>
          {pulse ? (
            <Picture
              pulse={pulse}
              selected={selected}
              select={(node) => {
                setLink(undefined);
                setSelected((before) => (before === node ? undefined : node));
              }}
              link={link}
              selectLink={
                mayChange
                  ? (from, to) => {
                      setSelected(undefined);
                      setLink((before) =>
                        before?.[0] === from && before[1] === to ? undefined : [from, to],
                      );
                    }
                  : undefined
              }
            />
          ) : (
            <Room nodes={names.length} />
          )}
          {pulse && mayChange && selected !== undefined && (
            <Actions node={selected} pulse={pulse} possible={lab.faults} say={say} open={open} />
          )}
          {pulse && mayChange && link && (
            <LinkActions from={link[0]} to={link[1]} pulse={pulse} possible={lab.faults} say={say} />
          )}
          {pulse && <Strip past={state === 'open' ? until(past, now) : past} now={now} nodes={names} />}
        </section>
        <Guide page={page} check={check} typing={typing} go={go} />
        <Panes pane={pane} choose={setPane}>
          {pane === 'terminals' && (
            <Terminals
              terminals={terminals}
              nodes={names}
              current={current}
              shells={shells}
              mayChange={mayChange}
              choose={setCurrent}
              open={open}
              close={(terminal) => say({ type: 'close', terminal })}
            />
          )}
          {pane === 'znodes' && <Znodes lab={lab} known={znodes} mayChange={mayChange} say={say} />}
          {pane === 'logs' && <Logs lines={lines} nodes={names} />}
          {pane === 'ask' && <Ask nodes={names} answer={answer} say={say} />}
          {pane === 'storm' && <Storm storm={storm} nodes={names} mayChange={mayChange} say={say} />}
        </Panes>
      </main>
      <div class="notes" role="status" aria-live="polite">
        {notes.map(({ id, level, text }) => (
          <p key={id} class={level}>
            <span>{text}</span>
            <button
              type="button"
              aria-label={t('page.dismiss')}
              onClick={() => setNotes((before) => before.filter((each) => each.id !== id))}
            >
              ×
            </button>
          </p>
        ))}
      </div>
    </>
  );
}

allowStylesOfScripts();
if (location.hash.includes('&present') || sessionStorage.getItem('present') !== null) {
  document.documentElement.classList.add('present');
}
render(<Page />, document.body);
