/** What servers say of themselves when they are asked. */
import { useState } from 'preact/hooks';
import type { ClientMessage, ServerWord } from '../protocol.js';
import { Choice } from './choice.js';
import type { Answer } from './state/page-state.js';
import { t } from './texts.js';

const words: readonly ServerWord[] = ['srvr', 'stat', 'mntr', 'conf', 'cons', 'envi', 'wchs', 'dump', 'ruok'];

interface Props {
  readonly nodes: readonly string[];
  readonly answer: Answer | undefined;
  say(message: ClientMessage): void;
}

/** The AdminServer's JSON, to be read by people. */
function legible(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

export function Ask({ nodes, answer, say }: Props) {
  const [node, setNode] = useState(nodes[0] ?? '');
  const [word, setWord] = useState<ServerWord>('srvr');
  return (
    <>
      <form
        class="row filters"
        onSubmit={(event) => {
          event.preventDefault();
          say({ type: 'ask', node, word });
        }}
      >
        <Choice label={t('page.ask.node')} value={node} of={nodes} choose={setNode} name="node" />
        <Choice<ServerWord>
          label={t('page.ask.word')}
          value={word}
          of={words}
          choose={(each) => setWord(each)}
          name="word"
        />
        <button type="submit" class="primary" data-do="ask">
          {t('page.ask.ask')}
        </button>
      </form>
      {answer ? (
        <>
          <p class="quiet">{t('page.ask.said', { node: answer.node, word: answer.word })}</p>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it is scrolled by keys, too */}
          <pre class="answer" tabIndex={0}>
            {legible(answer.text)}
          </pre>
        </>
      ) : (
        <p class="empty">{t('page.ask.none')}</p>
      )}
    </>
  );
}
