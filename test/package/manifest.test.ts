import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { describe, expect, test } from 'vitest';
import { publisherFields } from '../../scripts/publisher.mjs';

const root = new URL('../../', import.meta.url);
const read = (name: string) => readFileSync(new URL(name, root), 'utf8');
const manifest = JSON.parse(read('package.json'));

describe('package.json', () => {
  test('asks for nothing to be installed beside the package', () => {
    const kinds = ['dependencies', 'optionalDependencies', 'peerDependencies', 'bundleDependencies'];
    for (const kind of kinds) expect(manifest[kind] ?? {}).toEqual({});
  });

  test('runs nothing on the machine that installs it', () => {
    // npm runs prepare in a clone and for a git address, not for what it has from a registry.
    const hooks = ['preinstall', 'install', 'postinstall'];
    expect(Object.keys(manifest.scripts).filter((name) => hooks.includes(name))).toEqual([]);
  });

  test('says in one place who publishes it', () => {
    const address = manifest.homepage.replace('#readme', '');
    const { repository, bugs, homepage } = manifest;
    expect(publisherFields(address)).toEqual({ repository, bugs, homepage });
  });

  test('is not published before anybody has put their address there', async () => {
    const { exitCode, stderr } = await execa('node', ['scripts/publisher.mjs'], {
      cwd: fileURLToPath(root),
      reject: false,
    });
    expect({ exitCode, stderr }).toEqual(
      manifest.homepage.startsWith('https://example.org/')
        ? { exitCode: 1, stderr: expect.stringContaining('npm run publisher -- https://') }
        : { exitCode: 0, stderr: '' },
    );
  });

  test('has a version that the changelog tells of', () => {
    expect(read('CHANGELOG.md')).toMatch(
      new RegExp(`^## ${manifest.version.replaceAll('.', '\\.')}\\b`, 'm'),
    );
  });
});

test('the lock file names no address: every machine uses its own registry', () => {
  const packages: Record<string, { resolved?: string; integrity?: string }> = JSON.parse(
    read('package-lock.json'),
  ).packages;
  const entries = Object.entries(packages).filter(([path]) => path !== '');
  expect(entries.filter(([, { resolved }]) => resolved !== undefined)).toEqual([]);
  expect(entries.filter(([, { integrity }]) => integrity === undefined)).toEqual([]);
});

test('the tarball holds what users need and nothing else', async () => {
  const { stdout } = await execa('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
    cwd: fileURLToPath(root),
  });
  const [{ files }]: [{ files: { path: string; mode: number }[] }] = JSON.parse(stdout);
  const paths = files.map(({ path }) => path);
  expect(paths).toEqual(
    expect.arrayContaining([
      'LICENSE',
      'README.md',
      'CHANGELOG.md',
      'dist/zk-lab.js',
      'dist/bundle.js',
      'dist/THIRD-PARTY-LICENSES.txt',
      'templates/lab/zk-lab.schema.json',
      'templates/lab/Vagrantfile.mustache',
      'labs/zookeeper-cluster/lab.yaml',
      'templates/lab/.gitignore.mustache',
    ]),
  );
  const known = /^(dist|labs|templates)\/|^(package\.json|LICENSE|(README(\.zh-CN)?|CHANGELOG)\.md)$/;
  expect(paths.filter((path) => !known.test(path))).toEqual([]);
  expect(paths.filter((path) => /\.(ts|map|test\.\w+)$/.test(path) && !path.endsWith('.d.ts'))).toEqual([]);
});

test('what package.json points to is in the tarball', async () => {
  const targets: string[] = [];
  const collect = (value: unknown) => {
    if (typeof value === 'string') targets.push(value.replace(/^\.\//, ''));
    else if (value && typeof value === 'object') Object.values(value).forEach(collect);
  };
  collect([manifest.bin, manifest.exports, manifest.types, manifest.main]);
  const { stdout } = await execa('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
    cwd: fileURLToPath(root),
  });
  const paths = JSON.parse(stdout)[0].files.map(({ path }: { path: string }) => path);
  expect(targets.filter((target) => !paths.includes(target))).toEqual([]);
  expect(targets).toContain('dist/zk-lab.js');
});
