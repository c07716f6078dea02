import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { KnownContext } from '../../../providers/kubernetes/contexts.js';
import { type Engine, handingLine, handingTo } from '../../../providers/kubernetes/image-ways.js';

let bin: string;
beforeEach(() => {
  bin = mkdtempSync(join(tmpdir(), 'zk-lab-ways-'));
  vi.stubEnv('PATH', bin);
  vi.stubEnv('CONTAINERD_ADDRESS', undefined);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(bin, { recursive: true });
});
const inPath = (...programs: readonly string[]): void => {
  for (const program of programs) {
    writeFileSync(join(bin, program), '');
    chmodSync(join(bin, program), 0o755);
  }
};

const image = 'localhost/zk-lab/pod:1';
const far: KnownContext = {
  name: 'prod',
  server: 'https://k8s.example.org',
  namespace: undefined,
  minikube: false,
};
const called = (name: string): KnownContext => ({ ...far, name, server: 'https://127.0.0.1:6443' });

/** What would be typed. */
function lineFor(context: KnownContext, engine: Engine = 'docker'): string | undefined {
  const built = { image, engine, archive: 'pod.tar' };
  const handing = handingTo(context, built);
  return handing && handingLine(handing, built);
}

const podmanSaves = `podman save --output pod.tar ${image} &&`;

test.each<[what: string, engine: Engine, context: KnownContext, line: string]>([
  ['kind', 'docker', called('kind-labs'), `kind load docker-image ${image} --name labs`],
  ['kind', 'docker', called('kind-kind-2'), `kind load docker-image ${image} --name kind-2`],
  ['kind', 'podman', called('kind-labs'), `${podmanSaves} kind load image-archive pod.tar --name labs`],
  ['k3d', 'docker', called('k3d-labs'), `k3d image import ${image} --cluster labs`],
  ['k3d', 'podman', called('k3d-labs'), `${podmanSaves} k3d image import pod.tar --cluster labs`],
  ['minikube', 'docker', called('minikube'), `minikube --profile minikube image load ${image}`],
  [
    'a profile of minikube’s',
    'docker',
    { ...far, name: 'lessons', minikube: true },
    `minikube --profile lessons image load ${image}`,
  ],
  ['minikube', 'podman', called('minikube'), `${podmanSaves} minikube --profile minikube image load pod.tar`],
  ['Docker Desktop', 'docker', called('docker-desktop'), `docker image inspect ${image}`],
  ['Rancher Desktop', 'docker', called('rancher-desktop'), `docker image inspect ${image}`],
  ['OrbStack', 'docker', called('orbstack'), `docker image inspect ${image}`],
  ['Colima', 'docker', called('colima'), `docker image inspect ${image}`],
  ['a profile of Colima’s', 'docker', called('colima-labs'), `docker image inspect ${image}`],
  [
    'Rancher Desktop on containerd',
    'nerdctl',
    called('rancher-desktop'),
    `nerdctl save ${image} | nerdctl --namespace k8s.io load`,
  ],
])('%s, by %s', (_, engine, context, line) => {
  expect(lineFor(context, engine)).toBe(line);
});

const imports = (by: string, engine = 'docker') => `${engine} save ${image} | ${by} images import -`;

test('k3s takes it on this machine alone, and where it is', () => {
  const k3s = called('default');
  expect(lineFor(k3s)).toBeUndefined();
  inPath('k3s');
  expect(lineFor(k3s)).toBe(imports('k3s ctr'));
  expect(lineFor(k3s, 'podman')).toBe(imports('k3s ctr', 'podman'));
  for (const server of ['https://localhost:6443', 'https://[::1]:6443', 'https://0.0.0.0:6443']) {
    expect(lineFor({ ...k3s, server })).toBe(imports('k3s ctr'));
  }
  for (const server of ['https://192.168.1.7:6443', 'https://localhost.example.org:6443']) {
    expect(lineFor({ ...k3s, server })).toBeUndefined();
  }
});

test('a containerd that is named takes it, where its ctr is; what a cluster’s name says comes first', () => {
  vi.stubEnv('CONTAINERD_ADDRESS', '/run/here.sock');
  expect(lineFor(far)).toBeUndefined();
  inPath('ctr', 'k3s');
  expect(lineFor(far)).toBe(imports('ctr --namespace k8s.io'));
  expect(lineFor(called('default'))).toBe(imports('ctr --namespace k8s.io'));
  expect(lineFor(called('kind-labs'))).toMatch(/^kind load/);
});

test('no way is known to hosts that are elsewhere', () => {
  expect(lineFor(far)).toBeUndefined();
  expect(lineFor(called('kindly'))).toBeUndefined();
});
