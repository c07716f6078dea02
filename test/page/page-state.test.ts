import { expect, test } from 'vitest';
import {
  firstState,
  type Happening,
  next,
  nodesFor,
  type PageState,
  pageAgain,
} from '../../page/browser/state/page-state.js';
import type { LabFacts, ServerMessage } from '../../page/protocol.js';
import { pulseWith } from './pulse.js';

const lab: LabFacts = {
  ...{ name: 'lab', dir: '/lab', needed: 2 },
  nodes: ['node1', 'node2', 'node3'].map((name) => ({ name, votes: true })),
};
const welcome = (facts = lab, mayChange = true): ServerMessage => ({
  ...{ type: 'welcome', token: 'token', mayChange, language: 'en', lab: facts },
  past: { reigns: [], faults: [] },
});
const heard = (message: ServerMessage): Happening => ({ type: 'heard', message });
const after = (...happenings: readonly Happening[]): PageState => happenings.reduce(next, firstState);
const terminal = (id: number) => ({
  id,
  node: 'node1',
  title: `node1 · ${id}`,
  size: { rows: 24, columns: 80 },
});
const pulse = (leader: string): ServerMessage => ({
  ...{ type: 'pulse', at: 1_000, pulse: pulseWith({ leader }) },
});

test('of another lab nothing stays in sight; the same lab is as it was when its connection comes back', () => {
  const before = after(
    heard(welcome()),
    heard(pulse('node2')),
    { type: 'choose', chosen: { kind: 'node', node: 'node2' } },
    { type: 'pane', pane: 'logs' },
    heard({ type: 'log', lines: [{ node: 'node1', at: '1', level: 'INFO', text: 'old' }] }),
    heard({ type: 'told', level: 'failure', text: 'wrong' }),
  );
  const back = next(before, heard(welcome()));
  expect(back).toMatchObject({ pane: 'logs', chosen: { node: 'node2' }, pulse: before.pulse });
  expect(back.lines).toHaveLength(1);
  const other = next(before, heard(welcome({ ...lab, dir: '/other' })));
  expect(other).toMatchObject({ pane: 'terminals', chosen: undefined, pulse: undefined, lines: [] });
  expect(other.notes).toHaveLength(1);
});

test('what is told again stands there once, as the newest', () => {
  const told = (text: string) => heard({ type: 'told', level: 'failure', text });
  const { notes } = after(told('not up'), told('other'), told('not up'));
  expect(notes.map(({ text }) => text)).toEqual(['other', 'not up']);
});

test('a terminal is in sight as long as there is one', () => {
  const two = heard({ type: 'terminals', terminals: [terminal(1), terminal(2)] });
  const opened = after(heard(welcome()), two, { type: 'pane', pane: 'ask' });
  expect(opened.current).toBe(2);
  const chosen = next(opened, { type: 'terminal', id: 1 });
  expect(next(chosen, heard({ type: 'terminals', terminals: [terminal(1), terminal(3)] })).current).toBe(1);
  expect(next(chosen, heard({ type: 'terminals', terminals: [terminal(3)] })).current).toBe(3);
  expect(next(chosen, heard({ type: 'terminals', terminals: [] })).current).toBeUndefined();
  // One that was asked for is shown, and the pane that it is in.
  expect(next(opened, heard({ type: 'opened', terminal: 1 }))).toMatchObject({
    current: 1,
    pane: 'terminals',
  });
});

test('what is chosen twice is chosen no more, and a link takes a node’s place', () => {
  const node: Happening = { type: 'choose', chosen: { kind: 'node', node: 'node1' } };
  const link: Happening = { type: 'choose', chosen: { kind: 'link', from: 'node1', to: 'node2' } };
  expect(after(node).chosen).toEqual({ kind: 'node', node: 'node1' });
  expect(after(node, node).chosen).toBeUndefined();
  expect(after(node, link).chosen).toEqual({ kind: 'link', from: 'node1', to: 'node2' });
  expect(after(node, link, link).chosen).toBeUndefined();
});

test('notes are told apart, four at most, and go one by one', () => {
  const told = ['a', 'b', 'c', 'd', 'e'].map((text) => heard({ type: 'told', level: 'note', text }));
  const { notes, ...state } = after(...told);
  expect(notes.map(({ text }) => text)).toEqual(['b', 'c', 'd', 'e']);
  expect(new Set(notes.map(({ id }) => id)).size).toBe(4);
  const left = next({ ...state, notes }, { type: 'dismiss', note: notes[1]?.id ?? 0 });
  expect(left.notes.map(({ text }) => text)).toEqual(['b', 'd', 'e']);
});

test('a znode that is gone is known to be, until it is there again', () => {
  const znode = { path: '/a', data: '', stat: null, children: [] };
  const seen = after(heard(welcome()), heard({ type: 'znode', znode }));
  expect(seen.znodes.znodes.get('/a')).toBe(znode);
  const gone = next(seen, heard({ type: 'no-znode', path: '/a' }));
  expect(gone.znodes.znodes.has('/a')).toBe(false);
  expect(gone.znodes.gone.has('/a')).toBe(true);
  expect(next(gone, heard({ type: 'znode', znode })).znodes.gone.has('/a')).toBe(false);
  // What the server was asked to watch, it watches for one connection.
  expect(next(seen, heard(welcome())).znodes.znodes.size).toBe(0);
});

test('commands are typed on the nodes that a page means: none for who looks on', () => {
  const own = after(heard(welcome()));
  expect(nodesFor(own, 'each')).toEqual(['node1', 'node2', 'node3']);
  expect(nodesFor(own, 'node2')).toEqual(['node2']);
  expect(nodesFor(own, 'host')).toEqual([]);
  expect(nodesFor(own, 'leader')).toEqual(['node1']);
  expect(nodesFor(next(own, heard(pulse('node3'))), 'leader')).toEqual(['node3']);
  expect(nodesFor(after(heard(welcome(lab, false))), 'each')).toEqual([]);
});

test('a page of the guide stays in sight until it is turned, also where its lab has grown or its connection comes back', () => {
  const page = { ...{ number: 3, count: 8, held: true, blocks: [] }, step: 'java' };
  const grown = { ...lab, nodes: [...lab.nodes, { name: 'node4', votes: true }] };
  expect(pageAgain(after(heard(welcome())))).toEqual([{ type: 'guide' }]);
  const reading = after(heard(welcome()), heard({ type: 'guide', page }));
  expect(pageAgain(next(reading, heard(welcome(grown))))).toEqual([{ type: 'guide', step: 'java' }]);
  const looksBack = next(reading, heard({ type: 'guide', page: { ...page, step: null } }));
  expect(pageAgain(next(looksBack, heard(welcome(grown))))).toEqual([]);
  expect(pageAgain(next(reading, heard(welcome({ ...lab, dir: '/other' }))))).toEqual([{ type: 'guide' }]);
});
