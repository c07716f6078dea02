import { mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Observation } from '../../../lessons/observations.js';
import { file, folder, lookIn, serverThatSays } from './looking.js';

const look = (...words: readonly (string | number)[]): Observation | undefined =>
  lookIn('grow-and-observe', ...words);

type Change = readonly [what: 'create' | 'delete', path: string, seconds: number];

/** A log as ZooKeeper writes it, as far as it is looked at here. */
function log(name: string, ...changes: readonly Change[]): void {
  const records = changes.map(([what, path, seconds]) => {
    const record = Buffer.alloc(40 + path.length + 8);
    record.writeBigUInt64BE(BigInt(seconds) * 1000n + 10n, 24);
    record.writeUInt32BE(what === 'create' ? 1 : 2, 32);
    record.writeUInt32BE(path.length, 36);
    record.write(path, 40);
    return record;
  });
  mkdirSync(join(folder, 'version-2'), { recursive: true });
  writeFileSync(
    join(folder, 'version-2', name),
    Buffer.concat([Buffer.from('ZKLG'), ...records, Buffer.alloc(5000)]),
  );
}

function snapshot(name: string, ...paths: readonly string[]): void {
  mkdirSync(join(folder, 'version-2'), { recursive: true });
  writeFileSync(join(folder, 'version-2', name), `ZKSN\0\0${paths.join('\0\0')}\0`);
}

describe('a receipt for what is nowhere', () => {
  // The second holds the byte that ends a line.
  const told = 0x65_00_0a_00;
  beforeEach(() => {
    mkdirSync(join(folder, 'receipts'));
    const receipt = file('Created /ledger/salt\n', 'receipts/salt');
    utimesSync(receipt, told, told);
  });
  const receipt = () => look('receipt', 'salt', folder);

  test('is one for a loss where no log has it', () => {
    expect(receipt()).toMatchObject({ done: true });
    log('log.100000001', ['create', '/ledger/tea', told - 9]);
    expect(receipt()).toMatchObject({ done: true });
  });

  test('is none where it was deleted', () => {
    log('log.100000001', ['create', '/ledger/salt', told], ['delete', '/ledger/salt', told + 5]);
    expect(receipt()).toMatchObject({ done: false, detail: 'deleted', seen: 'delete /ledger/salt' });
  });

  test('is one where that was deleted which an earlier one was for, or something else', () => {
    log('log.100000001', ['create', '/ledger/salt', told - 60], ['delete', '/ledger/salt', told - 30]);
    log('log.200000001', ['delete', '/ledger/salt2', told + 5]);
    expect(receipt()).toMatchObject({ done: true });
  });

  test('is to be there, and to say so', () => {
    file('', 'receipts/salt');
    expect(receipt()).toMatchObject({ done: false, wanted: 'Created /ledger/salt' });
  });
});

describe('who was away when something was written', () => {
  const server = () => serverThatSays('Zookeeper version: 3.4.9\nMode: leader\n');
  const missed = (port: number) => look('missed', '/ledger/late', 1, `127.0.0.1:${port}`, folder);

  test('has it in a snapshot, and in no log', async () => {
    const { port } = await server();
    log('log.100000001', ['create', '/ledger/cups', 1_700_000_000]);
    expect(missed(port)).toMatchObject({ done: false, seen: '/ledger/late: -' });
    snapshot('snapshot.300000002', '/ledger/cups', '/ledger/late');
    expect(missed(port)).toMatchObject({ done: true });
    log('log.200000001', ['create', '/ledger/late', 1_700_000_009]);
    expect(missed(port)).toMatchObject({
      ...{ done: false, detail: 'there', seen: 'log.*: /ledger/late' },
    });
  });

  test('may have seen it come and go before', async () => {
    const { port } = await server();
    log(
      'log.a00000001',
      ['create', '/ledger/late', 1_700_000_001],
      ['delete', '/ledger/late', 1_700_000_005],
    );
    snapshot('snapshot.b00000002', '/ledger/late');
    expect(missed(port)).toMatchObject({ done: true });
  });
});

describe('whom zoo.cfg names', () => {
  const line = (id: number, role = ''): string => `server.${id}=node${id}:2888:3888${role}`;
  const listOf = (...lines: readonly string[]): string => ['tickTime=2000', ...lines, ''].join('\n');
  const five = [1, 2, 3, 4, 5].map((id) => line(id));
  const byList = (port: number, text: string) => {
    const members = [1, 2, 3, 4, 5, '6:observer'];
    return look('mode_by_list', '127.0.0.1', port, file(text, 'zoo.cfg'), join(folder, 'pid'), ...members);
  };

  test('decides what a server may be told to be', async () => {
    const { port } = await serverThatSays('Zookeeper version: 3.4.9\nMode: observer\n');
    expect(byList(port, listOf(...five, line(6, ':observer')))).toMatchObject({
      done: true,
      seen: 'observer',
    });
    for (const [text, seen] of [
      [listOf(...five, `#${line(6, ':observer')}`), '1 2 3 4 5'],
      [listOf(...five, line(6)), '1 2 3 4 5 6'],
    ] as const) {
      expect(byList(port, text)).toMatchObject({
        done: false,
        seen: expect.stringMatching(new RegExp(`: server\\.N: ${seen}$`)),
        wanted: 'server.N: 1 2 3 4 5 6:observer',
      });
    }
  });

  test('is the same for newcomers, who have nothing and do not run', () => {
    const newcomer = (text: string, id: number) =>
      look('old_alone', 5, id, '127.0.0.1', 1, file(text, 'zoo.cfg'), join(folder, 'pid'), folder);
    expect(newcomer(listOf(...five), 4)).toMatchObject({ done: true });
    const short = listOf(...five.slice(0, 4));
    expect(newcomer(short, 4)).toMatchObject({ done: false, wanted: 'server.N: 1 2 3 4 5' });
    // Whoever stays out of it may have the old one yet.
    expect(newcomer(short, 6)).toMatchObject({ done: true });
    mkdirSync(join(folder, 'version-2'));
    expect(newcomer(listOf(...five), 4)).toMatchObject({ done: false });
  });
});
