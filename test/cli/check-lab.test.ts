import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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
    expect(said).toMatch(/^zk-lab: mine\/steps\/03-release\/guide\.zh-CN\.md cannot be read: /);
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
      /^zk-lab: mine\/steps\/01-greeting\/guide\.zh-CN\.md: what is typed here is not what mine\/steps\/01-greeting\/guide\.en\.md has one type/,
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
