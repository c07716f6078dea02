/** The page: what the server tells, drawn; what is clicked and typed, told to the server. */
import { render } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { noPast, type Past, remember } from '../past.js';
import type { GuidePage, LabCheck, LabFacts, OpenTerminal, Pulse, ServerMessage } from '../protocol.js';
import { Actions } from './actions.js';
import { Connection } from './connection.js';
import { Guide } from './guide.js';
import { allowStylesOfScripts } from './inline-styles.js';
import { Picture } from './picture.js';
import { Shells } from './shells.js';
import { Strip } from './strip.js';
import { Terminals } from './terminals.js';
import { speak, t } from './texts.js';

interface Note {
  readonly id: number;
  readonly level: 'note' | 'failure';
  readonly text: string;
}

/** Milliseconds that a note stays which is no failure. */
const noteLife = 6_000;
/** Rows and columns of a terminal before its place is known. */
const firstSize = { rows: 24, columns: 80 };

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
  const [notes, setNotes] = useState<readonly Note[]>([]);
  /** What is typed into a node's terminal as soon as there is one. */
  const waiting = useRef<{ node: string; data: string }[]>([]);
  const following = useRef(true);
  const typist = useRef(false);

  const { connection, shells } = useMemo(() => {
    const hear = (message: ServerMessage): void => {
      switch (message.type) {
        case 'welcome':
          speak(message.language);
          document.title = t('page.title', { lab: message.lab.name });
          typist.current = message.mayChange;
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
  useEffect(() => {
    waiting.current = waiting.current.filter(({ node, data }) => {
      const terminal = terminals.find((each) => each.node === node);
      if (terminal) connection.say({ type: 'type', terminal: terminal.id, data });
      return !terminal;
    });
  }, [terminals, connection]);
  // The guide goes along while nobody has turned its pages.
  const next = check?.next?.check ?? null;
  useEffect(() => {
    if (check && following.current) connection.say({ type: 'guide' });
  }, [check === undefined, next, connection]);
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
        const terminal =
          terminals.find((each) => each.id === current && each.node === node) ??
          terminals.find((each) => each.node === node);
        if (terminal) {
          setCurrent(terminal.id);
          connection.say({ type: 'type', terminal: terminal.id, data });
        } else {
          waiting.current.push({ node, data });
          open(node);
        }
      }
    },
  };
  const go = (step?: string): void => {
    following.current = step === undefined;
    connection.say({ type: 'guide', step });
  };

  if (state === 'refused') return <p class="alone">{t('page.refused')}</p>;
  if (!lab) return <p class="alone">{state === 'lost' ? t('page.lost') : t('page.connecting')}</p>;
  const names = lab.nodes.map(({ name }) => name);
  const status = pulse?.status;
  // What has ended since the last pulse is no longer so; what has not goes on until now.
  const grown: Past = {
    reigns: past.reigns.map((reign, index) =>
      index === past.reigns.length - 1 ? { ...reign, to: now } : reign,
    ),
    faults: past.faults.map((band) =>
      status?.faults.some(({ id }) => id === band.id) ? { ...band, to: now } : band,
    ),
  };
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
          {pulse && (
            <Picture
              pulse={pulse}
              selected={selected}
              select={(node) => setSelected((before) => (before === node ? undefined : node))}
            />
          )}
          {pulse && mayChange && selected !== undefined && (
            <Actions
              node={selected}
              pulse={pulse}
              possible={lab.faults}
              say={(message) => connection.say(message)}
              open={open}
            />
          )}
          {pulse && <Strip past={grown} now={now} nodes={names} />}
        </section>
        <Guide page={page} check={check} typing={typing} go={go} />
        <Terminals
          terminals={terminals}
          nodes={names}
          current={current}
          shells={shells}
          mayChange={mayChange}
          choose={setCurrent}
          open={open}
          close={(terminal) => connection.say({ type: 'close', terminal })}
        />
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
