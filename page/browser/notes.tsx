/** What came of something: notes go by themselves, failures stay until they are closed. */
import { useEffect } from 'preact/hooks';
import type { Note } from './state/page-state.js';
import { happen, usePart } from './store.js';
import { t } from './texts.js';

/** Milliseconds that a note stays which is no failure. */
const life = 6_000;

function Shown({ id, level, text }: Note) {
  const dismiss = (): void => happen({ type: 'dismiss', note: id });
  useEffect(() => {
    if (level === 'failure') return;
    const timer = window.setTimeout(dismiss, life);
    return () => window.clearTimeout(timer);
  }, [id, level]);
  return (
    <p class={level}>
      <span>{text}</span>
      <button type="button" aria-label={t('page.dismiss')} onClick={dismiss}>
        ×
      </button>
    </p>
  );
}

export function Notes() {
  const notes = usePart((state) => state.notes);
  return (
    <div class="notes" role="status" aria-live="polite">
      {notes.map((note) => (
        <Shown key={note.id} {...note} />
      ))}
    </div>
  );
}
