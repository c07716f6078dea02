import { execFile } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { InForce } from '../../faults/fault.js';
import { assertHeld, faultHolderCommand, faultHolderWords } from '../../providers/common/fault-holders.js';
import { aLab } from '../model/a-lab.js';

const lab = aLab('/lab', {});
const [first] = lab.nodes;

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'zk-lab-hold-'));
  mkdirSync(join(folder, 'bin'));
  // The node's own address is this machine's loopback interface.
  stub('ip', 'case "$*" in *addr*) echo "1: lo    inet 192.168.252.101/24 scope global lo" ;; esac');
  stub('tc', '');
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A program in the place of one that would change this machine; how it was called is noted. */
function stub(name: string, body: string): void {
  const file = join(folder, 'bin', name);
  writeFileSync(file, `#!/bin/bash\necho "${name} $*" >>${join(folder, 'calls')}\n${body}\n`);
  chmodSync(file, 0o755);
}
const calls = (program: string): string[] =>
  (existsSync(join(folder, 'calls')) ? readFileSync(join(folder, 'calls'), 'utf8') : '')
    .split('\n')
    .filter((line) => line.startsWith(`${program} `))
    .map((line) => line.slice(program.length + 1));

/** Has a fault held until its time is over. @returns what the holder said */
async function hold(held: readonly InForce[]): Promise<string> {
  if (!first) throw new Error('no node');
  const [program = '', ...words] = faultHolderCommand(faultHolderWords(lab, first, held, ['true'], folder));
  // Whether or not this machine is a container itself.
  const args = words.map((word) => word.replace('/.dockerenv', '/nonexistent'));
  const env = { ...process.env, PATH: `${join(folder, 'bin')}:${process.env.PATH}` };
  const { stdout } = await promisify(execFile)(program, args, { env }).catch((error) => error);
  return stdout;
}
const soon = (milliseconds: number): string => new Date(Date.now() + milliseconds).toISOString();

describe('what is typed on a node', () => {
  test('cut: nothing goes to the other side, and afterwards everything does', async () => {
    const cut = { id: '0000010a', verb: 'cut', sides: [['node1'], ['node2', 'node3']] } as const;
    expect(await hold([{ ...cut, until: soon(1_000) }])).toBe('in force\n');
    const route = (peer: number): string => `blackhole 192.168.252.10${peer} proto 199 metric 18`;
    expect(calls('ip').slice(1)).toEqual([
      ...[2, 3].map((peer) => `route add ${route(peer)}`),
      ...[2, 3].map((peer) => `route del ${route(peer)}`),
    ]);
  });

  test('slow, lose and rate: one queue does all that is in force, and less when one is over', async () => {
    const node = 'node1';
    const held: InForce[] = [
      { id: 'a', verb: 'slow', node, milliseconds: 200, until: soon(1_000) },
      { id: 'b', verb: 'lose', node, percent: 2.5, until: soon(3_000) },
      { id: 'c', verb: 'rate', node, kbit: 100, until: soon(1_000) },
    ];
    stub('tc', 'case $* in *show*) echo "qdisc netem 7a00: root refcnt 2" ;; esac');
    expect(await hold(held)).toBe('in force\n');
    const netem = 'qdisc replace dev lo root handle 7a00: netem limit 10000';
    expect(calls('tc')).toEqual([
      `${netem} delay 200ms loss 2.5% rate 100kbit`,
      `${netem} loss 2.5%`,
      'qdisc show dev lo',
      'qdisc del dev lo root',
    ]);
  });

  test('without netem: a bucket does the rate, iptables loses, and nothing is slow', async () => {
    const node = 'node1';
    stub('tc', 'case $* in *netem*) exit 2 ;; *show*) echo "qdisc tbf 7a00: root" ;; esac');
    stub('iptables', '');
    expect(
      await hold([
        { id: 'b', verb: 'lose', node, percent: 10, until: soon(1_000) },
        { id: 'c', verb: 'rate', node, kbit: 100, until: soon(1_000) },
      ]),
    ).toBe('in force\n');
    expect(calls('tc')[1]).toBe(
      'qdisc replace dev lo root handle 7a00: tbf rate 100kbit burst 10kb latency 1s',
    );
    expect(calls('iptables')).toContain(
      '-A ZK-LAB-FAULT -m statistic --mode random --probability 0.1 -j DROP',
    );
    expect(calls('iptables').slice(-3)).toEqual([
      '-D OUTPUT -o lo -j ZK-LAB-FAULT',
      '-F ZK-LAB-FAULT',
      '-X ZK-LAB-FAULT',
    ]);
    const said = await hold([{ id: 'a', verb: 'slow', node, milliseconds: 200 }]);
    expect(() => assertHeld(node, 'slow', said)).toThrow(/kernel that node1 runs on lacks "netem"/);
  });

  test.each([
    [90, ['-s @1090', '-s @910']],
    [-60, ['-s @940', '-s @1060']],
  ])('clock, %i seconds: turned, without who would set it right, and turned back', async (seconds, set) => {
    stub('date', 'case $* in +%s) echo 1000 ;; esac');
    stub('systemctl', 'case $* in "is-active --quiet chronyd") ;; is-active*) exit 3 ;; esac');
    expect(await hold([{ id: 'a', verb: 'clock', node: 'node1', seconds, until: soon(1_000) }])).toBe(
      'in force\n',
    );
    expect(calls('date').filter((call) => call.startsWith('-s'))).toEqual(set);
    expect(calls('systemctl').filter((call) => !call.startsWith('is-active'))).toEqual([
      'stop chronyd',
      'start chronyd',
    ]);
  });

  test('a clock that may not be turned is told, and who keeps it goes on', async () => {
    stub('date', 'case $* in +%s) echo 1000 ;; *) echo "date: not permitted" >&2; exit 1 ;; esac');
    stub('systemctl', 'case $* in "is-active --quiet ntpd") ;; is-active*) exit 3 ;; esac');
    const said = await hold([{ id: 'a', verb: 'clock', node: 'node1', seconds: 5 }]);
    expect(() => assertHeld('node1', 'clock', said)).toThrow(/on node1: date: not permitted/);
    expect(calls('systemctl').at(-1)).toBe('start ntpd');
  });

  test('fill: all that is free, in smaller and smaller pieces', async () => {
    stub('df', 'printf "Filesystem 1024-blocks Used Available\\nx 100 36 64 36%% /\\n"');
    // The first piece does not fit any more, the second does.
    const file = join(folder, '.zk-lab-fill');
    stub('fallocate', `case $* in *" 32K "*) [ ! -e ${file} ] && echo x >${file} ;; *) exit 1 ;; esac`);
    expect(await hold([{ id: 'a', verb: 'fill', node: 'node1', until: soon(1_000) }])).toBe('in force\n');
    expect(calls('fallocate')).toEqual([
      `-o 0 -l 64K ${file}`,
      `-o 0 -l 32K ${file}`,
      ...[32, 16, 8, 4].map((size) => `-o 2 -l ${size}K ${file}`),
    ]);
    expect(existsSync(file)).toBe(false);
  });

  test('a server that does not run cannot be ended', async () => {
    expect(() => assertHeld('node1', 'kill', 'cannot no-server\n')).toThrow(/nothing to kill/);
  });
});
