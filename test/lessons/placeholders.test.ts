import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nodePlaceholders } from '../../lessons/placeholder-names.js';
import { commandsFor, reasonFor, textFor } from '../../lessons/placeholders.js';
import { firstOf, labOf, lessonNodesOf, processesOf } from './lesson-nodes.js';

/** The words that bash makes of a command line. */
function words(line: string): string[] {
  const { stdout } = spawnSync('bash', ['-c', `printf '%s\\0' ${line}`], { encoding: 'utf8' });
  return stdout.split('\0').slice(0, -1);
}

test('values reach bash as they are, whatever is in them, and a list as a word for each', () => {
  const path = fc.string({ minLength: 1, unit: 'grapheme' });
  fc.assert(
    fc.property(path, path, (data, logs) => {
      const [dataDir, dataLogDir] = [`/a${data}`, `/b${logs}`];
      const node = firstOf(lessonNodesOf(labOf(), { dataDir, dataLogDir }));
      expect(words(commandsFor(node)('{{dataFolders}} {{myid}}'))).toEqual([
        dataDir,
        dataLogDir,
        `${dataDir}/myid`,
      ]);
    }),
    { numRuns: 50 },
  );
});

test('where there is no profile, an empty word stands in its place', () => {
  expect(words(commandsFor(firstOf(processesOf()))('{{javaProfile}} {{javaReleases}}'))).toEqual([
    '',
    '8',
    '11',
  ]);
});

test('a folder for both data and logs is named once', () => {
  const node = firstOf(lessonNodesOf(labOf(), { dataDir: '/data', dataLogDir: '/data' }));
  expect(commandsFor(node)('{{dataFolders}}')).toBe('/data');
});

test('every placeholder that is described has a value on a machine', () => {
  for (const name of Object.keys(nodePlaceholders)) {
    expect(commandsFor(firstOf(lessonNodesOf()))(`{{${name}}}`), name).not.toBe('');
  }
});

test('a loop names every node', () => {
  const named = { id: 4, address: '192.168.252.104' };
  const labs = [
    labOf({ prefix: 'zoo', nodes: 5 }),
    labOf({ nodes: 1 }),
    labOf({
      nodes: [
        { id: 1, name: 'alpha', address: '192.168.252.101' },
        { ...named, name: 'beta' },
      ],
    }),
  ];
  for (const lab of labs) {
    const loop = commandsFor(firstOf(lessonNodesOf(lab)))('for a in {{range}} ; do echo {{each}} ; done');
    const { stdout } = spawnSync('bash', ['-c', loop], { encoding: 'utf8' });
    expect(stdout.trim().split('\n')).toEqual(lab.nodes.map(({ name }) => name));
  }
});

test('what was seen is quoted too', () => {
  const fillIn = commandsFor(firstOf(lessonNodesOf()));
  expect(fillIn('scp {{detail}}:a b', { detail: '$(reboot)', facts: {} })).toBe("scp '$(reboot)':a b");
});

test('of what a node knows, each is a word, and what it has no business to say is not taken', () => {
  const node = firstOf(lessonNodesOf());
  const said = { detail: '', facts: { kill: ['12', '$(reboot)'], zkServer: ['rm -rf /'], tracked: ['yes'] } };
  const template =
    '{{#kill}}\nkill {{.}}\n{{/kill}}\n{{zkServer}} {{#tracked}}re{{/tracked}}start{{#pid}} {{.}}{{/pid}}';
  expect(commandsFor(node)(template, said)).toBe(
    "kill 12\nkill '$(reboot)'\nsource /etc/profile; /opt/zookeeper/bin/zkServer.sh restart",
  );
  expect(reasonFor(node, '{{name}}: {{kill}}{{#pid}} as {{.}}{{/pid}}\n  and', said)).toBe(
    'node1: 12, $(reboot) and',
  );
});

test('texts are filled as they are', () => {
  const text = '{{#nodes}}<{{name}}>{{/nodes}}{{^severalNodes}} alone{{/severalNodes}}';
  expect(textFor(labOf({ nodes: 1 }), text)).toBe('<node1> alone');
  expect(textFor(labOf(), text)).toBe('<node1><node2><node3>');
});
