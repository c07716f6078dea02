import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import { user } from './command.js';

test('create writes a lab and says what to type next', async () => {
  const { folder, type } = user();
  const { status, stdout, stderr } = await type('create', '--no-fetch');
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout).toMatch(/^✔ Made a lab in zk-lab: 3 nodes with ZooKeeper 3\.4\.9/);
  expect(stdout).toMatch(/Next:\n {2}cd zk-lab\n {2}zk-lab up /);
  expect(stdout).toContain('docker compose up -d --wait');
  expect(readdirSync(join(folder, 'zk-lab'))).toEqual(
    expect.arrayContaining([
      'zk-lab.yaml',
      'compose.yaml',
      'Dockerfile',
      'Vagrantfile',
      'provision',
      'README.md',
    ]),
  );
});

test('what was not downloaded is had by what is said to type', async () => {
  const { type } = user();
  const { stdout } = await type('create', 'my lab', '--no-fetch');
  const [, command] = /JDK .* To have it here before: zk-lab (.*)$/m.exec(stdout) ?? [];
  expect(command).toBe("create 'my lab' --force --spec 'my lab/zk-lab.yaml'");
  const typed = ['create', 'my lab', '--force', '--spec', 'my lab/zk-lab.yaml', '--dry-run'];
  expect(await type(...typed)).toMatchObject({ status: 0 });
});

test('create tells of check where a part is left to the learner', async () => {
  const { type } = user();
  expect((await type('create', '--no-fetch')).stdout).not.toContain('zk-lab check');
  expect((await type('create', 'lesson', '--no-fetch', '--until', 'jdk')).stdout).toMatch(
    /\n {2}zk-lab up +brings[\s\S]*\n {2}zk-lab check +tells how far you are/,
  );
});

test('--json gives programs the specification and the files', async () => {
  const { type } = user();
  const { stdout } = await type('create', 'l', '-n', '5', '--no-fetch', '--json');
  const result = JSON.parse(stdout);
  expect(result.spec).toMatchObject({ name: 'l', nodes: 5, zookeeper: '3.4.9', jdk: '8' });
  expect(result.nodes.map(({ ip }: { ip: string }) => ip)).toEqual(
    [101, 102, 103, 104, 105].map((last) => `192.168.252.${last}`),
  );
  expect(result.written).toContain('compose.yaml');
});

test('a ready-made lab brings its settings, and those of the user are put to them', async () => {
  const { type } = user();
  const options = ['--lab', 'recipes', '--zoo-cfg', 'autopurge.purgeInterval=1', '--no-fetch', '--json'];
  const { spec } = JSON.parse((await type('create', 'l', ...options)).stdout);
  expect(spec).toMatchObject({
    lesson: 'recipes',
    zooCfg: { '4lw.commands.whitelist': 'srvr,dump,wchp', 'autopurge.purgeInterval': '1' },
  });
});

test('where a lab teaches something, it is said where to read', async () => {
  const { type, typeWith } = user();
  const { stdout } = await type('create', 'l', '--lab', 'recipes', '--no-fetch');
  expect(stdout).toMatch(
    /\n {2}zk-lab guide +the step that you are at; all of them: GUIDE\.md\n {2}zk-lab check /,
  );
  const chinese = await typeWith(
    { env: { LANG: 'zh_CN.UTF-8' } },
    'create',
    'm',
    '--lab',
    'recipes',
    '--no-fetch',
  );
  expect(chinese.stdout).toMatch(/\n {2}zk-lab guide +看当前这一步怎么做；全部步骤见 GUIDE\.zh-CN\.md\n/);
  expect((await type('create', 'n', '--no-fetch')).stdout).not.toContain('zk-lab guide');
});

