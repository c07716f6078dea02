import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { fileOf, jdkTarball, tarball, zooKeeperTarball } from '../artifacts/tarballs.js';
import { user } from './command.js';

const release = (update: string): string =>
  `JAVA_VERSION="1.8.0_${update}"\nOS_NAME="Linux"\nOS_ARCH="amd64"\n`;
const jdk = jdkTarball('jdk1.8.0_144', release('144'));
const files = {
  jdkArchive: ['jdk-8u144.tar.gz', jdk],
  zookeeperArchive: ['zookeeper-3.4.9.tar.gz', zooKeeperTarball('3.4.9', Buffer.from('mine'))],
  image: ['rootfs.tar.gz', tarball([{ path: 'etc/os-release', content: 'mine' }])],
  box: ['my.box', tarball([{ path: 'metadata.json', content: '{}' }])],
} as const;
const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
const option = (field: string): string =>
  `--${field.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;

/** A user with files of their own in a folder, and a lab made with all of them. */
async function owner() {
  const here = user();
  const own = join(here.folder, 'my files');
  const given = Object.entries(files).flatMap(([field, [name, bytes]]) => [
    option(field),
    fileOf(own, name, bytes),
  ]);
  const made = await here.type('create', 'lab', '--no-fetch', '--arch', 'x64', ...given);
  expect(made).toMatchObject({ status: 0, stderr: '' });
  return { ...here, own, lab: join(here.folder, 'lab') };
}

const specIn = (lab: string): Record<string, unknown> =>
  parse(readFileSync(join(lab, 'zk-lab.yaml'), 'utf8'));
/** The files of a lab that its owner brought. */
const ownIn = (lab: string): string[] =>
  readdirSync(join(lab, 'artifacts'))
    .filter((name) => name !== '.gitignore')
    .sort();

describe('a lab made with files of its owner’s', () => {
  test('names them by their content, and no path of this machine', async () => {
    const { folder, lab } = await owner();
    const spec = specIn(lab);
    for (const [field, [file, bytes]] of Object.entries(files)) {
      expect(spec[field]).toEqual({ file, sha256: sha256(bytes) });
    }
    expect(readFileSync(join(lab, 'zk-lab.yaml'), 'utf8')).not.toContain(folder);
  });

  test('is made again where the cache has them', async () => {
    const { folder, type, own, lab } = await owner();
    rmSync(own, { recursive: true });
    cpSync(join(lab, 'zk-lab.yaml'), join(folder, 'spec.yaml'));
    expect(await type('create', 'again', '--spec', 'spec.yaml', '--no-fetch')).toMatchObject({ status: 0 });
    expect(specIn(join(folder, 'again'))).toEqual({ ...specIn(lab), name: 'again' });
    expect(ownIn(join(folder, 'again'))).toEqual(ownIn(lab));
    const dockerfile = (name: string): string => readFileSync(join(folder, name, 'Dockerfile'), 'utf8');
    expect(dockerfile('again')).toBe(dockerfile('lab'));
    const metadata = JSON.parse(readFileSync(join(folder, 'again/vagrant/centos-7.json'), 'utf8'));
    const url = metadata.versions[0].providers[0].url;
    expect(sha256(readFileSync(url))).toBe(sha256(files.box[1]));
  });

  test('is made again from its own folder on another machine', async () => {
    const { lab, own } = await owner();
    const elsewhere = user();
    cpSync(lab, join(elsewhere.folder, 'brought'), { recursive: true });
    // What is not in artifacts/ lies beside the file that names it.
    cpSync(join(own, files.box[0]), join(elsewhere.folder, 'brought', files.box[0]));
    const made = await elsewhere.type('create', 'l', '--spec', 'brought/zk-lab.yaml', '--no-fetch');
    expect(made).toMatchObject({
      status: 0,
      stderr: expect.stringMatching(/^! The lab is called l, [^\n]*$/),
    });
    expect(ownIn(join(elsewhere.folder, 'l'))).toEqual(ownIn(lab));
  });

  test.each(Object.keys(files) as (keyof typeof files)[])(
    'asks for the file of %s where nobody has it, and tells another one from it',
    async (field) => {
      const { folder, type } = user();
      const [file, bytes] = files[field];
      const spec = `name: lab\n${field}: { file: ${file}, sha256: ${sha256(bytes)} }\n`;
      writeFileSync(join(folder, 'spec.yaml'), spec);
      const make = (...more: string[]) => type('create', 'l', '--spec', 'spec.yaml', '--no-fetch', ...more);
      const asked = await make();
      expect(asked.status).toBe(2);
      expect(asked.stderr).toContain(`a file of your own, ${file} (sha256 ${sha256(bytes)})`);
      expect(asked.stderr).toContain(`${option(field)} FILE`);

      const path = join(folder, file);
      writeFileSync(path, Buffer.concat([bytes, Buffer.from('damaged')]));
      const other = await make();
      expect(other.status).toBe(2);
      expect(other.stderr).toMatch(new RegExp(`${file} has the sha256 [0-9a-f]{64}, but .*${sha256(bytes)}`));
      expect(existsSync(join(folder, 'l'))).toBe(false);

      mkdirSync(join(folder, 'else'));
      renameSync(path, join(folder, 'else', file));
      writeFileSync(join(folder, 'else', file), bytes);
      expect(await make(option(field), join('else', file), '--arch', 'x64')).toMatchObject({
        status: 0,
        stderr: '',
      });
    },
  );

  test('takes another file if that is asked for, and says that it is another', async () => {
    const { folder, type, lab } = await owner();
    const other = fileOf(folder, 'jdk-8u202.tar.gz', jdkTarball('jdk1.8.0_202', release('202')));
    const made = await type('create', 'l', '--spec', 'lab/zk-lab.yaml', '--no-fetch', '--jdk-archive', other);
    expect(made.status).toBe(0);
    expect(made.stderr).toMatch(
      /jdk-8u202\.tar\.gz \(sha256 .*\) is not the file that the specification names/,
    );
    expect(specIn(join(folder, 'l')).jdkArchive).toMatchObject({ file: 'jdk-8u202.tar.gz' });
    expect(ownIn(lab)).toContain('jdk-8u144.tar.gz');
  });

  test('of an earlier version, with a path in zk-lab.yaml, opens and is made portable by writing it anew', async () => {
    const { folder, type, own, lab } = await owner();
    const file = join(lab, 'zk-lab.yaml');
    const text = readFileSync(file, 'utf8').replace(
      /jdkArchive:\n.*\n.*\n/,
      `jdkArchive: "${join(own, 'jdk-8u144.tar.gz')}"\n`,
    );
    writeFileSync(file, text);
    expect((await type('status', '--lab', 'lab')).stdout).toContain('is not up');
    const again = await type('create', 'lab', '--force', '--spec', 'lab/zk-lab.yaml', '--no-fetch');
    expect(again).toMatchObject({ status: 0 });
    await type('create', 'other', '--spec', 'lab/zk-lab.yaml', '--no-fetch');
    expect(specIn(join(folder, 'other')).jdkArchive).toEqual({
      file: 'jdk-8u144.tar.gz',
      sha256: sha256(jdk),
    });
  });
});

test('--dry-run leaves the cache as it is', async () => {
  const { folder, type } = user();
  const image = fileOf(folder, 'rootfs.tar.gz', files.image[1]);
  expect(await type('create', 'l', '--dry-run', '--image', image)).toMatchObject({ status: 0 });
  expect(existsSync(join(folder, '..', 'cache', 'zk-lab', 'blobs', sha256(files.image[1])))).toBe(false);
});
