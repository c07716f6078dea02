import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { story } from '../story.js';
import { describeWith, useEngine } from '../testbed/use-engine.js';

await describeWith(useEngine, 'the test engine', (engine) => {
  let folder = '';
  const docker = (...args: string[]) => execa('docker', args, { cwd: folder, env: engine.env });

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'zk-lab-testbed-'));
    await writeFile(
      path.join(folder, 'Dockerfile'),
      'FROM debian:13\nRUN apt-get update -qq && apt-get install -y -qq --no-install-recommends netcat-openbsd\n',
    );
    await writeFile(
      path.join(folder, 'compose.yaml'),
      `name: zk-lab-testbed
services:
  echo:
    build: .
    command: sh -c "while :; do echo heard | nc -lN 7; done"
    init: true
    restart: unless-stopped
    networks: { lab: { ipv4_address: 192.168.252.101 } }
  ask:
    build: .
    command: sleep infinity
    init: true
    restart: unless-stopped
    networks: { lab: { ipv4_address: 192.168.252.102 } }
networks:
  lab: { ipam: { config: [{ subnet: 192.168.252.0/24 }] } }
`,
    );
  });
  afterAll(async () => {
    await docker('compose', 'down', '--volumes', '--timeout', '1');
    await rm(folder, { recursive: true });
  });

  const { step, aside } = story();

  step('builds through apt, and Compose joins containers at fixed addresses', async () => {
    await docker('compose', 'up', '--build', '--detach', '--wait');
    await expect.poll(ask).toMatch(/^heard$/m);
  });

  aside('comes back from a restart with its containers', async () => {
    await engine.restart();
    await expect.poll(ask).toMatch(/^heard$/m);
  });

  test.each([
    ['8', engine.jdk8, '1.8.0_'],
    ['17', engine.jdk17, '17.0.'],
  ])('has a JDK %s that runs in the base image', async (_feature, tarball, version) => {
    const { stderr } = await docker(
      ...['run', '--rm', '--volume', `${tarball}:/jdk.tar.gz:ro`, 'centos:7.3.1611', 'sh', '-c'],
      'mkdir /jdk && tar -xzf /jdk.tar.gz -C /jdk && /jdk/*/bin/java -version',
    );
    expect(stderr).toContain(`openjdk version "${version}`);
  });

  async function ask(): Promise<string> {
    // What went wrong is worth seeing in place of an answer.
    const { all } = await execa(
      'docker',
      ['compose', 'exec', '-T', 'ask', 'nc', '-v', '-w', '1', '192.168.252.101', '7'],
      { cwd: folder, env: engine.env, reject: false, stdin: 'ignore', all: true },
    );
    return all;
  }
});