test('a lab that is right for some releases is not made with another, and it is said what to type', async () => {
  const { folder, type } = user();
  const refused = await type('create', 'l', '--lab', 'grow-and-observe', '--zookeeper', '3.9', '--no-fetch');
  expect(refused.status).toBe(2);
  expect(refused.stderr).toMatch(/right for ZooKeeper 3\.4 only, and 3\.9\.\d is none of it/);
  expect(refused.stderr).toContain('zk-lab create --lab grow-and-observe.');
  expect(readdirSync(folder)).toEqual([]);
  const older = ['--lab', 'grow-and-observe', '--zookeeper', '3.4.14', '--no-fetch'];
  expect(await type('create', 'l', ...older)).toMatchObject({ status: 0 });
});

test('a lab about two releases has its nodes handed the second', async () => {
  const { folder, type } = user();
  const options = ['--lab', 'upgrade-3.4-to-3.9', '--no-fetch'];
  expect(await type('create', 'l', ...options)).toMatchObject({ status: 0 });
  // It was not fetched, so nodes are told where to get it.
  expect(readFileSync(join(folder, 'l/config/other.env'), 'utf8')).toMatch(
    /OTHER_FILE='apache-zookeeper-3\.9\.\d-bin\.tar\.gz'\n[\s\S]*OTHER_URLS='https?:/,
  );
});

test('--dry-run shows the files and writes none', async () => {
  const { folder, type } = user();
  const { status, stdout } = await type('create', '--dry-run');
  expect(status).toBe(0);
  expect(stdout).toMatch(/\n {2}compose\.yaml\n/);
  expect(readdirSync(folder)).toEqual([]);
});

test('a specification is taken from a file, and options win over it', async () => {
  const { folder, type } = user();
  writeFileSync(join(folder, 'my.yaml'), 'nodes: 5\nprefix: zoo\nzookeeper: 3.9\njdk: 17\n');
  await type('create', 'l', '--spec', 'my.yaml', '-n', '1', '--no-fetch');
  const spec = readFileSync(join(folder, 'l/zk-lab.yaml'), 'utf8');
  expect(spec).toMatch(/^nodes: 1$/m);
  expect(spec).toMatch(/^prefix: "?zoo"?$/m);
  expect(spec).toMatch(/^zookeeper: "3\.9\.\d+"$/m);
});

test('the lab’s own zk-lab.yaml makes the same lab again', async () => {
  const { folder, type } = user();
  await type('create', 'a', '--observers', '2', '--client-port', '3000', '--no-fetch');
  await type('create', 'b', '--spec', 'a/zk-lab.yaml', '--no-fetch');
  const [a, b] = ['a', 'b'].map((lab) => readFileSync(join(folder, lab, 'config/zoo.cfg'), 'utf8'));
  expect(b).toBe(a);
});

/** Which labs there are, by name, and where. */
async function labsOf({ type, folder }: ReturnType<typeof user>): Promise<Record<string, string>> {
  const labs: { name: string; dir: string }[] = JSON.parse((await type('list', '--json')).stdout);
  return Object.fromEntries(labs.map(({ name, dir }) => [name, relative(folder, dir)]));
}

