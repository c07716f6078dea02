import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { textOf } from '../../../messages/index.js';
import type { LabEvent } from '../../../model/events.js';
import type { Lab } from '../../../model/lab.js';
import { type LabPlace, placeOf } from '../../../providers/kubernetes/cluster-place.js';
import { handingCommand, provideImage } from '../../../providers/kubernetes/image.js';
import { useKubectl } from '../../testbed/kubectl.js';
import { describeWith } from '../../testbed/use-engine.js';
import { kubeconfig } from './kubeconfig.js';

const image = 'localhost/zk-lab/pod:1';
const manifests = [
  {
    kind: 'StatefulSet',
    metadata: { name: 'node1' },
    spec: { template: { spec: { initContainers: [], containers: [{ image }] } } },
  },
];

/**
 * Programs that only write down how they were called and what they were given to read: none of those that build images and
 * have clusters is here. kubectl is itself.
 */
await describeWith(useKubectl, 'building the image and handing it to a cluster: what is run', ({ bin }) => {
  let home: string;
  let lab: Lab;
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'zk-lab-image-test-'));
    lab = { dir: home } as Lab;
    symlinkSync(join(bin, 'kubectl'), join(home, 'kubectl'));
    const entries = [
      { name: 'kind-labs' },
      { name: 'lessons', server: 'https://192.168.49.2:8443', minikube: true },
      { name: 'docker-desktop' },
      { name: 'default' },
      { name: 'prod', server: 'https://k8s.example.org' },
    ];
    writeFileSync(join(home, 'config'), kubeconfig(entries, 'prod'));
    vi.stubEnv('KUBECONFIG', join(home, 'config'));
    vi.stubEnv('PATH', home);
    vi.stubEnv('HOME', home);
    vi.stubEnv('TMPDIR', home);
    vi.stubEnv('CONTAINERD_ADDRESS', undefined);
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    rmSync(home, { recursive: true });
  });

  /** Puts stand-ins into PATH. @param line what they do besides: a line of sh's own commands */
  const standIns = (line: string, ...programs: readonly string[]): void => {
    for (const program of programs) {
      // What a file that is named holds is told, too, as it is gone afterwards.
      const text = `#!/bin/sh
PATH=; told="${program} $*"
for word; do case $word in */pod.tar) [ ! -f "$word" ] || read -r within <"$word"; esac; done
case "$*" in
  *' -' | *load) [ -t 0 ] || { read -r given; told="$told < $given"; } ;;
esac
[ -z "$within" ] || told="$told ($within)"
echo "$told" >>"${home}/told"
${line}
`;
      writeFileSync(join(home, program), text);
      chmodSync(join(home, program), 0o755);
    }
  };
  /** An engine that builds, and saves to a file or to whoever reads. */
  const engine = (name: string): void =>
    standIns(`case $1:$2 in save:--output) echo "saved $4" >"$3" ;; save:*) echo "saved $2" ;; esac`, name);
  const at = (context: string, more: Partial<LabPlace> = {}): LabPlace => ({
    context,
    namespace: 'mine',
    configuration: '',
    server: '',
    cluster: '',
    registry: '',
    given: '',
    held: false,
    ...more,
  });
  const told = (): string[] =>
    existsSync(join(home, 'told'))
      ? readFileSync(join(home, 'told'), 'utf8')
          .replace(/\S+(?=\/pod\.tar)/g, '…')
          .trimEnd()
          .split('\n')
      : [];
  const notes: string[] = [];
  const provide = (place: LabPlace): Promise<void> => {
    notes.length = 0;
    const emit = (event: LabEvent): void => {
      if (event.type === 'note') notes.push(textOf(event.text));
    };
    return provideImage(lab, manifests, place, { emit, signal: new AbortController().signal });
  };
  const builds = (by: string, tag = image) => `${by} build --file kubernetes/Dockerfile --tag ${tag} .`;

  test('kind asks Docker for it, and is given a file by others', async () => {
    engine('podman');
    standIns('', 'kind');
    await provide(at('kind-labs'));
    engine('docker');
    await provide(at('kind-labs'));
    expect(told()).toEqual([
      builds('podman'),
      `podman save --output …/pod.tar ${image}`,
      `kind load image-archive …/pod.tar --name labs (saved ${image})`,
      builds('docker'),
      `kind load docker-image ${image} --name labs`,
    ]);
  });

  test('minikube is known by what it has written, whatever the profile is called', async () => {
    engine('docker');
    standIns('', 'minikube');
    await provide(at('lessons'));
    expect(told()).toEqual([builds('docker'), `minikube --profile lessons image load ${image}`]);
  });

  test('Docker Desktop has it already', async () => {
    engine('docker');
    await provide(at('docker-desktop'));
    expect(told()).toEqual([builds('docker')]);
    expect(notes).toEqual([]);
  });

  test('k3s reads what the engine saves', async () => {
    engine('nerdctl');
    standIns('', 'k3s');
    await provide(at('default'));
    expect(told()).toEqual([
      builds('nerdctl'),
      ...[`nerdctl save ${image}`, `k3s ctr images import - < saved ${image}`],
    ]);
  });

  test('a registry is pushed to, whatever the cluster is', async () => {
    engine('docker');
    await provide(at('kind-labs', { registry: 'registry.example.org:5000/you/' }));
    const there = 'registry.example.org:5000/you/zk-lab/pod:1';
    expect(told()).toEqual([builds('docker', there), `docker push ${there}`]);
    expect(placeOf(lab)?.given).toBe(there);
  });

  test('what is no known way is told, with what to do', async () => {
    engine('docker');
    await provide(at('prod'));
    expect(told()).toEqual([builds('docker')]);
    expect(notes).toEqual([
      expect.stringMatching(/of prod .*: zk-lab up --registry registry\.example\.org\/you$/),
    ]);
    expect(await handingCommand(image, at('prod'))).toBe('zk-lab up --registry REGISTRY');
  });

  test('is not done again for an image that was handed over', async () => {
    engine('docker');
    standIns('', 'kind');
    await provide(at('kind-labs'));
    const before = told();
    await provide(placeOf(lab) ?? at('kind-labs'));
    expect(told()).toEqual(before);
  });

  test('what fails is told with what it said, and is not taken for done', async () => {
    engine('docker');
    standIns('echo "no nodes found for cluster \\"labs\\"" >&2; exit 1', 'kind', 'k3s');
    await expect(provide(at('kind-labs'))).rejects.toThrow(
      `kind load docker-image ${image} --name labs\n  failed, and said:\n    no nodes found for cluster "labs"`,
    );
    await expect(provide(at('default'))).rejects.toThrow(
      `docker save ${image} | k3s ctr images import -\n  failed, and said:\n    no nodes found`,
    );
    expect(placeOf(lab)).toBeUndefined();
    appendFileSync(join(home, 'docker'), 'echo "no space left"; exit 3\n');
    await expect(provide(at('docker-desktop'))).rejects.toThrow(/^docker build .*\n.*\n +no space left$/);
  });

  test('a program that is not here is told before anything is built', async () => {
    engine('docker');
    await expect(provide(at('kind-labs'))).rejects.toThrow(/^There is no kind here, .* hosts of kind-labs /);
    await expect(provide(at('lessons'))).rejects.toThrow(/^There is no minikube here, /);
    expect(told()).toEqual([]);
  });

  test('somebody without an engine is told what to type where there is one', async () => {
    await expect(provide(at('kind-labs'))).rejects.toThrow(
      `docker build -f kubernetes/Dockerfile -t ${image} .`,
    );
    expect(await handingCommand(image, at('kind-labs'))).toBe(`kind load docker-image ${image} --name labs`);
  });
});
