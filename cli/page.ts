import { say } from '../messages/index.js';
import { openBrowser, pageOf } from '../page/serve.js';
import { labOf, providerOf } from './lab.js';
import { isOn, type Run } from './run.js';

export const run: Run = async (typed, { signal, output }) => {
  const page = await pageOf(labOf(typed), providerOf(typed));
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