describe('a lab made from another’s specification', () => {
  test('is called after its own folder, and that is told', async () => {
    const me = user();
    await me.type('create', 'a', '--no-fetch', '-n', '1');
    const { status, stderr } = await me.type('create', 'other', '--spec', 'a/zk-lab.yaml', '--no-fetch');
    expect(status).toBe(0);
    expect(stderr).toBe(
      `! The lab is called other, after its folder; a, as the specification has it, is the lab in ${join(me.folder, 'a')}`,
    );
    expect(await labsOf(me)).toEqual({ a: 'a', other: 'other' });
    const files = ['zk-lab.yaml', 'compose.yaml', 'README.md', 'Vagrantfile'];
    const texts = files.map((file) => readFileSync(join(me.folder, 'other', file), 'utf8'));
    expect(texts[0]).toMatch(/^name: "other"$/m);
    expect(texts[1]).toMatch(/^name: "other"$/m);
    expect(texts[1]).toContain('container_name: "other-node1"');
    expect(texts[2]).toMatch(/^# other$/m);
  });

  test('wherever the file was copied to, as long as that lab is there', async () => {
    const me = user();
    await me.type('create', 'a', '--no-fetch', '-n', '1');
    copyFileSync(join(me.folder, 'a/zk-lab.yaml'), join(me.folder, 'my.yaml'));
    expect((await me.type('create', 'b', '--spec', 'my.yaml', '--no-fetch')).stderr).toMatch(
      /is called b, after/,
    );
    rmSync(join(me.folder, 'a'), { recursive: true });
    await me.type('list');
    const { stderr } = await me.type('create', 'c', '--spec', 'my.yaml', '--no-fetch');
    expect(stderr).toBe('');
    expect(await labsOf(me)).toEqual({ b: 'b', a: 'c' });
  });

  test('is called otherwise even in a folder of the same name, and of a lab that nobody here knows', async () => {
    const [me, colleague] = [user(), user()];
    await colleague.type('create', 'a', '--no-fetch', '-n', '1');
    const file = join(colleague.folder, 'a/zk-lab.yaml');
    const { stderr } = await me.type('create', 'a', '--spec', file, '--no-fetch');
    expect(stderr).toMatch(/^! The lab is called a-2, after its folder; a, /);
    expect(await labsOf(me)).toEqual({ 'a-2': 'a' });
  });

  test('has the name that is typed; where another has that too, it is told', async () => {
    const me = user();
    await me.type('create', 'a', '--no-fetch', '-n', '1');
    const made = (dir: string, name: string) =>
      me.type('create', dir, '--spec', 'a/zk-lab.yaml', '--name', name, '--no-fetch');
    expect((await made('b', 'mine')).stderr).toBe('');
    expect((await made('c', 'a')).stderr).toMatch(/^! Another lab is called a, too, in .*\/a; Docker/);
    expect((await me.type('create', 'd', '--name', 'mine', '--no-fetch')).stderr).toMatch(
      /is called mine, too/,
    );
  });

  test('is made by up the same way', async () => {
    const me = user();
    await me.type('create', 'a', '--no-fetch', '-n', '1', '--until', 'os');
    // Nothing to run here with that stage: the lab is made all the same.
    const { stderr } = await me.type('up', '--provider', 'local', '--spec', 'a/zk-lab.yaml');
    expect(stderr).toContain('! The lab is called zk-lab, after its folder; a, ');
    expect(await labsOf(me)).toEqual({ a: 'a', 'zk-lab': 'zk-lab' });
    const again = await me.type('up', '--spec', 'a/zk-lab.yaml');
    expect(again.stderr).toMatch(
      /--spec describes a lab to be made, and there is one already in .*: zk-lab create \S+\/zk-lab --force --spec a\/zk-lab\.yaml$/,
    );
    expect((await me.type('up', '--cpus', '2')).stderr).toMatch(/To change that one: .* --cpus 2$/);
    const larger = await me.type('up', '-n', '3');
    expect(larger.stderr).toMatch(/--nodes describes .* grow N, zk-lab shrink N\. .* --nodes 3$/);
  });
});

test('a name in a specification of one’s own is taken', async () => {
  const me = user();
  writeFileSync(join(me.folder, 'my.yaml'), 'name: mine\nnodes: 1\n');
  const { stderr } = await me.type('create', 'l', '--spec', 'my.yaml', '--no-fetch');
  expect(stderr).toBe('');
  expect(await labsOf(me)).toEqual({ mine: 'l' });
});

test('a lab that is written anew keeps its name, or gets the one that its owner has put there', async () => {
  const me = user();
  await me.type('create', 'a', '--no-fetch', '--name', 'mine', '-n', '1');
  const file = join(me.folder, 'a/zk-lab.yaml');
  const again = () => me.type('create', 'a', '--force', '--spec', 'a/zk-lab.yaml', '--no-fetch');
  expect((await again()).stderr).toBe('');
  expect(await labsOf(me)).toEqual({ mine: 'a' });
  writeFileSync(file, readFileSync(file, 'utf8').replace('name: "mine"', 'name: yours'));
  expect((await again()).stderr).toBe('');
  expect(await labsOf(me)).toEqual({ yours: 'a' });
  expect(readFileSync(join(me.folder, 'a/compose.yaml'), 'utf8')).toMatch(/^name: "yours"$/m);
});

test('nodes that are spelled out in a file keep their numbers, names and addresses', async () => {
  const { folder, type, typeWith } = user();
  const nodes = [
    { id: 1, name: 'one', address: '192.168.252.11', role: 'participant' },
    { id: 3, name: 'three', address: '192.168.252.13', role: 'participant' },
    { id: 5, name: 'five', address: '192.168.252.15', role: 'participant' },
    { id: 6, name: 'reader', address: '192.168.252.16', role: 'observer' },
  ];
  writeFileSync(join(folder, 'my.yaml'), JSON.stringify({ nodes }));
  const created = await type('create', 'a', '--spec', 'my.yaml', '--no-fetch');
  expect(created).toMatchObject({ status: 0, stderr: '' });
  expect(created.stdout).toContain('Made a lab in a: 4 nodes, 1 of them observers, with ZooKeeper');
  const again = await type('create', 'b', '--spec', 'a/zk-lab.yaml', '--no-fetch', '--json');
  expect(JSON.parse(again.stdout).spec.nodes).toEqual(nodes);
  expect(JSON.parse(again.stdout).nodes).toEqual(
    nodes.map(({ address, ...node }) => ({
      ...node,
      ip: address,
      clientPort: 2180 + node.id,
      sshPort: 12_180 + node.id,
    })),
  );
  const [a, b] = ['a', 'b'].map((lab) => readFileSync(join(folder, lab, 'config/zoo.cfg'), 'utf8'));
  expect(b).toBe(a);
  const { stdout } = await typeWith({ cwd: join(folder, 'b') }, 'status', '--json');
  expect(
    JSON.parse(stdout).nodes.map(({ name, clientAddress }: Record<string, string>) => [name, clientAddress]),
  ).toEqual(nodes.map(({ id, name }) => [name, `127.0.0.1:${2180 + id}`]));
});

test('a directory that is not empty stays as it is without --force', async () => {
  const { folder, type } = user();
  mkdirSync(join(folder, 'zk-lab'));
  writeFileSync(join(folder, 'zk-lab/mine'), 'mine');
  const { status, stderr } = await type('create', '--no-fetch');
  expect(status).toBe(2);
  expect(stderr).toMatch(/zk-lab is not empty, and nothing in it was touched.*--force/);
  expect(readdirSync(join(folder, 'zk-lab'))).toEqual(['mine']);
});

test('a copy of a lab is not written over, and what makes a lab of its own works where it is read', async () => {
  const { folder, type, typeWith } = user();
  await type('create', 'my lab', '--no-fetch', '-n', '5');
  cpSync(join(folder, 'my lab'), join(folder, 'copy'), { recursive: true });
  mkdirSync(join(folder, 'my-lab-copy'));
  const below = { cwd: join(folder, 'copy/config') };
  const before = readFileSync(join(folder, 'copy/.zk-lab.json'), 'utf8');
  const { status, stderr } = await typeWith(below, 'create', '..', '--force', '--no-fetch');
  expect(status).toBe(1);
  const [, words = ''] = /of its own from this one: zk-lab (create .*)$/m.exec(stderr) ?? [];
  expect(words).toBe('create ../../my-lab-copy2 --name my-lab-copy2 --spec ../zk-lab.yaml');
  expect(readFileSync(join(folder, 'copy/.zk-lab.json'), 'utf8')).toBe(before);
  expect(await typeWith(below, 'page', '--no-open')).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('is a copy of the lab that lives in'),
  });
  const own = await typeWith(below, ...words.split(' '), '--no-fetch');
  expect(own).toMatchObject({ status: 0, stderr: '' });
  expect(own.stdout).toContain('5 nodes');
  expect((await type('list')).stdout).toMatch(/my-lab .*\/my lab$/m);
});

