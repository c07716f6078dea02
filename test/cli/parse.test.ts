import { describe, expect, test } from 'vitest';
import { firstWord, optionsOf } from '../../cli/command.js';
import { commands } from '../../cli/commands.js';
import { parse } from '../../cli/parse.js';

function typed(line: string): { words: readonly string[]; passed: readonly string[]; values: object } {
  const request = parse(line.split(' '));
  if (request.kind !== 'run') throw new Error(request.kind);
  return request.typed;
}

describe('what is another program’s is passed on as it is', () => {
  test.each([
    ['exec node1 ls -la /', ['node1'], ['ls', '-la', '/'], {}],
    ['exec node1 -- ls --help', ['node1'], ['ls', '--help'], {}],
    ['exec --lab x 2 hostname -f', ['2'], ['hostname', '-f'], { lab: 'x' }],
    ['--lab x exec all env --debug', ['all'], ['env', '--debug'], { lab: 'x' }],
    ['ssh node1', ['node1'], [], {}],
    ['ssh node1 sh -c exit -- 3', ['node1'], ['sh', '-c', 'exit', '--', '3'], {}],
    ['exec node1 grep -n -i zoo', ['node1'], ['grep', '-n', '-i', 'zoo'], {}],
    ['exec node1 tail -f --lab', ['node1'], ['tail', '-f', '--lab'], {}],
    ['zkcli', [], [], {}],
    ['zkcli ls -s /', [], ['ls', '-s', '/'], {}],
    ['zkcli -- -server node2:2181', [], ['-server', 'node2:2181'], {}],
    ['zkcli --lab=x create /a b', [], ['create', '/a', 'b'], { lab: 'x' }],
  ])('%s', (line, words, passed, values) => {
    expect(typed(line)).toEqual({ words, passed, values });
  });
});

test('values keep the text that was typed', () => {
  expect(typed('create --zookeeper 3.10 --nodes 007 --first-ip=1e3').values).toEqual({
    zookeeper: '3.10',
    nodes: '007',
    firstIp: '1e3',
  });
});

test('by how much a clock is behind is no option', () => {
  expect(typed('fault clock node1 -90s --for 2m')).toEqual({
    words: ['clock', 'node1', '-90s'],
    passed: [],
    values: { lasting: '2m' },
  });
  expect(() => typed('fault clock node1 -9')).toThrow('No such option of fault: -9');
});

test('a flag keeps to itself what follows it', () => {
  expect(typed('up --json node1')).toEqual({ words: ['node1'], passed: [], values: { json: true } });
  expect(typed('logs -f node1')).toEqual({ words: ['node1'], passed: [], values: { follow: true } });
});

test('letters are values and flags as long ones are', () => {
  expect(typed('create -n5').values).toEqual({ nodes: '5' });
  expect(typed('destroy -y').values).toEqual({ yes: true });
});

test('of an option that is typed twice, the last one counts', () => {
  expect(typed('create -n 3 --nodes 5').values).toEqual({ nodes: '5' });
});

test('of an option that may be given many times all count, values with a dash too', () => {
  expect(
    typed('create --zoo-cfg a=1 --jvm-option -Xss1m --zoo-cfg=b=2 --jvm-option --add-opens=x').values,
  ).toEqual({
    zooCfg: ['a=1', 'b=2'],
    jvmOption: ['-Xss1m', '--add-opens=x'],
  });
  expect(typed('create --jvm-option -Xss1m lab').words).toEqual(['lab']);
  expect(() => typed('create --jvm-option')).toThrow('--jvm-option X: the value is missing');
});

test('flags are negated only where that means something', () => {
  expect(typed('create --no-fetch').values).toEqual({ fetch: false });
  expect(() => parse(['create', '--no-force'])).toThrow(/--no-force/);
});

describe('what excludes one another is refused in one error, whatever comes first', () => {
  test.each([
    ['grade . --csv --json', '--csv and --json'],
    ['grade --json --csv .', '--csv and --json'],
    ['labs --check my-lab leader-election', '--check and NAME'],
    ['labs leader-election --trust', '--trust and NAME'],
    ['destroy mine --lab here', 'LAB and --lab'],
    ['storm --judge history.jsonl --seed 7', '--judge and --seed'],
    ['storm --for 2m --judge history.jsonl', '--judge and --for'],
    ['storm --judge history.jsonl --faults kill', '--judge and --faults'],
    ['storm --judge history.jsonl --lab here', '--judge and --lab'],
    ['storm --provider docker --judge history.jsonl', '--judge and --provider'],
  ])('%s', (line, which) => {
    const told = `${line.split(' ')[0]}: ${which} exclude each other; leave one of them out`;
    expect(() => parse(line.split(' '))).toThrow(told);
  });

  test('each of them alone is taken', () => {
    for (const line of [
      'grade . --csv',
      'grade . --json',
      'labs --trust',
      'destroy mine',
      'destroy --lab here',
    ])
      expect(typed(line)).toBeDefined();
  });

  test('they are the command’s own', () => {
    for (const command of commands) {
      for (const thing of (command.apart ?? []).flat()) {
        expect(thing === firstWord ? command.words.length > 0 : optionsOf(command).includes(thing)).toBe(
          true,
        );
      }
    }
  });
});
