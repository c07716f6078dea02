import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TryOut } from '../../../verbs/try-out.js';
import { story } from '../../story.js';
import { LocalLab } from '../local-lab.js';

/** The lab on which docs/writing-labs.md teaches how one is written. */
const example = fileURLToPath(new URL('../../../docs/example-lab', import.meta.url));
const newest = ['--zookeeper', '3.9', '--jdk', '17'];

describe('a lab that a teacher has written', () => {
  let lab: LocalLab;
  beforeAll(async () => {
    lab = await LocalLab.create('greeting', ['--lab', example, '--client-port', '25181', ...newest]);
    await lab.up();
  });
  afterAll(() => lab?.remove());

  const { step, aside } = story();

  step('runs nothing on this machine that its learner has not let', async () => {
    const refused = await lab.zkLab('check');
    expect(refused).toMatchObject({ exitCode: 1, stdout: '' });
    expect(refused.stderr).toContain(`it is in ${join(lab.dir, 'lesson')}`);
    expect(await lab.zkLab('labs', '--trust')).toSucceed();
  });

  aside('is open before anything was typed, and done once it was', async () => {
    const open = await lab.zkLab('check');
    expect(open).toMatchObject({ exitCode: 1 });
    expect(open.stdout).toMatch(/^greeting on local: 0 of 3 steps done\n/);
    expect(open.stdout).toMatch(
      /autopurge\.purgeInterval is not set; it should be autopurge\.purgeInterval\s+>= 1\n/,
    );

    const solved = await lab.zkLab('solve');
    expect(solved).toMatchObject({ exitCode: 1 });
    expect(solved.stdout).toContain('Step release asks a question that is yours to answer');
    expect(await lab.zkLab('answer', 'release', '3.4.9')).toMatchObject({ exitCode: 1 });
    const version = /^ *Zookeeper version: ([\d.]+)-/m.exec(solved.stdout)?.[1] ?? '';
    expect(await lab.zkLab('answer', 'release', version)).toSucceed();
    expect(await lab.zkLab('check')).toSucceed();
  });
});

/** A step that has one type something; what it is about is of no matter. */
const step = (id: string, looks: string, typed = 'true'): Record<string, string> => ({
  [`steps/${id}/step.yaml`]: `title: { en: ${id} }
explanation: { en: Why. }
${looks}
${looks.includes('answer:') ? '' : 'remedy: [{ command: "true" }]'}
hint: { en: Think. }
`,
  [`steps/${id}/guide.en.md`]: `\`\`\`sh {{first}}\n${typed}\n\`\`\`\n`,
});

/** A lab in which nearly everything is wrong that only shows when it is tried out. */
const wrong: Readonly<Record<string, string>> = {
  'lab.yaml': `title: { en: All wrong }
teaches: [{ en: Nothing }]
minutes: 1
languages: [en]
start: cluster
spec: { nodes: 1 }
`,
  'intro.en.md': 'Hello.',
  'end.en.md': 'Bye.',
  'probes.sh': 'never() {\n  return 1\n}\n',
  ...step('01-built', 'stage: zookeeper\nprobe: never'),
  ...step('02-already', 'znodes: [{ path: /zookeeper }]'),
  ...step(
    '03-greeting',
    'znodes: [{ path: /greeting }]',
    '{{zookeeperHome}}/bin/zkCli.sh -server {{clientHost}}:{{clientPort}} create /greeting hello',
  ),
  ...step('04-same', 'znodes: [{ path: /greeting, data: hello }]'),
  ...step('05-any', 'answer: { question: { en: What? }, accept: [".*"] }'),
  ...step('06-none', 'answer: { question: { en: What? }, probe: never }'),
  ...step('07-idle', 'znodes: [{ path: /nothing }]', 'echo nothing comes of it'),
  ...step('08-after', 'znodes: [{ path: /more }]'),
};