test('--force keeps what was edited, and says so', async () => {
  const { folder, type } = user();
  await type('create', '--no-fetch');
  const edited = join(folder, 'zk-lab/config/zoo.cfg');
  writeFileSync(edited, '# mine\n');
  const { status, stdout } = await type('create', '--force', '-n', '5', '--no-fetch');
  expect(status).toBe(0);
  expect(stdout).toMatch(
    /^! Made a lab in zk-lab: 5 nodes .*\n! Kept, because you edited it: config\/zoo\.cfg\n/,
  );
  expect(readFileSync(edited, 'utf8')).toBe('# mine\n');
  expect(readFileSync(join(folder, 'zk-lab/zk-lab.yaml'), 'utf8')).toMatch(/^nodes: 5$/m);
});

test('a lab is all that was asked for where what was kept says the same', async () => {
  const { folder, type } = user();
  await type('create', '--no-fetch');
  const file = join(folder, 'zk-lab/zk-lab.yaml');
  writeFileSync(file, `# mine\n${readFileSync(file, 'utf8').replace('memory: 512', 'memory: 600')}`);
  const again = (...args: string[]) => type('create', '--force', '--no-fetch', ...args);
  const same = await again('--spec', 'zk-lab/zk-lab.yaml');
  expect(same.stdout).toMatch(
    /^✔ Made a lab in zk-lab: 3 nodes .*\n! Kept, because you edited it: zk-lab\.yaml\n/,
  );
  expect((await again('--memory', '700')).stdout).toMatch(/^! Made a lab in zk-lab/);
  writeFileSync(file, 'nodes: [');
  expect((await again()).stdout).toMatch(/^! Made a lab in zk-lab/);
});

