/** That a further kind of software takes a folder of its own, a line in the list and a script, and nothing else. */
import { execFile } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fileOf, jdkTarball, tarball, textOf, zooKeeperTarball } from '../artifacts/tarballs.js';
import { describeUnless } from '../needs.js';
import { centos7Machine } from '../provision/centos.js';
import { whyNoSandbox } from '../provision/sandbox.js';

const execute = promisify(execFile);
const root = fileURLToPath(new URL('../../', import.meta.url));

/** software/hello/index.ts: a program that greets, for those who ask for it. */
const hello = `
import { addressesOf, type UrlTemplates } from '../../artifacts/mirrors.js';
import { UsageError } from '../../messages/errors.js';
import { listed } from '../../messages/index.js';
import { didYouMean } from '../../system/did-you-mean.js';
import type { Software } from '../software.js';

const versions = ['1.0', '2.0'];
const example = 'hello-1.0.tar.gz';
const urlTemplates: UrlTemplates = { by: { official: ['https://example.com/{file}'], auto: ['https://example.com/{file}'] }, own: ['{base}/{file}'] };

export const hello: Software<'hello', string, true> = {
  name: 'hello',
  title: 'Hello',
  optional: true,
  needs: ['jdk'],
  field: { description: 'Version of Hello' },
  releases: versions,
  versions,
  example,
  urlTemplates,
  files: [],
  usual: () => '1.0',
  find(name) {
    if (versions.includes(name)) return name;
    throw new UsageError('catalogue.unknown', { title: 'Hello', name, near: didYouMean(name, versions), known: listed(versions) });
  },
  nameOf: (version) => version,
  request: (version, arch, mirror, archive) => ({
    kind: 'hello',
    title: \`Hello \${version}\`,
    key: \`hello-\${version}\`,
    version,
    arch,
    file: \`hello-\${version}.tar.gz\`,
    checksum: { algorithm: 'sha256', value: '0'.repeat(64) },
    urls: addressesOf(mirror, urlTemplates, { file: \`hello-\${version}.tar.gz\` }),
    recognize: (_, { root }) => root.replace('hello-', ''),
    ...(archive !== undefined && { archive }),
  }),
  homeOf: (root) => \`/opt/\${root}\`,
};
`;

/** templates/lab/provision/hello.sh */
const script = `#!/bin/bash
# Stage hello: unpacked in /opt.
declare -F main >/dev/null || . "$(dirname "\${BASH_SOURCE[0]}")/lib.sh"
. "$LAB_DIR/provision/hello.env"

install() {
  [ ! -e "$HELLO_HOME" ] || return 0
  tar -xzf "$(obtain "$HELLO_FILE" "$HELLO_ALGORITHM" "$HELLO_SUM" $HELLO_URLS)" -C /opt --no-same-owner
}

hand_over() { offer "$HELLO_FILE"; }

main "$@"
`;

const folder = mkdtempSync(join(tmpdir(), 'zk-lab-third-kind-'));
/** The code as it is, and with that. */
const tree = join(folder, 'zk-lab');
const archives = {
  zookeeper: fileOf(folder, 'zookeeper-3.4.9.tar.gz', zooKeeperTarball('3.4.9')),
  jdk: fileOf(folder, 'jdk-8u144.tar.gz', jdkTarball('jdk1.8.0_144', 'JAVA_VERSION="1.8.0_144"\n')),
  hello: fileOf(
    folder,
    'hello-1.0.tar.gz',
    tarball([{ path: 'hello-1.0/bin/hello', content: '#!/bin/sh\necho hello\n', mode: 0o755 }]),
  ),
};

/** Runs a command of that tree. */
async function zkLab(...words: string[]): Promise<{ stdout: string; stderr: string }> {
  const env = { ...process.env, LC_ALL: 'C.UTF-8', XDG_CACHE_HOME: join(folder, 'cache') };
  return execute(process.execPath, [join(tree, 'run.mjs'), ...words], { cwd: folder, env });
}

const brought = Object.entries(archives).flatMap(([name, path]) => [`--${name}-archive`, path]);

const leftOut = ['test', 'docs', 'bench'];

