/** The page: what the server tells, drawn; what is clicked and typed, told to the server. */
import { render } from 'preact';
import { BesideGuide } from './beside-guide.js';
import { Ensemble } from './ensemble.js';
import { Head } from './head.js';
import { allowStylesOfScripts } from './inline-styles.js';
import { Learning } from './learning.js';
import { begin } from './live.js';
import { Notes } from './notes.js';
import { usePart } from './store.js';
import { t } from './texts.js';

function Page() {
  const connection = usePart((state) => state.connection);
  const lab = usePart((state) => state.lab);
  if (connection === 'refused') return <p class="alone">{t('page.refused')}</p>;
  const lost = connection === 'lost';
  if (!lab) return <p class="alone">{lost ? t('page.lost') : t('page.connecting')}</p>;
  return (
    <>
      <Head lab={lab} />
      {lost && (
        <p class="lost" role="alert">
          {t('page.lost')}
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
