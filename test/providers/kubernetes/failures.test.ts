import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { assertDone, silenceOf } from '../../../providers/kubernetes/failures.js';
import { tell } from '../../../providers/kubernetes/kubectl.js';
import { useKubectl } from '../../testbed/kubectl.js';
import { describeWith } from '../../testbed/use-engine.js';
import { kubeconfig } from './kubeconfig.js';

/** What is asked of a server before anything else: what there is. */
const discovery: Readonly<Record<string, object>> = {
  '/api': { kind: 'APIVersions', versions: ['v1'] },
  '/apis': { kind: 'APIGroupList', apiVersion: 'v1', groups: [] },
  '/api/v1': {
    ...{ kind: 'APIResourceList', groupVersion: 'v1' },
    resources: [
      { name: 'pods', singularName: 'pod', namespaced: true, kind: 'Pod', verbs: ['list', 'delete'] },
    ],
  },
};

/** A server that says which kinds there are and refuses all else. @returns its address, and what of that it was asked */
async function refusing(code: number, reason: string, message: string) {
  const status = { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure', code, reason, message };
  const asked: string[] = [];
  const server = createServer(({ url = '' }, response) => {
    const [path = ''] = url.split('?');
    const known = discovery[path];
    if (!known) asked.push(path);
    response.writeHead(known ? 200 : code, { 'content-type': 'application/json' });
    response.end(JSON.stringify(known ?? status));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  onTestFinished(() => void server.close());
  return { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

await describeWith(useKubectl, 'what kubectl says when it cannot do it, with what to type', ({ bin }) => {
  let home: string;
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'zk-lab-kubectl-'));
    vi.stubEnv('HOME', home);
    vi.stubEnv('PATH', bin);
    vi.stubEnv('KUBECONFIG', join(home, 'config'));
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    rmSync(home, { recursive: true });
  });
  const place = { context: 'labs', namespace: 'mine', configuration: '' };
  const saidAt = (server: string) => {
    writeFileSync(join(home, 'config'), kubeconfig([{ name: 'labs', server }]));
    return tell(place, ['get', 'pods']);
  };

  test('who may not is told for which role to ask', async () => {
    const message = 'pods is forbidden: User "me" cannot list resource "pods" in the namespace "mine"';
    const { address } = await refusing(403, 'Forbidden', message);
    const { reason, remedy } = silenceOf(await saidAt(address), place);
    expect(reason).toBe(
      `you may not do that on the cluster of labs: Error from server (Forbidden): ${message}`,
    );
    expect(remedy).toMatch(/the role “edit” in the namespace mine.* --namespace NAME$/);
  });

  test('who is not known, how to see that they are', async () => {
    const { address } = await refusing(401, 'Unauthorized', 'Unauthorized');
    expect(silenceOf(await saidAt(address), place)).toEqual({
      reason: 'the cluster of labs does not know you',
      remedy: 'log in to it again, until this answers: kubectl --context labs get pods',
    });
  });

  test('where nobody listens, what said so and no more', async () => {
    const { reason, remedy } = silenceOf(await saidAt('http://127.0.0.1:1'), place);
    expect(reason).toMatch(
      /^the cluster of labs does not answer: The connection to the server 127\.0\.0\.1:1 was refused[^\n]*$/,
    );
    expect(remedy).toBe('see whether this does: kubectl --context labs get nodes');
  });

  test('a context that is gone, and a kubectl that is', async () => {
    writeFileSync(join(home, 'config'), kubeconfig([{ name: 'other' }]));
    const gone = await tell(place, ['get', 'pods']);
    expect(() => assertDone(gone, place)).toThrow(
      'Kubernetes: kubectl has no context labs any more; point KUBECONFIG at the file that has it, and try again',
    );
    vi.stubEnv('PATH', home);
    expect(silenceOf(await tell(place, ['get', 'pods']), place).reason).toBe('there is no kubectl command');
  });

  test('each command is told the place, whatever is chosen', async () => {
    const { address, asked } = await refusing(404, 'NotFound', 'no such thing');
    const elsewhere = { name: 'prod', server: 'http://127.0.0.1:1', namespace: 'prod' };
    writeFileSync(
      join(home, 'config'),
      kubeconfig([elsewhere, { name: 'labs', server: address }], elsewhere.name),
    );
    await tell(place, ['get', 'pods']);
    await tell(place, ['delete', 'pod', 'node1-0']);
    expect(asked).toEqual(['/api/v1/namespaces/mine/pods', '/api/v1/namespaces/mine/pods/node1-0']);
  });
});
