import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { user } from './command.js';

const example = fileURLToPath(new URL('../../docs/example-lab', import.meta.url));

/** What `labs --check` says of the example once something in it is otherwise, as its author sees it. */
async function complaint(change: (folder: string) => void): Promise<string> {
  const { folder, type } = user();
  cpSync(example, join(folder, 'mine'), { recursive: true });
  change(join(folder, 'mine'));
  const { status, stdout, stderr } = await type('labs', '--check', 'mine');
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  return stderr;
}

/** The same with a text in a file written differently. */
const edited = (file: string, from: string, to: string): Promise<string> =>
  complaint((folder) => {
    const path = join(folder, file);
    const text = readFileSync(path, 'utf8');
    expect(text).toContain(from);
    writeFileSync(path, text.replace(from, to));
  });

describe('labs --check', () => {
  test('says what a lab is that has nothing wrong with it', async () => {
    const { type } = user();
    expect(await type('labs', '--check', example)).toEqual({
      status: 0,
      stdout: '✔ example-lab is right: 3 steps, in en, zh-CN.',
      stderr: '',
    });
  });

  test('tells a field that there is not, with its line', async () => {
    expect(await edited('steps/02-purge/step.yaml', 'probe:', 'prob:')).toBe(
      'zk-lab: mine/steps/02-purge/step.yaml:8 prob: no such field; did you mean probe?',
    );
  });

  test('tells where a language is missing', async () => {
    expect(await edited('steps/01-greeting/step.yaml', '  zh-CN: /greeting 里有一句问候\n', '')).toBe(
      'zk-lab: mine/steps/01-greeting/step.yaml:2 title.zh-CN: there is no text in zh-CN, which lab.yaml names among its languages',
    );
  });

  test('tells which page is missing', async () => {
    const said = await complaint((folder) => rmSync(join(folder, 'steps/03-release/guide.zh-CN.md')));
    expect(said).toBe('zk-lab: mine/steps/03-release/guide.zh-CN.md is missing');
  });

  test('tells what of a page nobody would type', async () => {
    const page = 'steps/02-purge/guide.en.md';
    expect(await edited(page, 'sh {{first}}', 'sh everywhere')).toMatch(
      /guide\.en\.md:3: nobody types at everywhere: a fence says sh and a node, such as \{\{first\}\}, /,
    );
    const said = await complaint((folder) => {
      const path = join(folder, page);
      writeFileSync(path, readFileSync(path, 'utf8').replace(/```\n[\s\S]*/, ''));
    });
    expect(said).toBe(
      'zk-lab: mine/steps/02-purge/guide.en.md:3: the fence that begins with "sh {{first}}" has no end: a line of ``` is missing',
    );
  });

  test('tells what was saved as something else than UTF-8, and takes the mark of an editor', async () => {
    // 你好 as GBK has it.
    const said = await complaint((folder) => {
      writeFileSync(join(folder, 'intro.zh-CN.md'), Buffer.from([0xc4, 0xe3, 0xba, 0xc3]));
    });
    expect(said).toBe('zk-lab: mine/intro.zh-CN.md: the text is not UTF-8; save it as UTF-8');
    const { folder, type } = user();
    cpSync(example, join(folder, 'mine'), { recursive: true });
    for (const name of ['lab.yaml', 'probes.sh', 'steps/02-purge/guide.en.md']) {
      const path = join(folder, 'mine', name);
      writeFileSync(path, `\ufeff${readFileSync(path, 'utf8').replaceAll('\n', '\r\n')}`);
    }
    expect(await type('labs', '--check', 'mine')).toMatchObject({ status: 0 });
  });

  test('tells shell that bash cannot read, and runs none of it', async () => {
    const said = await complaint((folder) => {
      writeFileSync(join(folder, 'setup.sh'), `touch ${folder}/ran\nif true\nfi\n`);
    });
    expect(said).toMatch(/^zk-lab: mine\/setup\.sh:3: bash cannot read this: syntax error near/);
    expect(await edited('probes.sh', 'local value', "local value='")).toMatch(
      /probes\.sh:\d+: bash cannot read this: /,
    );
  });

  test('tells an empty folder what belongs into it', async () => {
    const { folder, type } = user();
    mkdirSync(join(folder, 'mine'));
    expect((await type('labs', '--check', 'mine')).stderr).toBe('zk-lab: mine/lab.yaml is missing');
    cpSync(join(example, 'lab.yaml'), join(folder, 'mine/lab.yaml'));
    expect((await type('labs', '--check', 'mine')).stderr).toMatch(/^zk-lab: mine: .*steps\/01-hostname/);
  });

  test.each([
    [
      'commands',
      'create /greeting hello\n```',
      'create /greeting 你好\n```',
      /"\S+ .*create \/greeting 你好" instead of "\S+ .*hello"/,
    ],
    ['places', '```sh {{first}}', '```sh {{last}}', /"```sh \{\{last\}\}" instead of "```sh \{\{first\}\}"/],
  ])('tells that pages have one type other %s', async (_what, from, to, told) => {
    const said = await edited('steps/01-greeting/guide.zh-CN.md', from, to);
    expect(said).toMatch(
      /^zk-lab: mine\/steps\/01-greeting\/guide\.zh-CN\.md:\d+: what is typed here is not what mine\/steps\/01-greeting\/guide\.en\.md has one type/,
    );
    expect(said).toMatch(told);
  });

  test('lets comments among the commands be in the page’s language', async () => {
    const { folder, type } = user();
    cpSync(example, join(folder, 'mine'), { recursive: true });
    const page = join(folder, 'mine/steps/02-purge/guide.zh-CN.md');
    writeFileSync(page, readFileSync(page, 'utf8').replace('grep -q', '# 每天一次\ngrep -q'));
    expect(await type('labs', '--check', 'mine')).toMatchObject({ status: 0 });
  });

  test('tells all that is wrong at once, each with its place', async () => {
    const said = await complaint((folder) => {
      const change = (file: string, from: RegExp, to: string): void => {
        const path = join(folder, file);
        writeFileSync(path, readFileSync(path, 'utf8').replace(from, to));
      };
      change('lab.yaml', /zh-CN: 一句/, 'fr: 一句');
      change('steps/01-greeting/guide.en.md', /$/, 'See {{frist}} and {{second}}.\n');
      change('steps/02-purge/step.yaml', /probe:/, 'prob:');
      change('steps/02-purge/step.yaml', /hint:/, 'hnt:');
      rmSync(join(folder, 'steps/03-release/guide.zh-CN.md'));
      writeFileSync(join(folder, 'setup.sh'), 'if true\nfi\n');
    });
    for (const told of [
      'mine/lab.yaml:2 title.zh-CN: there is no text in zh-CN',
      'mine/lab.yaml:4 title.fr: lab.yaml does not name this language',
      /01-greeting\/guide\.en\.md:\d+: there is no \{\{frist\}\} here; did you mean \{\{first\}\}\?/,
      /01-greeting\/guide\.en\.md:\d+: \{\{second\}\} is empty where a lab has no more than 1/,
      '02-purge/step.yaml:8 prob: no such field; did you mean probe?',
      '02-purge/step.yaml:11 hnt: no such field; did you mean hint?',
      'mine/steps/03-release/guide.zh-CN.md is missing',
      'mine/setup.sh:2: bash cannot read this',
    ]) {
      expect(said).toMatch(told);
    }
    expect(said).toMatch(/\nzk-lab: 9 things are wrong with mine\.$/);
  });

  test('has nothing to try without it', async () => {
    const { type } = user();
    expect(await type('labs', '--try')).toEqual({
      status: 2,
      stdout: '',
      stderr: 'zk-lab: --try says nothing by itself; type: zk-lab labs --check DIR --try',
    });
  });

  test('tries nothing on this machine that its user has not let', async () => {
    const { type } = user();
    const { status, stdout, stderr } = await type('labs', '--check', example, '--try', '--provider', 'local');
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toContain(`"zk-lab labs --check ${example} --try --trust", you let it.`);
  });
});
