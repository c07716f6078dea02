/**
 * `npm run picture`: runs zk-lab in a real terminal and draws what stands there in the end into docs/terminal.svg.
 * Needs util-linux's `script` and something that can run a lab; PICTURE_JDK may name a JDK tarball for it.
 */
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { root } from './setup.mjs';
import { columns, terminalSvg } from './terminal-svg.mjs';

const folder = mkdtempSync(join(tmpdir(), 'zk-lab-picture-'));
const zkLab = join(root, 'dist/zk-lab.js');
const jdk = process.env.PICTURE_JDK;
if (jdk) symlinkSync(jdk, join(folder, basename(jdk)));

/** What is typed, line by line. */
const typed = [
  `zk-lab create${jdk ? ` --jdk-archive ${basename(jdk)}` : ''}`,
  'cd zk-lab && zk-lab up',
  "zk-lab ssh node1 'ssh node2 hostname'",
  'zk-lab down node1 && zk-lab status',
];

/** Runs the lines in a terminal of their own. @returns {Promise<string>} everything that was sent to it */
async function record() {
  /** @param {string} text */
  const quote = (text) => `'${text.replaceAll("'", "'\\''")}'`;
  writeFileSync(
    join(folder, 'typed.sh'),
    [
      `stty cols ${columns} rows 50`,
      `zk-lab() { ${quote(process.execPath)} ${quote(zkLab)} "$@"; }`,
      // As with set -e: a picture of an error is of no use. A free line parts the commands.
      ...typed.flatMap((line, i) => [
        `printf '${i > 0 ? '\\n' : ''}\\e[1;32m$\\e[0m %s\\n' ${quote(line)}`,
        `{ ${line}; } || exit`,
      ]),
    ].join('\n'),
  );
  const child = spawn('script', ['-qefc', `bash ${join(folder, 'typed.sh')}`, '/dev/null'], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, TERM: 'xterm-256color', LANG: 'C.UTF-8', XDG_STATE_HOME: join(folder, '.state') },
  });
  let sent = '';
  child.stdout.setEncoding('utf8').on('data', (text) => {
    sent += text;
  });
  const [status] = await once(child, 'close');
  if (status !== 0) throw new Error(`exit ${status}:\n${sent}`);
  return sent;
}

try {
  writeFileSync(join(root, 'docs/terminal.svg'), await terminalSvg(await record()));
} finally {
  await promisify(execFile)(process.execPath, [zkLab, 'destroy', '--yes', '--lab', join(folder, 'zk-lab')], {
    env: { ...process.env, XDG_STATE_HOME: join(folder, '.state') },
  }).catch(({ stderr }) => console.error(stderr));
  rmSync(folder, { recursive: true });
}