/** A riddle of two cases, of which only the first is solved by what stands there. */
const riddle: Readonly<Record<string, string>> = {
  'lab.yaml': `${wrong['lab.yaml']}together: true\n`,
  'intro.en.md': 'Hello.',
  'end.en.md': 'Bye.',
  'probes.sh': 'whole() {\n  [ ! -e "$1" ]\n}\n',
  'cases/01.sh': 'touch {{myid}}.broken',
  'cases/02.sh': 'touch {{myid}}.broken',
  'solutions/01.en.md': '```sh {{first}}\nrm -f {{myid}}.broken\n```\n',
  'solutions/02.en.md': '```sh {{first}}\ntrue\n```\n',
  ...step('01-there', 'znodes: [{ path: /zookeeper }]'),
  ...step('02-whole', 'probe: whole {{myid}}.broken'),
};

describe('labs --check --try', () => {
  let lab: LocalLab;
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'zk-lab-own-'));
    lab = await LocalLab.create('elsewhere', newest);
  });
  afterAll(async () => {
    await lab?.remove();
    await rm(folder, { recursive: true });
  });

  const tryOut = async (dir: string): Promise<{ exitCode: number | undefined; result: TryOut }> => {
    const options = ['--try', '--trust', '--provider', 'local', '--json'];
    const { exitCode, stdout, stderr } = await lab.zkLab('labs', '--check', dir, ...options);
    if (stdout === '') throw new Error(stderr);
    return { exitCode, result: JSON.parse(stdout) };
  };

  const written = async (name: string, files: Readonly<Record<string, string>>): Promise<string> => {
    const own = join(folder, name);
    for (const [path, text] of Object.entries(files)) {
      await mkdir(dirname(join(own, path)), { recursive: true });
      await writeFile(join(own, path), text);
    }
    return own;
  };

  const stepsIn = ({ cases }: TryOut): TryOut['cases'][number]['steps'] => {
    expect(cases.map(({ number }) => number)).toEqual([null]);
    return cases[0]?.steps ?? [];
  };

  test('finds nothing in a lab that is right, and leaves nothing behind', async () => {
    const { exitCode, result } = await tryOut(example);
    expect({ exitCode, ...result }).toMatchObject({ exitCode: 0, lesson: 'example-lab', passed: true });
    expect(stepsIn(result).map(({ id, tried, faults }) => ({ id, tried, faults }))).toEqual(
      ['greeting', 'purge', 'release'].map((id) => ({ id, tried: true, faults: [] })),
    );
    expect((await lab.zkLab('list')).stdout.split('\n')).toHaveLength(2);
    const left = await readdir(tmpdir());
    expect(left.filter((name) => name.startsWith('zk-lab-try-'))).toEqual([]);
  });

  test('tells of each step what is wrong with it, as far as one comes', async () => {
    const own = await written('wrong', wrong);
    const { exitCode, result } = await tryOut(own);
    expect(exitCode).toBe(1);
    const fine = { tried: true, early: false, faults: [] };
    expect(stepsIn(result).map(({ id, title: _, folder: __, ...rest }) => [id, rest])).toEqual([
      [
        'built',
        {
          ...fine,
          faults: [{ kind: 'unbuilt', stage: 'zookeeper', node: 'node1', seen: null, wanted: null }],
        },
      ],
      ['already', { ...fine, faults: [{ kind: 'done-before' }] }],
      ['greeting', fine],
      ['same', { ...fine, early: true }],
      ['any', { ...fine, faults: [{ kind: 'any-answer', answer: 'zk-lab --try' }] }],
      ['none', { ...fine, faults: [{ kind: 'no-answer' }] }],
      [
        'idle',
        {
          ...fine,
          faults: [
            {
              ...{ kind: 'unsolved', node: 'node1', seen: '/nothing: -', wanted: '/nothing' },
              said: '    nothing comes of it',
            },
          ],
        },
      ],
      ['after', { ...fine, tried: false }],
    ]);
    expect(stepsIn(result)[1]?.folder).toBe(join(own, 'steps', '02-already'));
  });

  test('tries each case of a riddle, of which some steps may hold from the beginning', async () => {
    const { result } = await tryOut(await written('riddle', riddle));
    const kinds = result.cases.map(({ number, steps }) => [
      number,
      ...steps.map(({ faults }) => faults.map(({ kind }) => kind)),
    ]);
    expect(kinds).toEqual([
      [1, [], []],
      [2, [], ['unsolved']],
    ]);
  });
});
