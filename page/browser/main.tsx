/** The page: what the server tells, drawn; what is clicked and typed, told to the server. */
import { render } from 'preact';
import { BesideGuide } from './beside-guide.js';
import { Ensemble } from './ensemble.js';
import { Head } from './head.js';
import { allowStylesOfScripts } from './inline-styles.js';
import { Learning } from './learning.js';
import { begin } from './live.js';
import { Notes } from './notes.js';
import type { PageState } from './state/page-state.js';
import { usePart } from './store.js';
import { type PageKey, t } from './texts.js';

/** Why what is shown is old. */
const away: Readonly<Partial<Record<PageState['connection'], PageKey>>> = {
  lost: 'page.lost',
  silent: 'page.server-silent',
  ended: 'page.ended-server',
};

function Page() {
  const connection = usePart((state) => state.connection);
  const lab = usePart((state) => state.lab);
  if (connection === 'refused') return <p class="alone">{t('page.refused')}</p>;
  if (!lab)
    return (
      <p class="alone">
        {connection === 'connecting' ? t('page.connecting') : t(away[connection] ?? 'page.lost')}
      </p>
    );
  return (
    <>
      <Head lab={lab} />
      {away[connection] && (
        <p class="lost" role="alert">
          {t(away[connection])}
        </p>
      )}
      <main>
        <Ensemble lab={lab} />
        <Learning />
        <BesideGuide lab={lab} />
      </main>
      <Notes />
    </>
  );
}

allowStylesOfScripts();
begin();
if (sessionStorage.getItem('present') !== null) document.documentElement.classList.add('present');
render(<Page />, document.body);
