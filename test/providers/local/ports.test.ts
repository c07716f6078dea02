import { describe, expect, test } from 'vitest';
import { allPorts, assertPortsFree } from '../../../providers/local/ports.js';
import { takenPorts } from '../../../system/ports.js';
import { aLab } from '../../model/a-lab.js';
import { listen } from '../../system/listening.js';

/** A first client port of which all that follow are free now. */
async function freeStart(): Promise<number> {
  for (let first = 20_000; ; first += 10) {
    const ports = allPorts(aLab('/lab', { clientPort: first }));
    if ((await takenPorts(ports)).length === 0) return first;
  }
}

describe('ports that somebody else has', () => {
  test('are all told, with what they are for and a block that is free', async () => {
    const first = await freeStart();
    const lab = aLab('/lab', { nodes: 3, clientPort: first });
    await assertPortsFree(lab, lab.nodes);
    await listen(first + 1, '127.0.0.1');
    await listen(first + 707, '127.0.0.1');
    await listen(first + 1707 + 2, '127.0.0.1');
    const failure = await assertPortsFree(lab, lab.nodes).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'local.ports.taken', exitCode: 1 });
    const { message } = failure as Error;
    // Linux tells who it is: here, this process.
    const who = process.platform === 'linux' ? `process ${process.pid} of user ` : '';
    expect(message).toContain(`  ${first + 1}  client port of node2; ${who}`);
    expect(message).toContain(`  ${first + 707}  quorum port of node1; ${who}`);
    expect(message).toContain(`  ${first + 1709}  election port of node3; ${who}`);
    expect(message).toMatch(/--client-port 2\d{4} \.$/);
    // Nodes that run already have their ports themselves.
    await assertPortsFree(lab, []);
  });

  test('are told of relays where those are to be started', async () => {
    const first = await freeStart();
    const lab = aLab('/lab', { nodes: 3, clientPort: first });
    await listen(first + 3_707, '127.0.0.1');
    await assertPortsFree(lab, lab.nodes);
    await expect(assertPortsFree(lab, [], true)).rejects.toThrow(`${first + 3_707}  relay port of node1`);
  });

  test('between servers are no hindrance to one that stands alone', async () => {
    const first = await freeStart();
    const lab = aLab('/lab', { nodes: 1, clientPort: first });
    await listen(first + 707, '127.0.0.1');
    await assertPortsFree(lab, lab.nodes);
  });
});
