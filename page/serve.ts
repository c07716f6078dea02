/** The page of a lab, for whoever starts it. */
import type { Lab } from '../model/lab.js';
import type { ProviderName } from '../providers/contract.js';
import { Tokens } from './guard.js';
import { Labs } from './labs.js';
import { servePage } from './server.js';

export { openBrowser } from './open-browser.js';

/** A page that is served until it is closed. */
export interface ServedPage {
  /** Opens it once, as its owner; `present` shows it in larger letters. */
  ownAddress(present: boolean): string;
  /** Opens it any number of times, to look on. */
  readonly guestAddress: string;
  close(): Promise<void>;
}

/** Serves a lab's page at 127.0.0.1. */
export async function pageOf(lab: Lab, provider: ProviderName | undefined): Promise<ServedPage> {
  const tokens = new Tokens();
  const labs = new Labs(lab, provider);
  labs.session().expectSomebody();
  const server = await servePage(labs, tokens);
  const at = (token: string, more = ''): string => `http://127.0.0.1:${server.port}/#${token}${more}`;
  return {
    ownAddress: (present) => at(tokens.issueTicket(), present ? '&present' : ''),
    guestAddress: at(tokens.guest),
    close: async () => {
      await labs.end();
      await server.close();
    },
  };
}
