import { mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { explain, explainKnown } from '../../../providers/docker/failures.js';
import { planOf, writePlan } from '../../generators/lab-files.js';
import { aLab } from '../../model/a-lab.js';

const dir = mkdtempSync(join(tmpdir(), 'zk-lab-failures-'));
afterAll(() => rmSync(dir, { recursive: true }));
const lab = aLab(dir);
writePlan(dir, planOf(lab));
mkdirSync(join(dir, 'artifacts'), { recursive: true });

const metadata = '#3 [node1 internal] load metadata for docker.io/library/centos:7.3.1611\n#3 DONE 0.2s\n';

test.each([
  [
    'docker.no-base',
    '#3 [node1 internal] load metadata for docker.io/library/centos:7.3.1611\n#3 ERROR: failed to do request: Head "https://registry-1.docker.io/v2/library/centos/manifests/7.3.1611": dial tcp: i/o timeout',
  ],
  [
    'docker.no-base',
    'failed to solve: centos:7.3.1611: failed to resolve source metadata for docker.io/library/centos:7.3.1611: connection refused',
  ],
  [
    'docker.no-packages',
    `${metadata}#7 12.1 http://vault.centos.org/7.3.1611/os/x86_64/repodata/repomd.xml: [Errno 14] curl#6 - "Could not resolve host; Name or service not known"\nfailed to solve: executor failed running [/bin/sh -c bash /lab/provision/os.sh install]: exit code: 1`,
  ],
  [
    'docker.no-packages',
    `${metadata}failed to solve: process "/bin/sh -c bash /lab/provision/os.sh install" did not complete successfully: exit code: 1`,
  ],
  ['docker.disk-full', `${metadata}write /opt/x: no space left on device`],
  [
    'docker.port-taken',
    'Error response from daemon: driver failed programming external connectivity on endpoint zk-lab-node1: Bind for 127.0.0.1:2181 failed: port is already allocated',
  ],
  [
    'docker.unreadable',
    'Error response from daemon: invalid mount config for type "bind": stat /home/me/lab/config: permission denied',
  ],
  [
    'docker.network-busy',
    'failed to remove network lab_ensemble: Error response from daemon: error while removing network: network lab_ensemble id 0eeaa414921a has active endpoints',
  ],
  ['docker.bad-platform', 'exec /usr/bin/bash: exec format error'],
  ['docker.failed', `${metadata}something else`],
])('%s is told from what the engine says', (code, output) => {
  expect(explain(lab, output).code).toBe(code);
});

test('of what the engine refuses without Compose, too, the cause is told, and nothing where none is known', () => {
  const refused = (reason: string) => String(new Error(`(HTTP code 500) server error - ${reason}`));
  expect(explainKnown(lab, refused('mkdir /var/lib/docker/x: no space left on device'))?.code).toBe(
    'docker.disk-full',
  );
  expect(explainKnown(lab, refused('something else'))).toBeUndefined();
});

test('what the engine may not look into is named', () => {
  const { message } = explain(
    lab,
    ' Container lab-node1  Creating\nError response from daemon: invalid mount config for type "bind": stat /home/me/my lab/keys/nodes: permission denied\n',
  );
  expect(message).toMatch(
    /^The Docker engine cannot look into \/home\/me\/my lab\/keys\/nodes: .*Move the lab/,
  );
});

test('without Docker Hub, every way out is named with what to type', () => {
  const { message } = explain(
    lab,
    'failed to resolve source metadata for docker.io/library/centos:7.3.1611: denied',
  );
  expect(message).toContain(
    'docker build -t centos:7.3.1611 "https://github.com/CentOS/sig-cloud-instance-images.git#',
  );
  expect(message).toContain('--image REGISTRY/centos:7.3.1611');
  expect(message).toContain('--image FILE.tar.xz');
});

test.each([
  ['compose.yaml', 'no configuration file provided: not found'],
  [
    'keys/nodes',
    'Error response from daemon: invalid mount config for type "bind": bind source path does not exist',
  ],
])('a lab that lacks %s is damaged, whatever the engine makes of it', (part, output) => {
  renameSync(join(dir, part), join(dir, 'away'));
  const told = explain(lab, output);
  renameSync(join(dir, 'away'), join(dir, part));
  expect(told).toMatchObject({ code: 'lab.damaged', message: expect.stringContaining(join(dir, part)) });
  expect(explain(lab, output).code).toBe('docker.failed');
});
