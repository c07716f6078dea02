import { afterEach, describe, expect, test } from 'vitest';
import { options } from '../../cli/options.js';
import { en } from '../../messages/en/index.js';
import { UsageError } from '../../messages/errors.js';
import { asField, asOption, type MessageKey, say, useLanguage, useSpelling } from '../../messages/index.js';
import { zh } from '../../messages/zh/index.js';
import { fieldNames } from '../../model/spec-schema.js';
import { blueprintOf } from '../generators/lab-files.js';

const keys = Object.keys(en) as MessageKey[];
const settingsIn = (text: string): string[] =>
  [...text.matchAll(/\[\[(\w+)/g)].map(([, setting = '']) => setting).sort();

/** What createLab takes beside the fields of a specification, and messages speak of. */
const besideFields = ['provider', 'for'];
/** What the command line alone takes: a file and a folder are looked for by nobody else. */
const typedOnly = ['spec', 'lab'];

describe('settings in texts', () => {
  const withSettings = keys.filter((key) => settingsIn(en[key]).length > 0);

  test.each(withSettings)('%s names settings that there are, the same in both languages', (key) => {
    for (const setting of settingsIn(en[key])) {
      expect([...fieldNames, ...besideFields, ...typedOnly]).toContain(setting);
      // What is an option on the command line is called after the setting.
      expect(Object.values(options).map(({ name }) => `--${name}`)).toContain(asOption(setting));
    }
    expect(settingsIn(zh[key])).toEqual(settingsIn(en[key]));
  });

  test.each(keys)('%s has brackets only around settings', (key) => {
    for (const text of [en[key], zh[key]]) {
      expect(text.replace(/\[\[\w+(?: [^\][]+)?\]\]/g, '')).not.toMatch(/\[\[|\]\]/);
    }
  });

  test.each(keys.filter((key) => !key.startsWith('cli.')))(
    '%s spells options out only in a command to be typed in a shell',
    (key) => {
      for (const text of [en[key], zh[key]]) {
        const commands =
          /\b(?:zk-lab (?:\w+|\{\w+\})|create|docker \w+|vagrant \w+|kubectl|wsl)\b[^;；,，。)）]*/g;
        expect(text.replace(commands, '')).not.toMatch(/(?<![\w-])--[a-z]/);
      }
    },
  );
});

describe('whoever reads an error', () => {
  afterEach(async () => {
    useSpelling(asField);
    await useLanguage('en');
  });

  const refusalOf = (typed: Parameters<typeof blueprintOf>[0]): string => {
    try {
      blueprintOf(typed);
    } catch (error) {
      if (error instanceof UsageError) return error.message;
      throw error;
    }
    return 'accepted';
  };
  const network = { network: '192.168.252.7' };
  const misfit = { zookeeper: '3.4.9', jdk: '17' };
  const gateway = { firstIp: '192.168.252.1' };
  const ports = { clientPort: 65_534 };

  test('as a program finds the fields that it set', () => {
    expect(refusalOf(network)).toMatch(/^network: '192\.168\.252\.7': give an IPv4 network/);
    expect(refusalOf(misfit)).toMatch(/take jdk: '8' .*, or keep JDK 17 and take zookeeper: '3\.9'\.$/);
    expect(refusalOf(gateway)).toMatch(/^firstIp: '192\.168\.252\.1': .* firstIp: '192\.168\.252\.2'$/);
    expect(refusalOf(ports)).toMatch(/^clientPort: 65534: 3 ports/);
    expect(say('doctor.jdk.remedy', { jdk: 8 })).toContain("jdkArchive: 'FILE'");
    expect(say('observers.need-quorum', { observers: 1 })).toMatch(/^observers: 1: .*nodes: 2/);
  });

  test('as a person finds the options that they typed', () => {
    useSpelling(asOption);
    expect(refusalOf(network)).toMatch(/^--network 192\.168\.252\.7: give an IPv4 network/);
    expect(refusalOf(misfit)).toMatch(/take --jdk 8 .*, or keep JDK 17 and take --zookeeper 3\.9\.$/);
    expect(refusalOf(gateway)).toMatch(/^--first-ip 192\.168\.252\.1: .* --first-ip 192\.168\.252\.2$/);
    expect(refusalOf(ports)).toMatch(/^--client-port 65534: 3 ports/);
    expect(say('doctor.jdk.remedy', { jdk: 8 })).toContain('--jdk-archive FILE');
    expect(say('observers.need-quorum', { observers: 1 })).toMatch(/^--observers 1: .*--nodes 2/);
  });

  test('in Chinese, too', async () => {
    await useLanguage('zh');
    expect(refusalOf(network)).toMatch(/^network: '192\.168\.252\.7'：请按/);
    expect(refusalOf(misfit)).toMatch(/请用 jdk: '8'（.*，改用 zookeeper: '3\.9'。$/);
    expect(say('doctor.jdk.remedy', { jdk: 8 })).toContain("jdkArchive: 'FILE'");
    useSpelling(asOption);
    expect(refusalOf(network)).toMatch(/^--network 192\.168\.252\.7：请按/);
    expect(refusalOf(misfit)).toMatch(/请用 --jdk 8（.*，改用 --zookeeper 3\.9。$/);
    expect(say('doctor.jdk.remedy', { jdk: 8 })).toContain('--jdk-archive FILE');
  });

  test.each(['', 'a]b', '[[nodes]]', '{cidr}', '$&'])('with what was typed as it was typed: %j', (typed) => {
    expect(refusalOf({ network: typed }).startsWith(`network: '${typed}': give an IPv4 network`)).toBe(true);
    useSpelling(asOption);
    expect(refusalOf({ network: typed }).startsWith(`--network ${typed}: give an IPv4 network`)).toBe(true);
  });
});