beforeAll(async () => {
  // What else lies there is somebody's: a lab that runs, say, as `npm start` leaves it.
  const { stdout } = await execute('git', ['ls-files', '-z'], { cwd: root });
  const ours = new Set(stdout.split('\0').flatMap((path) => path.split('/')[0] || []));
  for (const name of ours) {
    if (!leftOut.includes(name)) cpSync(join(root, name), join(tree, name), { recursive: true });
  }
  symlinkSync(join(root, 'node_modules'), join(tree, 'node_modules'));
  mkdirSync(join(tree, 'software/hello'));
  writeFileSync(join(tree, 'software/hello/index.ts'), hello);
  writeFileSync(join(tree, 'templates/lab/provision/hello.sh'), script);
  const list = join(tree, 'software/index.ts');
  const with3 = `import { hello } from './hello/index.js';\n${textOf(list).replace('[zookeeper, jdk] as const', '[zookeeper, jdk, hello] as const')}`;
  writeFileSync(list, with3);
  writeFileSync(
    join(tree, 'run.mjs'),
    `import { importTypeScript } from './scripts/import-typescript.mjs';
     const { main } = await importTypeScript(import.meta.dirname, 'cli/main.ts');
     main();`,
  );
});
afterAll(() => rmSync(folder, { recursive: true }));

test('its types are sound, and its templates complete', async () => {
  const project = join(tree, 'tsconfig.code.json');
  writeFileSync(
    project,
    '{ "extends": "./tsconfig.json", "include": ["cli/**/*.ts", "index.ts", "scripts/**/*.ts"] }',
  );
  await execute(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '--noEmit', '-p', project]);
  const { stdout } = await execute(process.execPath, [
    '--input-type=module',
    '--eval',
    `const { importTypeScript } = await import('${tree}/scripts/import-typescript.mjs');
     const { labTemplateFaults } = await importTypeScript('${tree}', 'scripts/build/lab-templates.ts');
     console.log(JSON.stringify(labTemplateFaults()));`,
  ]);
  expect(JSON.parse(stdout)).toEqual([]);
});

test('`create` has options for it, and says what they take', async () => {
  const { stdout } = await zkLab('create', '--help');
  expect(stdout).toMatch(/--hello V +Hello: 1\.0, 2\.0\n/);
  expect(stdout).toMatch(/--hello-archive FILE +Your own Hello tarball, e\.g\.\s+hello-1\.0\.tar\.gz\n/);
  expect(stdout).toMatch(/built:\s+os,\s+ssh,\s+jdk,\s+zookeeper,\s+hello,\s+cluster/);
  await expect(zkLab('create', 'x', '--hello', '3.0')).rejects.toThrow(
    'Hello 3.0 is not in the catalogue; did you mean 1.0? Known: 1.0, 2.0.',
  );
});

test('a lab without it knows nothing of it', async () => {
  await zkLab('create', 'without', '--no-fetch');
  const files = readdirSync(join(folder, 'without'), { recursive: true, encoding: 'utf8' });
  expect(files.filter((file) => basename(file).startsWith('hello'))).toEqual([]);
  expect(textOf(join(folder, 'without/zk-lab.yaml'))).not.toContain('hello');
  expect(textOf(join(folder, 'without/Dockerfile'))).not.toContain('hello');
});

describeUnless(whyNoSandbox, 'a lab with it', () => {
  test('brings it to every node, in its stage', async () => {
    const { stdout } = await zkLab('create', 'with', '--hello', '1.0', ...brought);
    expect(stdout).toContain('ZooKeeper 3.4.9, JDK 8u144, Hello 1.0');
    const lab = join(folder, 'with');
    expect(textOf(join(lab, 'zk-lab.yaml'))).toMatch(/^hello: "1\.0"$[\s\S]*^helloArchive:/m);
    expect(textOf(join(lab, 'Dockerfile'))).toContain('bash /lab/provision/hello.sh install');
    expect(textOf(join(lab, 'Vagrantfile'))).toContain("'hello' => 'hello-1.0.tar.gz'");
    expect(JSON.parse(textOf(join(lab, '.zk-lab.json'))).facts.hello).toEqual({
      version: '1.0',
      file: 'hello-1.0.tar.gz',
      home: '/opt/hello-1.0',
    });

    const machine = centos7Machine();
    for (const [until, unpacked] of [
      ['zookeeper', false],
      ['hello', true],
    ] as const) {
      for (const path of ['provision', 'config', 'keys', 'artifacts'].flatMap((name) => filesIn(lab, name))) {
        machine.write(`/lab/${path}`, readFileSync(join(lab, path)));
      }
      const { status, stderr } = machine.run('run.sh', ['node1', until]);
      expect(status, stderr).toBe(0);
      expect(machine.exists('/opt/hello-1.0/bin/hello')).toBe(unpacked);
    }
    machine.dispose();
  });
});

const filesIn = (lab: string, name: string): string[] =>
  readdirSync(join(lab, name), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(lab.length + 1));
