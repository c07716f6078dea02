import { LabError } from '../messages/errors.js';
import { say } from '../messages/index.js';
import type { Lab } from '../model/lab.js';
import { openBrowser, pageOf } from '../page/serve.js';
import type { ProviderName } from '../providers/contract.js';
import { providerOf as holderOf } from '../verbs/holder.js';
import { labOf, providerOf } from './lab.js';
import { isOn, type Run } from './run.js';

/** What is the matter with an engine, the page shows. @throws LabError lab.copy */
async function assertOriginal(lab: Lab, provider: ProviderName | undefined): Promise<void> {
  await holderOf(lab, provider).catch((error) => {
    if (error instanceof LabError && error.code === 'lab.copy') throw error;
  });
}

export const run: Run = async (typed, { signal, output }) => {
  const [lab, provider] = [labOf(typed), providerOf(typed)];
  await assertOriginal(lab, provider);
  const page = await pageOf(lab, provider);
  try {
    const address = page.ownAddress(isOn(typed, 'present'));
    output.print(say('page.served', { address }));
    if (isOn(typed, 'share')) output.print(say('page.shared', { address: page.guestAddress }));
    output.print(say('page.until'));
    if (typed.values.open !== false) openBrowser(address);
    await new Promise<void>((resolve) => {
      if (signal.aborted) resolve();
      signal.addEventListener('abort', () => resolve(), { once: true });
    });
  } finally {
    await page.close();
  }
  return 0;
};
