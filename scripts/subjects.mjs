/** Part of `npm run check`: the first line of a commit fits where commits are listed. Looks at the last one, and those that main lacks. */
import { execFileSync } from 'node:child_process';
import { root } from './setup.mjs';

const most = 72;

/** @param {string[]} args @returns {string[]} lines */
const git = (...args) =>
  execFileSync('git', args, { cwd: root, encoding: 'utf8' }).split('\n').filter(Boolean);

const branches = git('for-each-ref', '--format=%(refname)', 'refs/heads/main', 'refs/remotes/origin/main');
const format = ['log', '--no-merges', '--format=%h %s'];
const ahead = branches.length > 0 ? git(...format, 'HEAD', ...branches.map((name) => `^${name}`)) : [];
const subjects = new Set([...git(...format, '-1'), ...ahead]);
const long = [...subjects].filter((line) => line.slice(line.indexOf(' ') + 1).length > most);
for (const line of long) console.error(`More than ${most} characters: ${line}`);
process.exitCode = long.length > 0 ? 1 : 0;
