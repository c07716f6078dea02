import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import { labs } from '../../verbs/labs.js';
import { user } from './command.js';

describe.each(['C.UTF-8', 'zh_CN.UTF-8'])('what a lab is about, in %s', (LANG) => {
  test.each(labs().map(({ name }) => name))('%s', async (name) => {
    const { status, stdout } = await user().typeWith({ env: { LANG } }, 'labs', name);
    expect(status).toBe(0);
    expect(stdout).toMatch(new RegExp(`zk-lab create --lab ${name}$`, 'm'));
    expect(stdout).not.toMatch(/\{\w+\}/);
    for (const line of stdout.split('\n')) expect(stringWidth(line)).toBeLessThanOrEqual(80);
  });
});

test('what one takes that is about two releases, on machines of its own', async () => {
  const { stdout } = await user().type('labs', 'upgrade-3.4-to-3.9');
  expect(stdout).toMatch(/ZooKeeper 3\.4\.9, 3\.9\.\d+ and JDK 8/);
  expect(stdout).toMatch(/each node is a\s+machine to itself/);
});

test('for programs, one alone', async () => {
  const { stdout } = await user().type('labs', 'grow-and-observe', '--json');
  expect(JSON.parse(stdout)).toMatchObject({
    name: 'grow-and-observe',
    needs: { nodes: 6, memory: 3072, zookeeper: ['3.4.9'], jdk: '8' },
  });
});

test('one that there is not: which was meant, and all that there are', async () => {
  const { status, stdout, stderr } = await user().type('labs', 'leader');
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toMatch(/no lab leader .* did you mean leader-election\?.*zookeeper-cluster/);
});
