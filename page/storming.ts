/** A storm that was begun on the page: one at a time for a lab. */
import { LabError, reasonOf } from '../messages/errors.js';
import { say, textOf } from '../messages/index.js';
import type { Lab } from '../model/lab.js';
import type { ProviderName } from '../providers/contract.js';
import { storm } from '../verbs/storm.js';
import { type StormPicture, withLine } from './storm-picture.js';

/** Milliseconds between two pictures. */
const beat = 500;
/** A seed that somebody else can type. */
const seeds = 10_000;
/** Pieces of evidence that are told of one check. */
const evidenceAtMost = 10;

export class Storming {
  picture: StormPicture | undefined;
  private ending: AbortController | undefined;
  private work: Promise<void> = Promise.resolve();

  constructor(
    private readonly lab: () => Lab,
    private readonly provider: ProviderName | undefined,
    private readonly tell: (picture: StormPicture) => void,
  ) {}

  /** Begins one, unless one goes on. @param length milliseconds @throws LabError page.storm-already */
  begin(length: number): void {
    if (this.ending) throw new LabError('page.storm-already');
    const ending = new AbortController();
    this.ending = ending;
    this.work = this.run(length, ending.signal).finally(() => {
      this.ending = undefined;
    });
  }

  private async run(length: number, signal: AbortSignal): Promise<void> {
    const seed = Math.floor(Math.random() * seeds);
    let picture: StormPicture = { seed, length, seconds: [], faults: [], leaders: [] };
    const show = (): void => {
      this.picture = picture;
      this.tell(picture);
    };
    show();
    let shown = picture;
    const timer = setInterval(() => {
      if (picture === shown) return;
      shown = picture;
      show();
    }, beat);
    try {
      const options = {
        ...{ provider: this.provider, length, seed },
        onLine: (line: Parameters<typeof withLine>[1]) => {
          picture = withLine(picture, line);
        },
      };
      const { verdict, file } = await storm(this.lab(), options, { signal, emit: () => {} });
      picture = {
        ...picture,
        verdict: {
          holds: verdict.holds,
          told: say('storm.counts', { seed, ...verdict.counts }),
          file,
          checks: verdict.checks.map(({ name, outcome, evidence }) => ({
            title: say(`storm.check.${name}`),
            outcome,
            evidence: evidence.slice(0, evidenceAtMost).map(({ told }) => textOf(told)),
          })),
        },
      };
    } catch (error) {
      picture = { ...picture, failed: reasonOf(error) };
    } finally {
      clearInterval(timer);
      show();
    }
  }

  /** Ends it before its time: all is healed, and what there is is judged. Resolves when that is done. */
  async end(): Promise<void> {
    this.ending?.abort();
    await this.work;
  }
}
