import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { planLab } from '../../generators/plan.js';
import type { Stack } from '../../generators/stack.js';
import { parseSpec } from '../../model/file.js';
import { parseFields } from '../../model/parse.js';
import { resolve } from '../../model/resolve.js';
import type { PartialSpec } from '../../model/spec.js';
import { isInPath } from '../../system/programs.js';
import { describeUnless } from '../needs.js';

const stack: Stack = {
  zookeeper: { version: '3.4.9', file: 'z.tar.gz', root: 'zookeeper-3.4.9', urls: [], source: 'absent' },
  jdk: { version: '8u144', file: 'jdk.tar.gz', root: 'jdk1.8.0_144', urls: [], source: 'absent' },
};

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'zk-lab-settings-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** A file of the lab that has these settings. */
function fileOf(path: string, typed: PartialSpec): string {
  const fields = parseFields({ ...typed }, { describe: String });
  const { files } = planLab(resolve({ ...fields, name: 'lab' }, 'x64'), stack, 'id');
  return files.find((file) => file.path === path)?.content ?? '';
}

const printable = fc.string({ unit: 'grapheme', minLength: 1 }).filter((text) => !/\p{Cc}/u.test(text));
/** ZooKeeper trims values, and so does Java at their beginning. */
const value = printable.filter((text) => text.trim() === text);
const settings = fc.dictionary(fc.stringMatching(/^my\.[A-Za-z0-9][\w.-]{0,20}$/), value, {
  minKeys: 1,
  maxKeys: 5,
});
const jvmOptions = fc.array(
  printable.filter((text) => !/\s/.test(text)).map((text) => `-D${text}`),
  { minLength: 1, maxLength: 4 },
);

describe('settings of zoo.cfg', () => {
  test('take the place of the tutorial’s, and come after them', () => {
    const zooCfg = { tickTime: 1000, 'autopurge.purgeInterval': '1' };
    expect(fileOf('config/zoo.cfg', { zooCfg })).toMatch(
      /^tickTime = 1000\ndataDir = .*syncLimit = 2\nautopurge\.purgeInterval = 1\n\nserver\.1=/s,
    );
  });

  const whyNot = isInPath('java') ? undefined : 'no java is in PATH: npm test installs one as root on Debian';
  describeUnless(whyNot, 'read by Java', () => {
    test('are for Java what they were for whoever typed them', () => {
      const given = fc.sample(settings, 60);
      const names = given.map((zooCfg, index) => {
        writeFileSync(join(folder, `${index}.cfg`), fileOf('config/zoo.cfg', { zooCfg }));
        return join(folder, `${index}.cfg`);
      });
      writeFileSync(
        join(folder, 'Read.java'),
        `import java.io.*; import java.nio.charset.StandardCharsets; import java.util.*;
         class Read {
           static String hex(String text) { return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_16BE)); }
           public static void main(String[] files) throws IOException {
             for (String file : files) {
               Properties read = new Properties();
               try (InputStream in = new FileInputStream(file)) { read.load(in); }
               for (String name : read.stringPropertyNames())
                 if (name.startsWith("my.")) System.out.print(hex(name) + "=" + hex(read.getProperty(name).trim()) + " ");
               System.out.println();
             }
           }
         }`,
      );
      const text = (hex: string): string => Buffer.from(hex, 'hex').swap16().toString('utf16le');
      const printed = String(execFileSync('java', [join(folder, 'Read.java'), ...names]));
      const read = printed.split('\n').slice(0, -1);
      expect(
        read.map((line) =>
          Object.fromEntries(
            line
              .trim()
              .split(' ')
              .map((pair) => pair.split('=').map(text)),
          ),
        ),
      ).toEqual(given.map((zooCfg) => ({ ...zooCfg })));
    });
  });

  test.each([
    ['dataDir', 'where nodes keep their data the lab decides'],
    ['dataLogDir', 'the lab decides'],
    ['server.4', 'choose them with nodes and observers'],
    ['peerType', 'choose them with nodes and observers'],
    ['dynamicConfigFile', 'the lab decides'],
    ['clientPort', 'choose the ports on this machine with clientPort'],
    ['clientPortAddress', 'the lab decides'],
  ])('%s is the lab’s own to decide', (name, reason) => {
    expect(() => fileOf('', { zooCfg: { [name]: 'x' } })).toThrow(reason);
  });

  test.each([
    ['tickTime', '2s', 'takes a whole number'],
    ['autopurge.snapRetainCount', '99999999999', 'takes a whole number'],
    ['reconfigEnabled', 'yes', 'either true or false'],
  ])('%s = %s is refused: ZooKeeper would not start', (name, text, reason) => {
    expect(() => fileOf('', { zooCfg: { [name]: text } })).toThrow(reason);
  });

  test.each(['a b', 'a=b', '', 'a\nb'])('%j is no name of a setting', (name) => {
    expect(() => fileOf('', { zooCfg: { [name]: '1' } })).toThrow('KEY=VALUE');
  });

  test('no value begins another line', () => {
    expect(() => fileOf('', { zooCfg: { a: '1\nserver.4=evil:1:2' } })).toThrow('KEY=VALUE');
  });
});

describe('JVM options', () => {
  test('come out of java.env as they were typed, behind the lab’s own', () => {
    fc.assert(
      fc.property(jvmOptions, (options) => {
        const file = join(folder, 'java.env');
        writeFileSync(file, fileOf('config/java.env', { jvmOptions: options }));
        const flags = execFileSync('bash', ['-c', '. "$1"; printf %s "$JVMFLAGS"', '_', file], {
          // A socket for its input would make bash read ~/.bashrc.
          stdio: ['ignore', 'pipe', 'inherit'],
          env: { PATH: process.env.PATH, JVMFLAGS: '-Dmine=1' },
        });
        expect(String(flags).startsWith('-Xmx128m ')).toBe(true);
        expect(String(flags).endsWith(` -Dmine=1 ${options.join(' ')}`)).toBe(true);
      }),
      { numRuns: 30 },
    );
  });

  test.each(['Xss1m', '-Da=b c', '-Da=b\nrm', ''])('%j is none', (option) => {
    expect(() => fileOf('', { jvmOptions: [option] })).toThrow('begins with -');
  });
});

test('both come back out of zk-lab.yaml as they went in', () => {
  fc.assert(
    fc.property(settings, jvmOptions, (zooCfg, options) => {
      const text = fileOf('zk-lab.yaml', { zooCfg, jvmOptions: options });
      expect(parseSpec(text, 'zk-lab.yaml')).toMatchObject({ zooCfg, jvmOptions: options });
    }),
    { numRuns: 30 },
  );
});

test('numbers in zk-lab.yaml mean what is written there', () => {
  const text = 'zooCfg: { a: 0x10, b: 1.50, c: 007, d: true, e: "1" }\n';
  expect(parseSpec(text, 'zk-lab.yaml')).toEqual({
    zooCfg: { a: '0x10', b: '1.50', c: '007', d: true, e: '1' },
  });
});
