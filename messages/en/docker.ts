export const docker = {
  'docker.detail': 'Docker Engine {version}',
  'docker.no-engine': 'no Docker engine answers at {address}',
  'docker.no-engine.remedy':
    'start Docker Desktop (or: sudo systemctl start docker), or install it from docs.docker.com/get-docker',
  'docker.no-engine.damaged':
    'no Docker engine answers at {address}, and {file}, which may name another place, cannot be read or understood',
  'docker.no-engine.remedy.host': 'start that engine, or unset DOCKER_HOST',
  'docker.no-engine.remedy.variable': 'start that engine, or unset DOCKER_CONTEXT',
  'docker.no-engine.remedy.context':
    'start that engine, or choose another of those that docker context ls shows: docker context use NAME',
  'docker.no-engine.remedy.damaged':
    'mend that file, or begin it anew: mv {file} {file}.old; docker context ls shows the engines that there are, docker context use NAME chooses one',
  'docker.no-permission': 'the Docker engine at {address} does not let this user in',
  'docker.no-permission.remedy': 'sudo usermod -aG docker "$USER", then log in again',
  'docker.no-context': 'the Docker context {name} is not there',
  'docker.no-context.remedy.variable':
    'docker context ls shows those that are; set DOCKER_CONTEXT to one of them, or unset it',
  'docker.no-context.remedy':
    'docker context ls shows those that are; choose one with: docker context use NAME',
  'docker.over-ssh':
    'the Docker engine at {address} is on another machine, and so would be the ports of the nodes',
  'docker.over-ssh.remedy': 'run zk-lab on that machine (ssh {host}), or use an engine of this one',
  'docker.bad-address': '{address} is no address of a Docker engine',
  'docker.bad-address.remedy': 'set DOCKER_HOST to one like {example}, or unset it',
  'docker.podman': 'Podman {version}, which answers at {address} as Docker does',
  'docker.old-podman': 'Podman {version} answers at {address}, and is too old',
  'docker.old-podman.remedy': 'install version 4 or later, or start a Docker engine',
  'docker.podman.no-compose': 'Podman {version} answers at {address}, but "docker compose" is not there',
  'docker.podman.remedy':
    'install the Compose plugin (Debian and Ubuntu: docker-compose-plugin) from docs.docker.com/compose/install; without, podman-compose 1.6 or later brings the lab up (podman-compose up -d in the lab), and zk-lab status, check, logs, ssh and exec go on from there',
  'docker.podman-compose':
    'podman-compose {version} has brought it up, and Docker’s Compose knows nothing of that',
  'docker.podman-compose.remedy':
    'in {directory} podman-compose up -d starts it, podman-compose stop stops it, podman-compose down -v removes it with its data; after that zk-lab up brings it up as a lab that zk-lab changes',
  'docker.no-client':
    'The docker program is not in PATH, and it is what brings your terminal there. Over SSH: zk-lab ssh {node} {command}',
  'docker.left':
    'Not removed, although Compose said so: {left}. docker ps -a and docker volume ls show them; docker rm -f and docker volume rm remove them',
  'docker.old-engine': 'Docker Engine {version} is too old',
  'docker.old-engine.remedy': 'install version 20.10 or later from docs.docker.com/engine/install',
  'docker.no-compose': 'a Docker engine answers, but "docker compose" is not there',
  'docker.no-compose.remedy':
    'install the Compose plugin (Debian and Ubuntu: docker-compose-plugin) from docs.docker.com/compose/install',
  'docker.other-lab':
    'Docker already holds a lab named {name}, made in {other}. Give this one another name ("name:" in zk-lab.yaml, then zk-lab create --spec zk-lab.yaml --force .), or destroy the other: {command}',
  'docker.network-of': ' of {lab}',
  'docker.network-taken':
    'The network {network} is in use by the Docker network {other} ({range}){of}. Stop its owner, or make the lab elsewhere: zk-lab create --network {free}',
  'docker.neighbours':
    'These {count} nodes need {needed} places in the kernel’s table of neighbours (ARP), which has {room} on this machine: once it is full (dmesg: neighbor table overflow), nodes do not reach each other, nor does anybody else here reach what is new',
  'docker.neighbours.remedy':
    'until the next boot: sudo sysctl -w {setting}; or take fewer voters and more observers',
  'docker.build': 'Building the image of the nodes (once per stack; it downloads packages)',
  'docker.start': 'Starting containers: {count}',
  'docker.same': 'Comparing the containers with compose.yaml',
  'docker.stop': 'Stopping the containers',
  'docker.remove': 'Removing containers, volumes and network',
  'docker.node.ended': 'The container of {node} ended by itself. The end of what it said:\n{said}',
  'docker.unreadable':
    'The Docker engine cannot look into {path}: to that file system it is another user than you (NFS with root_squash, a folder that was mounted for you alone, a rootless engine of somebody else). Move the lab to a disk of the machine that the engine runs on, as the user who runs it, and go on there with: zk-lab up',
  'docker.remove.beside': 'With them goes what belongs to the same Compose project: {services}',
  'docker.network-busy':
    'All is removed but the network {network}, to which something is still connected. What, tells: docker network inspect {network}. Disconnect it (docker network disconnect -f {network} CONTAINER) and type again: zk-lab destroy. If nothing is shown there, the engine has lost count: restart it first',
  'docker.failed': 'docker compose failed: {reason}',
  'docker.no-base':
    'The base image {image} could not be pulled: {reason}\n  Where Docker Hub cannot be reached, take one of these ways and go on with zk-lab up:\n  - a registry that has it: zk-lab create --force --spec zk-lab.yaml --image REGISTRY/{image} .\n  - a root file system tarball: zk-lab create --force --spec zk-lab.yaml --image FILE.tar.xz .{source}',
  'docker.no-base.source': '\n  - build it from its publisher’s source: docker build -t {image} "{source}"',
  'docker.no-packages':
    'The image could not be built: packages of {os} could not be installed.\n  Behind a slow or closed network choose a mirror: zk-lab create --force --spec zk-lab.yaml --mirror tuna .\n  The end of its output:\n{reason}',
  'docker.port-taken':
    'Port {port} on 127.0.0.1 is taken; stop what uses it, or choose others: zk-lab create --force --spec zk-lab.yaml --client-port PORT --ssh-port PORT .',
  'docker.disk-full':
    'The Docker engine’s disk is full. What takes the room: docker system df. What nothing uses goes with docker builder prune and docker image prune -a; docker system prune also removes containers that are stopped. Then type it again',
  'docker.bad-platform':
    'This engine cannot run {image}, which exists for x86-64 only. Turn on emulation (Docker Desktop: Rosetta), or choose a living system: zk-lab create --force --spec zk-lab.yaml --os rockylinux-9 --zookeeper 3.9 .',
  'docker.kept':
    'Interrupted. What was started is still there: zk-lab down stops it, zk-lab destroy removes it',
} as const;
