/** kubectl's configuration, as programs that make clusters write it. */

interface Entry {
  readonly name: string;
  /** Of the API; https://127.0.0.1:6443 unless told otherwise. */
  readonly server?: string;
  readonly namespace?: string;
  /** Whether minikube has made it. */
  readonly minikube?: boolean;
}

const extension = '{ last-update: "2026-11-01", provider: minikube.sigs.k8s.io, version: v1.37.0 }';

/** A kubeconfig file. @param current the context that is chosen; none if left out */
export function kubeconfig(entries: readonly Entry[], current?: string): string {
  const clusters = entries.map(({ name, server = 'https://127.0.0.1:6443', minikube }) => {
    const more = minikube ? `, extensions: [{ name: cluster_info, extension: ${extension} }]` : '';
    return `  - { name: ${name}, cluster: { server: "${server}"${more} } }\n`;
  });
  const contexts = entries.map(({ name, namespace }) => {
    const more = namespace === undefined ? '' : `, namespace: ${namespace}`;
    return `  - { name: ${name}, context: { cluster: ${name}, user: me${more} } }\n`;
  });
  return `apiVersion: v1
kind: Config
${current === undefined ? '' : `current-context: ${current}\n`}clusters:
${clusters.join('')}contexts:
${contexts.join('')}users: [{ name: me, user: { token: a-secret } }]
`;
}
