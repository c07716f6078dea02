/** The labs that the page shows: the one that it was started for, and whichever of this machine's its owner chooses. */
import { LabError } from '../messages/errors.js';
import { type Lab, openLab } from '../model/lab.js';
import { registeredLabs } from '../model/registry.js';
import type { ProviderName } from '../providers/contract.js';
import { LabSession } from './session.js';

export class Labs {
  /** By their folders. */
  private readonly sessions = new Map<string, LabSession>();

  constructor(
    private readonly lab: Lab,
    provider: ProviderName | undefined,
  ) {
    this.sessions.set(lab.dir, new LabSession(lab, provider));
  }

  /** The lab that it was started for if none is named. @throws LabError page.no-lab, those of openLab */
  session(dir = this.lab.dir): LabSession {
    const known = this.sessions.get(dir);
    if (known) return known;
    // No folder is opened that is not known as a lab's.
    if (!registeredLabs().some((each) => each.dir === dir)) throw new LabError('page.no-lab', { dir });
    const session = new LabSession(openLab(dir), undefined);
    this.sessions.set(dir, session);
    return session;
  }

  async end(): Promise<void> {
    await Promise.all([...this.sessions.values()].map((session) => session.end()));
  }
}
