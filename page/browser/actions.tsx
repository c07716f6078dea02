/** What can be done to the node that was chosen in the picture. */
import type { ClientMessage, LabFacts, Pulse } from '../protocol.js';
import { t } from './texts.js';

type FaultVerb = LabFacts['faults'][number];

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
  readonly possible: LabFacts['faults'];
  say(message: ClientMessage): void;
  open(node: string): void;
}

export function Actions({ node, pulse, possible, say, open }: Props) {
  const touched = pulse.status.faults.some((fault) =>
    fault.verb === 'cut' ? fault.sides.flat().includes(node) : fault.node === node,
  );
  return (
    <div class="actions" role="toolbar" aria-label={t('page.actions', { node })}>
      <strong>{node}</strong>
      <button type="button" onClick={() => open(node)}>
        {t('page.open-terminal')}
      </button>
      {possible.map((verb) => {
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
      {touched && (
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
