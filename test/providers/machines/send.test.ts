import { expect, test } from 'vitest';
import type { Seen } from '../../../providers/machines/look.js';
import { knownHosts } from '../../../providers/machines/send.js';
import { blueprintOf } from '../../generators/lab-files.js';

test('nodes know each other by name and address, and by the port of an sshd that has another one', () => {
  const [first, second] = blueprintOf({ hosts: ['a@10.0.0.11', 'b:2200=10.0.0.12'] }).nodes;
  const seen = [
    { node: first, sshd: 22, hostKeys: ['ssh-ed25519 AAAA', 'ssh-rsa BBBB'] },
    // Behind a router the port that leads there from here is another one.
    { node: second, sshd: 2222, hostKeys: ['ssh-ed25519 CCCC'] },
  ] as unknown as Seen[];
  expect(knownHosts(seen).split('\n')).toEqual([
    'node1,10.0.0.11 ssh-ed25519 AAAA',
    'node1,10.0.0.11 ssh-rsa BBBB',
    'node2,[node2]:2222,10.0.0.12,[10.0.0.12]:2222 ssh-ed25519 CCCC',
    '',
  ]);
});