test.each(['with space', "it's", '实验', 'dollar$HOME', '-dash'])(
  'a directory called %s works',
  async (name) => {
    const { folder, type } = user();
    const { status, stdout } = await type('create', `./${name}`, '--no-fetch');
    expect(status).toBe(0);
    expect(existsSync(join(folder, name, 'compose.yaml'))).toBe(true);
    expect(stdout).toMatch(/\n {2}cd \S/);
    const { stdout: shown } = await type('status', '--lab', `./${name}`);
    expect(shown).toContain('is not up');
  },
);

test('an even number of voters is built, with a warning that says why it is no good', async () => {
  const { type } = user();
  const { status, stderr } = await type('create', '-n', '4', '--no-fetch');
  expect(status).toBe(0);
  expect(stderr).toMatch(/^! 4 voters tolerate no more failures than 3/);
});

test('a read-only place is told in one line', async ({ skip }) => {
  const { type } = user();
  // root may write anywhere that is a disk; /proc is none.
  if (!existsSync('/proc')) skip('needs a place that nobody can write to');
  const { status, stderr } = await type('create', '/proc/zk-lab', '--no-fetch');
  expect(status).toBe(1);
  expect(stderr).toMatch(/^zk-lab: The lab could not be written to \/proc\/zk-lab: [^\n]+$/);
});

test('without a network, what lacks is told with ways out', async () => {
  const { folder, typeWith } = user();
  // A proxy that nobody listens at, and no Maven.
  const env = {
    PATH: join(folder, 'none'),
    https_proxy: 'http://127.0.0.1:9',
    http_proxy: 'http://127.0.0.1:9',
  };
  const { status, stderr } = await typeWith({ env }, 'create');
  expect(status).toBe(1);
  expect(stderr).toMatch(/ZooKeeper 3\.4\.9.* could not be had/);
  expect(stderr).toContain('--no-fetch');
  expect(readdirSync(folder)).toEqual([]);
});
