export const kubernetes = {
  'kubernetes.title': 'Kubernetes',
  'kubernetes.detail': 'kubectl, with the context {context}',
  'kubernetes.answers': '{version}; context {context}, namespace {namespace}',
  'kubernetes.no-kubectl': 'there is no kubectl command',
  'kubernetes.no-kubectl.remedy': 'install kubectl: https://kubernetes.io/docs/tasks/tools/',
  'kubernetes.no-cluster': 'kubectl knows no cluster',
  'kubernetes.no-cluster.remedy':
    'get one, e.g.: kind create cluster; or point KUBECONFIG at the file that its owner gave you',
  'kubernetes.no-context':
    'kubectl has no context {context}. There are: {names}. Type: zk-lab up --provider kubernetes --context NAME',
  'kubernetes.gone-context': 'kubectl has no context {context} any more',
  'kubernetes.gone-context.remedy': 'point KUBECONFIG at the file that has it, and try again',
  'kubernetes.forbidden': 'you may not do that on the cluster of {context}: {said}',
  'kubernetes.forbidden.remedy':
    'ask the cluster’s owner for the role “edit” in the namespace {namespace}, or choose another one: zk-lab up --provider kubernetes --namespace NAME',
  'kubernetes.unauthorized': 'the cluster of {context} does not know you',
  'kubernetes.unauthorized.remedy':
    'log in to it again, until this answers: kubectl --context {context} get pods',
  'kubernetes.no-answer': 'the cluster of {context} does not answer: {said}',
  'kubernetes.no-answer.remedy': 'see whether this does: kubectl --context {context} get nodes',
  'kubernetes.no-answer-now': '{node} cannot be asked, because its cluster does not answer: {said}',
  'kubernetes.refused': 'Kubernetes: {reason}; {remedy}',
  'kubernetes.elsewhere':
    'The lab is in the namespace {namespace} of {context} already. Take it away there first: zk-lab destroy',
  'kubernetes.other-cluster':
    'The context {context} leads to another cluster now ({server}) than the one that the lab is on, and nothing is done to it. If you mean this one: zk-lab up --provider kubernetes --context {context}',
  'kubernetes.name-taken':
    'The namespace {namespace} has a {kind} {name} that is not this lab’s, and stays. Choose another namespace: zk-lab up --provider kubernetes --namespace {free}',
  'kubernetes.place': 'On the cluster of {context} ({server}), in the namespace {namespace}',
  'kubernetes.bad-manifests':
    'The lab’s manifests cannot be read: {said}\n  Correct them, or have them written anew: zk-lab create . --force --spec zk-lab.yaml',
  'kubernetes.build': 'Building the image with {engine}',
  'kubernetes.push': 'Pushing {image}',
  'kubernetes.load': 'Handing the image to the cluster: {command}',
  'kubernetes.no-way':
    'How hosts of {context} get an image is not known here. If they do not have {image} yet, push it to a registry that they can read: zk-lab up --registry registry.example.org/you',
  'kubernetes.no-builder':
    'There is neither docker nor podman nor nerdctl here to build {image}. Install one of them, or build it elsewhere: docker build -f kubernetes/Dockerfile -t {image} .',
  'kubernetes.no-program':
    'There is no {program} here, by which the hosts of {context} get the image. Put it into PATH, or have them read a registry: zk-lab up --registry registry.example.org/you',
  'kubernetes.image': '{command}\n  failed, and said:\n{said}',
  'kubernetes.start': 'Starting pods: {count}',
  'kubernetes.stop': 'Stopping the pods',
  'kubernetes.remove': 'Removing the lab from the namespace {namespace} of {context}',
  'kubernetes.cannot-pull':
    '{node}: its host {host} has not got the image {image}: {said}\n  Type: {command}\n  and then: zk-lab up',
  'kubernetes.cannot-pull-from':
    '{node}: its host {host} does not get the image from {registry}: {said}\n  Let the cluster’s hosts reach and read it there, and then: zk-lab up',
  'kubernetes.pod-failed': '{node} does not start ({reason}), and said last:\n{said}',
  'kubernetes.no-host':
    '{node} finds no host: {said}\n  Make room on the cluster, or make nodes smaller: zk-lab create . --force --spec zk-lab.yaml --memory 256',
  'kubernetes.claim-stays':
    '{node} waits for {host}, where its claim is: no other host can take it. Let that one take pods again: kubectl uncordon {host}. Is it to stay empty, or gone for good, have the node made anew from the others: zk-lab replace {node}. The cluster says: {said}',
  'kubernetes.some-host': 'its host',
  'kubernetes.no-claim':
    '{node} gets no disk: {said}\n  Name a StorageClass of the cluster (kubectl get storageclass) in kubernetes/nodes.yaml, as storageClassName, and then: zk-lab up',
  'kubernetes.no-pod':
    'The cluster makes no pod for {node}: {said}\n  Ask its owner, or choose another namespace: zk-lab up --provider kubernetes --namespace NAME',
  'kubernetes.stuck':
    '{node} does not get on ({reason}). See what the cluster says of it: kubectl describe pod {pod}',
  'kubernetes.not-given': '{node} did not take the lab’s files: {said}. Try again: zk-lab up',
  'kubernetes.forward':
    'The way from this machine to the pods could not be opened: {said}. If a port is taken, make the lab with others: zk-lab create . --force --spec zk-lab.yaml --client-port 12181',
  'kubernetes.forwarded':
    'On the cluster of {context}, in the namespace {namespace}; clients of this machine get there through kubectl port-forward, which process {pid} keeps open until zk-lab down',
  'kubernetes.not-forwarded':
    'Clients of this machine do not get to the pods at the moment. zk-lab exec, zkcli and logs do. What opens the way again: zk-lab up',
  'kubernetes.not-forwarded.remedy': 'type: zk-lab up',
  'kubernetes.waits': '{node} waits ({reason}): {message}',
  'kubernetes.host-lost':
    '{node} is on the host {host}, which does not answer; it comes back with it. If that host is lost for good, have the node made anew from the others: zk-lab replace {node}',
  'up.no-such-place':
    '{option}: only Kubernetes has several places for a lab; add [[provider kubernetes]], or leave this out',
  'where.bad-context': '{origin}: give the name of a context, as kubectl has it: kubectl config get-contexts',
  'where.bad-namespace': '{origin}: a namespace’s name is made of a–z, 0–9 and hyphens, e.g. my-labs',
  'where.bad-registry': '{origin}: give a registry’s address without a scheme, e.g. registry.example.org/you',
  'kubernetes.until-os':
    '[[until os]]: a pod gets its name and its hosts from its cluster, so nothing is left to do there; choose one of {stages}',
  'kubernetes.made-until-os':
    'The lab ends at stage os, and a pod gets its name and its hosts from its cluster: nothing is left to do there. Make it end later: zk-lab create . --force --spec zk-lab.yaml --until ssh',
  'kubernetes.long-name':
    'nodes: {name} has {length} letters, and the name of a pod’s node has {most} at most; give it a shorter one',
  'kubernetes.made-long-name':
    'The node {name} has {length} letters, and the name of a pod’s node has {most} at most. Give it a shorter one in zk-lab.yaml (nodes, or prefix), and then: zk-lab create . --force --spec zk-lab.yaml',
  'fault.kubernetes.network': 'a pod has no right to change its own network, and gets none for this',
  'fault.kubernetes.fill': 'the disk of a claim may be one that others use, too',
  'fault.kubernetes.clock': 'pods have no clock of their own: it would be the clock of all of their host',
  'doctor.kubernetes.may': 'What you may make there',
  'doctor.kubernetes.may-not': 'no StatefulSets in the namespace {namespace} of {context}',
  'doctor.kubernetes.claims': 'Storage for claims',
  'doctor.kubernetes.unseen': 'which classes there are is not for you to see',
  'doctor.kubernetes.no-class': 'the cluster has no default StorageClass',
  'doctor.kubernetes.no-class.remedy':
    'ask its owner which one to take, and name it in kubernetes/nodes.yaml: storageClassName',
  'cli.option.context':
    'The cluster, as kubectl calls its context (default: where the lab was, else the one that is chosen)',
  'cli.option.namespace': 'The namespace there (default: the context’s, else one of the lab’s own)',
  'cli.option.registry': 'Registry that the cluster’s hosts get the image from, if they cannot be handed it',
  'cli.example.up.kubernetes': 'as pods, on the cluster that kubectl leads to',
} as const;
