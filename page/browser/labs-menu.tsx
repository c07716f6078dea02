/** The labs of this machine, to choose another one. */
import { useState } from 'preact/hooks';
import type { ClientMessage, LabFacts, ListedLab } from '../protocol.js';
import { t } from './texts.js';

interface Props {
  readonly lab: LabFacts;
  readonly labs: readonly ListedLab[] | undefined;
  say(message: ClientMessage): void;
}

export function LabsMenu({ lab, labs, say }: Props) {
  const [open, setOpen] = useState(false);
  const leave = ({ key }: KeyboardEvent): void => {
    if (key === 'Escape') setOpen(false);
  };
  const others = labs?.filter(({ dir, broken, gone }) => dir !== lab.dir && !broken && !gone) ?? [];
  return (
    <div class="labs">
      <button
        type="button"
        data-do="labs"
        aria-expanded={open}
        onKeyDown={leave}
        onClick={() => {
          if (!open) say({ type: 'labs' });
          setOpen(!open);
        }}
      >
        {t('page.choose-lab')} ▾
      </button>
      {open && labs && (
        <ul class="menu">
          {others.length === 0 && <li class="quiet">{t('page.no-other-labs')}</li>}
          {others.map(({ name, dir, running, count, provider }) => (
            <li key={dir}>
              <button
                type="button"
                data-lab={dir}
                onKeyDown={leave}
                onClick={() => {
                  setOpen(false);
                  say({ type: 'lab', dir });
                }}
              >
                <strong>{name}</strong>{' '}
                <span class="quiet">
                  {provider === null ? t('page.lab-down') : t('page.lab-running', { running, count })}
                </span>
                <span class="dir">{dir}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
