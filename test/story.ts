/**
 * Tests of one lab that build on each other, so that each can be run alone (`vitest -t`): what it builds on is done first then.
 * In a run of all, each is done once, as its own test.
 */
import { type TestContext, test } from 'vitest';

type Body = (context: TestContext) => void | Promise<void>;
/** As vitest's test has them. */
type Words = [name: string, body: Body] | [name: string, options: { readonly timeout: number }, body: Body];

interface Step {
  readonly limit: number;
  begun: boolean;
  readonly body: Body;
}

/** What tests of a kind may take where they do not say it: end-to-end tests, by vitest.config.ts. */
const usualLimit = 180_000;

/** A story that a lab goes through. */
export interface Story {
  /** A test that those after it build on. */
  readonly step: (...words: Words) => void;
  /** A test that builds on the steps so far, and that nothing builds on: it leaves the lab as it found it. */
  readonly aside: (...words: Words) => void;
}

/** Begins a story; its steps are told in their order. */
export function story(): Story {
  const steps: Step[] = [];
  const tell = (words: Words): Step => {
    const [name, options, body] = words.length === 3 ? words : [words[0], { timeout: usualLimit }, words[1]];
    const before = [...steps];
    const step: Step = { limit: options.timeout, begun: false, body };
    const run = async (each: Step, context: TestContext): Promise<void> => {
      each.begun = true;
      await within(each.limit, each.body(context));
    };
    // A step of a story that was begun somewhere in the middle is done for this test; one that failed by itself has said so.
    const timeout = before.reduce((sum, { limit }) => sum + limit, step.limit);
    test(name, { timeout }, async (context) => {
      for (const each of before) if (!each.begun) await run(each, context);
      await run(step, context);
    });
    return step;
  };
  return { step: (...words) => void steps.push(tell(words)), aside: (...words) => void tell(words) };
}

/** The limit of a step alone, since its test has that of all before it, too. */
async function within(limit: number, work: void | Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`it took longer than ${limit / 1000} s`)), limit);
  });
  try {
    await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
