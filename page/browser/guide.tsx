/** The guide: its steps with ticks, and the page of one of them. */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Block, Span } from '../guide-blocks.js';
import type { GuidePage, LabCheck } from '../protocol.js';
import { t } from './texts.js';

type Check = LabCheck['checks'][number];

const isDone = ({ passed, since }: Check): boolean => passed === true || since !== null;

function Spans({ spans }: { readonly spans: readonly Span[] }) {
  return (
    <>
      {spans.map((span) => {
        if (!('spans' in span)) return span.kind === 'code' ? <code>{span.text}</code> : span.text;
        const inner = <Spans spans={span.spans} />;
        if (span.kind === 'strong') return <strong>{inner}</strong>;
        if (span.kind !== 'link') return <em>{inner}</em>;
        return (
          <a href={span.href} target="_blank" rel="noreferrer noopener">
            {inner}
          </a>
        );
      })}
    </>
  );
}

interface Typing {
  /** The nodes on which something of that place is typed; none where that is the reader's own machine, or it may not be. */
  nodesOf(place: string): readonly string[];
  type(nodes: readonly string[], commands: string): void;
}

function Code({ text, place, typing }: { text: string; place?: string | undefined; typing: Typing }) {
  const [copied, setCopied] = useState(false);
  const nodes = place === undefined ? [] : typing.nodesOf(place);
  const [only] = nodes;
  const what =
    nodes.length > 1 ? t('page.type-each') : only === undefined ? '' : t('page.type-on', { node: only });
  return (
    <div class={place === undefined ? 'code output' : 'code'}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what is wider than the page is scrolled by keys, too */}
      <pre tabIndex={0}>{text}</pre>
      {place !== undefined && (
        <div class="code-tools">
          {nodes.length > 0 && (
            <button type="button" class="primary" onClick={() => typing.type(nodes, text)}>
              {what}
            </button>
          )}
          <button
            type="button"
            onClick={() => {
              navigator.clipboard.writeText(text).then(() => setCopied(true));
            }}
          >
            {copied ? t('page.copied') : t('page.copy')}
          </button>
        </div>
      )}
    </div>
  );
}

interface BlocksProps {
  readonly blocks: readonly Block[];
  readonly typing: Typing;
}

function Cells({ row, head }: { readonly row: readonly (readonly Span[])[]; readonly head: boolean }) {
  return (
    <tr>
      {row.map((cell) =>
        head ? (
          <th scope="col">
            <Spans spans={cell} />
          </th>
        ) : (
          <td>
            <Spans spans={cell} />
          </td>
        ),
      )}
    </tr>
  );
}

function OneBlock({ block, typing }: { readonly block: Block; readonly typing: Typing }) {
  switch (block.kind) {
    case 'heading': {
      const spans = <Spans spans={block.spans} />;
      return block.level < 3 ? <h3>{spans}</h3> : <h4>{spans}</h4>;
    }
    case 'text':
      return (
        <p>
          <Spans spans={block.spans} />
        </p>
      );
    case 'quote':
      return (
        <blockquote>
          <Blocks blocks={block.blocks} typing={typing} />
        </blockquote>
      );
    case 'list': {
      const items = block.items.map((item) => (
        <li>
          <Blocks blocks={item} typing={typing} />
        </li>
      ));
      return block.ordered ? <ol>{items}</ol> : <ul>{items}</ul>;
    }
    case 'table': {
      const [head = [], ...rows] = block.rows;
      return (
        <table>
          <thead>
            <Cells row={head} head={true} />
          </thead>
          <tbody>
            {rows.map((row) => (
              <Cells row={row} head={false} />
            ))}
          </tbody>
        </table>
      );
    }
    case 'code':
      return <Code text={block.text} place={block.place} typing={typing} />;
  }
}

function Blocks({ blocks, typing }: BlocksProps) {
  return (
    <>
      {blocks.map((block) => (
        <OneBlock block={block} typing={typing} />
      ))}
    </>
  );
}

interface Props {
  readonly page: GuidePage | undefined;
  readonly check: LabCheck | undefined;
  readonly typing: Typing;
  /** Shows a step by its number; the current one if absent. */
  go(step?: string): void;
}

export function Guide({ page, check, typing, go }: Props) {
  const [hinted, setHinted] = useState<string>();
  const checks = check?.checks ?? [];
  const article = useRef<HTMLElement>(null);
  // Another page is read from its beginning.
  useEffect(() => {
    if (article.current) article.current.scrollTop = 0;
  }, [page?.step]);
  const done = checks.filter(isDone).length;
  const progress = check?.together && !check.done ? 'page.progress.together' : 'page.progress';
  const here = checks.find(({ id }) => id === page?.step);
  const last = page !== undefined && page.step === null;
  const ready = here !== undefined && isDone(here);
  return (
    <section class="guide" aria-label={t('page.guide')}>
      <header>
        <h2>{t('page.guide')}</h2>
        {checks.length > 0 && (
          <span class="progress" role="status">
            {t(progress, { done, count: checks.length })}
          </span>
        )}
      </header>
      <nav class="steps" aria-label={t('page.guide')}>
        {checks.map((each, index) => {
          const state = isDone(each) ? t('page.done') : t('page.not-done');
          return (
            <button
              type="button"
              key={each.id}
              data-step={each.id}
              class={isDone(each) ? 'step done' : 'step'}
              aria-current={each.id === page?.step ? 'step' : undefined}
              aria-label={`${index + 1}. ${each.title}: ${state}`}
              title={each.title}
              onClick={() => go(each.id)}
            >
              {isDone(each) ? '✓' : index + 1}
            </button>
          );
        })}
      </nav>
      {page && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it is scrolled by keys, too
        <article ref={article} tabIndex={0}>
          <p class="place">
            {last
              ? t('page.end', { count: page.count })
              : t('page.step', { number: page.number, count: page.count })}
            {here && isDone(here) && <span class="tick"> ✓ {t('page.done')}</span>}
          </p>
          <Blocks blocks={page.blocks} typing={typing} />
          {here?.hint && !isDone(here) && hinted === here.id && <p class="hint">{here.hint}</p>}
          <div class="turn">
            <button
              type="button"
              disabled={page.number <= 1 && !last}
              onClick={() => go(String(last ? page.count : page.number - 1))}
            >
              {t('page.before')}
            </button>
            {here?.hint && !isDone(here) && hinted !== here.id && (
              <button type="button" onClick={() => setHinted(here.id)}>
                {t('page.hint')}
              </button>
            )}
            <button type="button" onClick={() => go()}>
              {t('page.current')}
            </button>
            <button
              type="button"
              class={ready ? 'primary' : undefined}
              data-do="next-step"
              disabled={last || (page.number >= page.count && !ready)}
              onClick={() => go(page.number >= page.count ? undefined : String(page.number + 1))}
            >
              {t('page.next')}
            </button>
          </div>
        </article>
      )}
    </section>
  );
}
