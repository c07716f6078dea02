import { expect, test } from 'vitest';
import { typeThere } from '../../cli/type-there.js';

const lab = '/home/me/my lab';
const there = "What is to be typed is typed in the lab’s folder: cd '/home/me/my lab'";

test.each([
  ['in its folder, everything works', 'More: zk-lab logs node1, zk-lab check', lab, undefined],
  ['below, verbs find it', 'Bring them up first: zk-lab up', `${lab}/config`, undefined],
  [
    'below, its files are not there',
    'write it anew: zk-lab create --force --spec zk-lab.yaml .',
    `${lab}/config`,
    there,
  ],
  ['elsewhere, verbs would mean another lab', 'Bring them up first: zk-lab up', '/home/me', there],
  ['elsewhere, with the lab said', "remove it: zk-lab destroy --lab 'my lab'", '/home/me', undefined],
  [
    'elsewhere, with the way there',
    "zk-lab create 'my lab' --force --spec 'my lab/zk-lab.yaml'",
    '/home/me',
    undefined,
  ],
  ['a folder whose name begins alike is elsewhere', 'zk-lab up', `${lab}2`, there],
  ['nothing is to be typed', 'Nobody answers', '/home/me', undefined],
])('%s', (_, text, cwd, told) => {
  expect(typeThere(text, lab, cwd)).toBe(told);
});
