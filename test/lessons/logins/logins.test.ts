import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { logins } from '../../../lessons/logins/logins.js';
import { allWell, home, hostKeyOf, keyOf, knownLine, observedOf, type Told } from './told.js';

const ssh = `${home}/.ssh`;
const refused = 'ssh: connect to host node2 port 22: Connection refused';
const denied = 'root@node2: Permission denied (publickey,password).';

/** What it comes to on those nodes where it is not done: the detail, whom it is about, and what; or that it waits. */
function left({ nodes, told }: ReturnType<typeof allWell>): Record<string, string> {
  const verdicts = logins(observedOf(nodes, told), nodes);
  const names = observedOf(nodes, told).map(({ node }) => node.name);
  return Object.fromEntries(
    verdicts.flatMap(({ done, waits, detail, about }, index) => {
      if (done) return [];
      const others = about?.others.map(({ name }) => name) ?? [];
      const text = waits ? 'waits' : [detail, ...others, ...(about?.which ?? [])].join(' ');
      return [[names[index] ?? '', text]];
    }),
  );
}

/** A lab of three in which something else is told. */
function broken(change: (told: (name: string) => Told, set: (name: string, records: Told) => void) => void) {
  const lab = allWell(3);
  change(
    (name) => lab.told.get(name) ?? [],
    (name, records) => lab.told.set(name, records),
  );
  return left(lab);
}

const without = (told: Told, word: string, text: string): Told =>
  told.filter(([first, ...rest]) => first !== word || !rest.join(' ').includes(text));
/** Node NAME says of logging in on another that it got this answer. */
const said = (told: Told, other: string, words: string): Told => [
  ...told.filter((record) => !(record[0] === 'login' && record[1] === other)),
  ['login', other, words],
];
/** Nothing listens on the node of that name: it says so of itself. */
const silent = (told: Told, name: string): Told => said(without(told, 'door', ''), name, refused);

describe('of logins that were not tried', () => {
  test.each([1, 2, 3, 50])('all are fine where %i nodes are', (count) => {
    expect(left(allWell(count))).toEqual({});
  });

  const pairs = fc
    .tuple(fc.integer({ min: 2, max: 49 }), fc.integer({ min: 1, max: 49 }))
    .filter(([from, to]) => from !== to && to !== (from + 1) % 50)
    .map(([from, to]) => [`node${from + 1}`, `node${to + 1}`] as const);

  test('one key that one of fifty nodes lacks is found, and no other', () => {
    fc.assert(
      fc.property(pairs, ([from, to]) => {
        const lab = allWell(50);
        lab.told.set(to, without(lab.told.get(to) ?? [], 'authorized', keyOf(from)));
        expect(left(lab)).toEqual({ [from]: `copy ${to}` });
      }),
      { numRuns: 20 },
    );
  });

  test('one wrong host key that one of fifty nodes has is found, and no other', () => {
    fc.assert(
      fc.property(pairs, fc.boolean(), ([from, to], swapped) => {
        const lab = allWell(50);
        const node = lab.nodes.find(({ name }) => name === to);
        const line = node ? knownLine(node) : '';
        // Another node's, or nobody's.
        const wrong = swapped ? hostKeyOf(from) : keyOf('nobody', 'ssh-ed25519');
        const told = lab.told.get(from) ?? [];
        lab.told.set(
          from,
          told.map((record) => record.map((word) => (word === line ? `${to} ${wrong}` : word))),
        );
        expect(left(lab)).toEqual({ [from]: `changed ${to}` });
      }),
      { numRuns: 20 },
    );
  });

  test('a host key that was not confirmed yet is asked about', () => {
    expect(broken((told, set) => set('node1', without(told('node1'), 'known', 'node3')))).toEqual({
      node1: 'confirm node3',
    });
  });

  test('where no password lets anybody in, the key is given there', () => {
    const lab = allWell(3);
    const told = without(lab.told.get('node3') ?? [], 'authorized', keyOf('node1'));
    lab.told.set(
      'node3',
      told.map((record) =>
        record.map((word) => word.replace('permitrootlogin yes', 'permitrootlogin without-password')),
      ),
    );
    expect(left(lab)).toEqual({ node1: 'waits', node3: `give node1 ${ssh}/id_rsa` });
  });

  test('what is not where it looks is not judged', () => {
    expect(
      broken((told, set) =>
        set('node3', [
          ...without(told('node3'), 'authorized', keyOf('node1')),
          ['sshd', 'authorizedkeyscommand /bin/keys'],
        ]),
      ),
    ).toEqual({});
  });

  test('a key that ssh-copy-id would not take of itself is named', () => {
    expect(
      broken((told, set) => {
        set('node3', without(told('node3'), 'authorized', keyOf('node1')));
        set('node1', [['newest', `${ssh}/id_mine.pub`], ...without(told('node1'), 'newest', '')]);
      }),
    ).toEqual({ node1: `copy-file node3 ${ssh}/id_rsa.pub` });
  });

  test('a key of ~/.ssh/config is one only for the nodes that it is named for', () => {
    const lab = allWell(3);
    const own: Told = [
      ['config', 'Host node1 node2'],
      ['config', '  IdentityFile ~/.ssh/lab'],
      ['identity', `${ssh}/lab`, keyOf('lab')],
      ['public', `${ssh}/lab.pub`, keyOf('lab')],
    ];
    lab.told.set('node1', [...own, ...(lab.told.get('node1') ?? [])]);
    for (const name of ['node1', 'node2']) lab.told.get(name)?.push(['authorized', keyOf('lab')]);
    expect(left(lab)).toEqual({});
    lab.told.get('node1')?.push(['config', 'Host *'], ['config', 'IdentityFile ~/.ssh/lab']);
    expect(left(lab)).toEqual({ node1: `copy-file node3 ${ssh}/lab.pub` });
  });
});

