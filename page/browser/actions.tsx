/** What can be done to the node that was chosen in the picture. */
import type { ClientMessage, Pulse } from '../protocol.js';
import { halves } from '../standing.js';
import { t } from './texts.js';
import { short } from './tile.js';

type FaultVerb = Pulse['possible'][number];

/** What is typed behind a fault's verb and the node: values with which one sees something. */
const values: Readonly<Partial<Record<FaultVerb, string>>> = {
  slow: '200ms',
  lose: '10%',
  rate: '100kbit',
  clock: '+1h',
};

interface Props {
  readonly node: string;
  readonly pulse: Pulse;
  readonly mayChange: boolean;
  readonly possible: Pulse['possible'];
  say(message: ClientMessage): void;
  open(node: string): void;
}

/** What a node's server says of itself, also where its tile has no room for that. */
function told({ status, figures, frozen }: Pulse, node: string): string {
  const zxid = status.nodes.find(({ name }) => name === node)?.zxid ?? null;
  const { connections = null, latency = null } = figures[node] ?? {};
  return [
    ...(zxid === null ? [] : [zxid, t('page.epoch', { epoch: halves(zxid).epoch })]),
    ...(connections === null ? [] : [t('page.clients', { count: connections })]),
    ...(latency === null ? [] : [t('page.latency', { average: short(latency.average) })]),
    ...(frozen.includes(node) ? [t('page.frozen')] : []),
  ].join(' · ');
}

export function Actions({ node, pulse, mayChange, possible, say, open }: Props) {
  const touched = pulse.status.faults.some((fault) =>
    fault.verb === 'cut' ? fault.sides.flat().includes(node) : fault.node === node,
  );
  return (
    <div class="actions" role="toolbar" aria-label={t('page.actions', { node })}>
      <strong>{node}</strong>
      <span class="quiet">{told(pulse, node)}</span>
      {mayChange && (
        <button type="button" data-do="terminal" onClick={() => open(node)}>
          {t('page.open-terminal')}
        </button>
      )}
      {(mayChange ? possible : []).map((verb) => {
        const value = values[verb];
        const words = value === undefined ? [node] : [node, value];
        return (
          <button
            type="button"
            key={verb}
            class="fault"
            data-do={verb}
            onClick={() => say({ type: 'fault', verb, words })}
          >
            {t(`page.fault.${verb}`)}
          </button>
        );
      })}
      {mayChange && touched && (
        <button
          type="button"
          class="primary"
          data-do="heal"
          onClick={() => say({ type: 'heal', nodes: [node] })}
        >
          {t('page.heal')}
        </button>
      )}
    </div>
  );
}

interface LinkProps {
  readonly from: string;
  readonly to: string;
  readonly pulse: Pulse;
  readonly possible: Pulse['possible'];
  say(message: ClientMessage): void;
}

/** What can be done between two nodes. */
export function LinkActions({ from, to, pulse, possible, say }: LinkProps) {
  const told = t('page.link', { from, to });
  const isCut = pulse.status.faults.some(
    (fault) =>
      fault.verb === 'cut' &&
      ((fault.sides[0].includes(from) && fault.sides[1].includes(to)) ||
        (fault.sides[0].includes(to) && fault.sides[1].includes(from))),
  );
  const touched = pulse.status.faults.some(
    (fault) => fault.verb !== 'cut' && fault.verb === 'slow' && [from, to].includes(fault.node),
  );
  return (
    <div class="actions" role="toolbar" aria-label={told}>
      <strong>{told}</strong>
      {possible.includes('cut') && !isCut && (
        <button
          type="button"
          class="fault"
          data-do="cut"
          onClick={() => say({ type: 'fault', verb: 'cut', words: [`${from}/${to}`] })}
        >
          {t('page.cut-link')}
        </button>
      )}
      {possible.includes('slow') && (
        <button
          type="button"
          class="fault"
          data-do="slow"
          onClick={() => say({ type: 'fault', verb: 'slow', words: [from, to, '200ms'] })}
        >
          {t('page.slow-link')}
        </button>
      )}
      {(isCut || touched) && (
        <button
          type="button"
          class="primary"
          data-do="heal"
          onClick={() => say({ type: 'heal', nodes: [from, to] })}
        >
          {t('page.heal-link')}
        </button>
      )}
    </div>
  );
}
