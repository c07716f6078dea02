import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { expect, test } from 'vitest';
import { command, user } from './command.js';

test('commands, options, values and nodes are completed', async () => {
  const { folder, type, typeWith } = user();
  await type('create', '--no-fetch', '--prefix', 'zoo');
  const cwd = join(folder, 'zk-lab');
  const completed = async (...words: string[]): Promise<string[]> =>
    (await typeWith({ cwd }, '--complete', ...words)).stdout
      .split('\n')
      .map((line) => line.split('\t')[0] ?? '');
  expect(await completed('sta')).toEqual(['status']);
  expect(await completed('ope')).toEqual(['open']);
  expect(await completed('open', '--sha')).toEqual(['--share']);
  expect(await completed('create', '--zoo')).toEqual(['--zookeeper', '--zookeeper-archive', '--zoo-cfg']);
  expect(await completed('create', '--until', '')).toEqual(['os', 'ssh', 'jdk', 'zookeeper', 'cluster']);
  expect(await completed('create', '--os', 'cen')).toContain('centos-7.3');
  expect(await completed('create', '--jdk-archive', '')).toEqual([':file']);
  expect(await completed('ssh', '')).toEqual(['zoo1', 'zoo2', 'zoo3']);
  expect(await completed('check', 'zoo1', '')).toEqual(['zoo1', 'zoo2', 'zoo3']);
  expect(await completed('check', '--un')).toEqual(['--until']);
  expect(await completed('check', '--until', 'j')).toEqual(['jdk']);
  expect(await completed('exec', 'a')).toEqual(['all']);
  expect(await completed('up', 'zoo1', 'zoo')).toEqual(['zoo1', 'zoo2', 'zoo3']);
});

test('bash completes with the script', async () => {
  const { folder, type, typeWith } = user();
  await type('create', '--no-fetch');
  const script = (await type('completion', 'bash')).stdout;
  const press = (...words: string[]): string =>
    `COMP_WORDS=(zk-lab ${words.map((word) => `'${word}'`).join(' ')}); COMP_CWORD=${words.length}; _zk_lab; echo "\${COMPREPLY[@]}"`;
  const program = [
    `zk-lab() { '${process.execPath}' '${command}' "$@"; }`,
    script,
    press('sta'),
    press('create', '--until', 'z'),
    press('ssh', ''),
  ].join('\n');
  await typeWith({}, 'list');
  const { stdout } = await execa('bash', ['-c', program], { cwd: join(folder, 'zk-lab') });
  expect(stdout.split('\n')).toEqual(['status', 'zookeeper', 'node1 node2 node3']);
});

test('zsh accepts the script', async ({ skip }) => {
  if (!existsSync('/usr/bin/zsh') && !existsSync('/bin/zsh')) skip('zsh is not installed');
  const { stdout } = await user().type('completion', 'zsh');
  const { exitCode } = await execa('zsh', ['-n'], { input: stdout, reject: false });
  expect(exitCode).toBe(0);
});