describe('of logins that were tried', () => {
  test('a node that does not run is waited for, and what else is wrong is told', () => {
    const lab = allWell(3);
    lab.told.delete('node2');
    expect(left(lab)).toEqual({ node1: 'waits', node3: 'waits' });
    lab.told.set('node1', without(lab.told.get('node1') ?? [], 'known', 'node3'));
    expect(left(lab)).toEqual({ node1: 'confirm node3', node3: 'waits' });
  });

  test('an sshd that does not answer is started where it is, and the others wait', () => {
    expect(
      broken((told, set) => {
        set('node1', said(told('node1'), 'node2', refused));
        set('node2', silent(told('node2'), 'node2'));
      }),
    ).toEqual({ node1: 'waits', node2: 'sshd', node3: 'waits' });
  });

  test('one that listens elsewhere is set right', () => {
    expect(
      broken((told, set) => {
        set('node1', said(told('node1'), 'node2', refused));
        set(
          'node2',
          silent(told('node2'), 'node2').map((record) =>
            record.map((word) => word.replace('0.0.0.0:22', '0.0.0.0:2222')),
          ),
        );
      }),
    ).toEqual({ node1: 'waits', node2: 'settings listenaddress 0.0.0.0:2222', node3: 'waits' });
  });

  test('one that only the others do not reach is behind something', () => {
    expect(
      broken((told, set) =>
        set('node1', said(told('node1'), 'node2', refused.replace('refused', 'timed out'))),
      ),
    ).toEqual({ node1: 'waits', node2: 'blocked', node3: 'waits' });
  });

  test.each([
    ['permitrootlogin no', 'settings permitrootlogin no'],
    ['denyusers root', 'settings denyusers root'],
  ])('sshd that is set otherwise (%s) is, where nobody gets in', (line, told) => {
    const other = line.split(' ')[0] ?? '';
    const change = (really: boolean) =>
      broken((of, set) => {
        for (const name of ['node1', 'node2']) if (really) set(name, said(of(name), 'node2', denied));
        set('node2', [...without(of('node2'), 'sshd', other), ['sshd', line]]);
      });
    expect(change(true)).toEqual({ node1: 'waits', node2: told, node3: 'waits' });
    // It has not read its settings since.
    expect(change(false)).toEqual({});
  });

  test.each([
    ['777', '0', `modes ${ssh}`],
    ['775', '0', `modes ${ssh}`],
    ['755', '0', ''],
    ['700', '1000', `owner ${ssh}`],
  ])('a folder on the way to the keys with mode %s, of user %s: %s', (mode, owner, told) => {
    const denials = told === '' ? '' : denied;
    const result = broken((of, set) => {
      for (const name of ['node1', 'node2']) set(name, said(of(name), 'node2', denials));
      set(
        'node2',
        of('node2').map((record) =>
          record.at(-1) === ssh && record[0] === 'mode' ? ['mode', mode, owner, ssh] : record,
        ),
      );
    });
    expect(result).toEqual(told === '' ? {} : { node1: 'waits', node2: told, node3: 'waits' });
  });

  test('settings that sshd has not read yet', () => {
    expect(
      broken((told, set) => {
        for (const name of ['node1', 'node2']) set(name, said(told(name), 'node2', denied));
        told('node2').push(['outdated']);
      }),
    ).toEqual({ node1: 'waits', node2: 'outdated', node3: 'waits' });
  });

  test.each([
    [
      'a mode',
      (told: Told) =>
        told.map((each) => (each[3] === `${ssh}/id_rsa` ? ['mode', '644', '0', `${ssh}/id_rsa`] : each)),
      'private',
    ],
    [
      'a passphrase',
      (told: Told) => told.map((each) => (each[0] === 'identity' ? ['identity', `${ssh}/id_rsa`, ''] : each)),
      'passphrase',
    ],
    [
      'another .pub',
      (told: Told) =>
        told.map((each) => (each[0] === 'public' ? ['public', `${ssh}/id_rsa.pub`, keyOf('x')] : each)),
      'public',
    ],
  ])('a private key that ssh does not use for %s', (_what, change, detail) => {
    expect(
      broken((told, set) => {
        set('node1', change(said(said(told('node1'), 'node1', denied), 'node2', denied)));
      }),
    ).toEqual({ node1: `${detail} ${ssh}/id_rsa` });
  });

  test('a key of another name is none', () => {
    expect(
      broken((told, set) => set('node1', without(said(told('node1'), 'node1', denied), 'identity', ''))),
    ).toEqual({ node1: 'none' });
  });

  test('one login that really went says more than what follows from files', () => {
    // A key that nobody has told of.
    expect(
      broken((told, set) => {
        for (const name of ['node1', 'node2', 'node3']) set(name, without(told(name), 'authorized', ''));
      }),
    ).toEqual({});
  });

  test('whom sshd was too busy for is judged by the rest', () => {
    const turnedAway = [
      'kex_exchange_identification: read: Connection reset by peer',
      'Connection timed out during banner exchange',
      '-',
    ];
    for (const words of turnedAway) {
      const lab = (proven: boolean) =>
        broken((told, set) => {
          set('node3', said(told('node3'), 'node1', words));
          if (proven) set('node2', said(told('node2'), 'node1', ''));
        });
      expect(lab(true)).toEqual({});
      // Where nobody got in, that may not be all that is wrong.
      expect(lab(false)).toEqual({ node3: `other node1 ${words}` });
    }
  });

  test('what nobody understands is told as ssh says it', () => {
    const lab = allWell(3);
    lab.told.set('node1', said(lab.told.get('node1') ?? [], 'node2', 'Bad packet length 1.'));
    const [first] = logins(observedOf(lab.nodes, lab.told), lab.nodes);
    expect(first).toMatchObject({ done: false, detail: 'other', seen: 'node2: Bad packet length 1.' });
  });

  test('until 8.4 ssh asks about an address that has another key, whatever was tried', () => {
    const change = (more: Told) =>
      broken((told) =>
        told('node1').push(['known', `${ssh}/known_hosts`, `192.168.252.102 ${keyOf('x')}`], ...more),
      );
    // The line of the node itself has its address, too.
    expect(change([])).toEqual({});
    const only = (recent: boolean) =>
      broken((told, set) => {
        const lines = told('node1').map((record) =>
          record.map((word) => word.replace('node2,192.168.252.102', 'node2')),
        );
        set('node1', [
          ...lines,
          ['known', `${ssh}/known_hosts`, `192.168.252.102 ${keyOf('x')}`],
          ...(recent ? [['sshd', 'pubkeyacceptedalgorithms ssh-rsa,rsa-sha2-512']] : []),
        ]);
      });
    expect(only(false)).toEqual({ node1: 'address node2 192.168.252.102' });
    expect(only(true)).toEqual({});
  });
});

test('what is mended in the same way is told together, and what comes first alone', () => {
  const lab = allWell(5);
  for (const name of ['node3', 'node4', 'node5']) {
    lab.told.set(name, without(lab.told.get(name) ?? [], 'authorized', keyOf('node1')));
  }
  expect(left(lab)).toEqual({ node1: 'copy node3 node4 node5' });
  lab.told.set('node1', without(lab.told.get('node1') ?? [], 'known', 'node4'));
  expect(left(lab)).toEqual({ node1: 'copy node3 node4 node5' });
  lab.told.get('node1')?.push(['known', `${ssh}/known_hosts`, `node4 ${keyOf('x')}`]);
  expect(left(lab)).toEqual({ node1: 'changed node4' });
});

test('a node that has told nothing of its side is as its probe said', () => {
  const { nodes } = allWell(3);
  const given = nodes.map((node) => ({
    node,
    observation: { done: true, detail: '', seen: '', wanted: '', facts: {} },
  }));
  expect(logins(given, nodes).every(({ done }) => done)).toBe(true);
});
