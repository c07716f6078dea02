/**
 * From `kubectl apply` with the image on every host to every node serving: a lab of three nodes beside a plain StatefulSet of the
 * official image's shape, which runs the same ZooKeeper on the same JDK with its data on claims as well.
 * On a cluster whose pods this machine reaches by their addresses; on the tests' own, which is started and ended for it:
 *     npm run kubernetes -- bench/kubernetes.mjs [ROUNDS]
 */
import { spawn } from 'node:child_process';
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { makeLab, makePeer, removeAll, run } from './containers.mjs';
import { inTurn, modeAt, print } from './measure.mjs';

const rounds = Number(process.argv[2] ?? 9);
/** At most that much of the time that the peer takes. */
const limit = 1.2;
const registry = process.env.ZK_LAB_TEST_REGISTRY;
if (!registry) throw new Error('this is started by: npm run kubernetes -- bench/kubernetes.mjs');
const nodes = 3;

/** @param {string} namespace @param {...string} args */
const kubectl = (namespace, ...args) => run('kubectl', ['--namespace', namespace, ...args]);

/** @param {string} image @param {string} name @returns {string} as the hosts get it */
function pushed(image, name) {
  const there = `${registry}/bench-${name}:1`;
  run('docker', ['tag', image, there]);
  run('docker', ['push', there]);
  return there;
}

/** The peer's manifest. @param {string} image */
const plain = (image) => `
apiVersion: v1
kind: Service
metadata: { name: zoo }
spec: { clusterIP: None, publishNotReadyAddresses: true, selector: { app: zoo }, ports: [{ port: 2181 }] }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: zoo }
spec:
  serviceName: zoo
  replicas: ${nodes}
  podManagementPolicy: Parallel
  selector: { matchLabels: { app: zoo } }
  template:
    metadata: { labels: { app: zoo } }
    spec:
      containers:
        - name: zoo
          image: ${image}
          command: [bash, -c, 'export ZOO_MY_ID=$((\${HOSTNAME##*-} + 1)); exec bash /entrypoint.sh']
          env: [{ name: ZOO_SERVERS, value: "${Array.from({ length: nodes }, (_, index) => `server.${index + 1}=zoo-${index}.zoo.bench-plain.svc.cluster.local:2888:3888`).join(' ')}" }]
          readinessProbe: { tcpSocket: { port: 2181 }, periodSeconds: 5 }
          volumeMounts: [{ name: data, mountPath: /data, subPath: data }, { name: data, mountPath: /datalog, subPath: log }]
  volumeClaimTemplates:
    - metadata: { name: data }
      spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 2Gi } } }
`;

/** The cluster's API on a port of this machine, so that asking it costs next to nothing. */
async function proxy() {
  const child = spawn('kubectl', ['proxy', '--port', '0'], { stdio: ['ignore', 'pipe', 'ignore'] });
  for await (const line of createInterface({ input: child.stdout })) {
    const port = /127\.0\.0\.1:(\d+)/.exec(line)?.[1];
    if (port) return { url: `http://127.0.0.1:${port}`, end: () => child.kill() };
  }
  throw new Error('kubectl proxy did not start');
}

const api = await proxy();
try {
  const lab = makeLab(nodes);
  const peer = makePeer(nodes, lab);
  const kustomization = join(lab, 'kustomization.yaml');
  const image = /-t (\S+) \./.exec(readFileSync(kustomization, 'utf8'))?.[1] ?? '';
  run('docker', ['build', '-f', 'kubernetes/Dockerfile', '-t', image, '.'], lab);
  const name = image.replace(/:[^:]*$/, '');
  const [newName, newTag] = pushed(image, 'lab').split(/:(?=[^:]*$)/);
  appendFileSync(kustomization, `images: [{ name: ${name}, newName: ${newName}, newTag: "${newTag}" }]\n`);
  writeFileSync(join(peer, 'zoo.yaml'), plain(pushed('zk-lab-bench/plain', 'plain')));

  /** Whether all pods of a namespace serve. @param {string} namespace */
  async function serves(namespace) {
    const pods = await fetch(`${api.url}/api/v1/namespaces/${namespace}/pods`);
    const { items } = /** @type {{ items: { status: { podIP?: string } }[] }} */ (await pods.json());
    const addresses = items.flatMap(({ status }) => status.podIP ?? []);
    if (addresses.length < nodes) return false;
    const modes = await Promise.all(addresses.map((address) => modeAt(2181, address)));
    return modes.every(Boolean);
  }
  /** @param {string} namespace @param {...string} words */
  async function seconds(namespace, ...words) {
    const begin = performance.now();
    kubectl(namespace, 'apply', ...words);
    while (!(await serves(namespace))) {
      if (performance.now() - begin > 180_000) throw new Error(`${namespace} does not serve`);
      await pause(50);
    }
    const taken = (performance.now() - begin) / 1_000;
    const all =
      'statefulset,pod,service,configmap,secret,poddisruptionbudget,networkpolicy,persistentvolumeclaim';
    kubectl(namespace, 'delete', all, '--all', '--wait=true');
    return taken;
  }
  for (const namespace of ['bench-lab', 'bench-plain']) run('kubectl', ['create', 'namespace', namespace]);
  const contenders = {
    ours: () => seconds('bench-lab', '-k', lab),
    theirs: () => seconds('bench-plain', '-f', join(peer, 'zoo.yaml')),
  };
  // Hosts pull the images once.
  await contenders.ours();
  await contenders.theirs();
  const { ours, theirs } = await inTurn(rounds, contenders);
  print(`Kubernetes, ${rounds} rounds in turn`, [
    { what: 'kubectl apply, three nodes, to every one serving', ours, peer: theirs, unit: 's', limit },
  ]);
} finally {
  api.end();
  for (const namespace of ['bench-lab', 'bench-plain']) {
    run('kubectl', ['delete', 'namespace', '--ignore-not-found', namespace]);
  }
  removeAll();
}
