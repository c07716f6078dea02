import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import { command } from '../cli/command.js';

/** The page as it is served for a lab that nothing holds. */
interface Served {
  readonly port: number;
  /** Opens the page once, as its owner; for those who look on. */
  readonly own: string;
  readonly guest: string;
}

let home: string;
let served: Served;
let child: ChildProcess;
/** What its owner is known by once the address was opened, which can be done once. */
let ownToken = '';

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'zk-lab-page-'));
  const env = {
    ...{ PATH: process.env.PATH, HOME: home, LANG: 'C.UTF-8' },
    DOCKER_HOST: `unix://${join(home, 'no-engine.sock')}`,
  };
  const options = { cwd: home, env, extendEnv: false, stdin: 'ignore' } as const;
  await execa(process.execPath, [command, 'create', 'lab', '--no-fetch'], options);
  const words = [command, 'page', '--no-open', '--share', '--lab', 'lab'];
  child = spawn(process.execPath, words, { cwd: home, env, stdio: ['ignore', 'pipe', 'inherit'] });
  let text = '';
  served = await new Promise((resolve, reject) => {
    child.stdout?.on('data', (chunk) => {
      text += chunk;
      const [own, guest] = [...text.matchAll(/http:\/\/127\.0\.0\.1:(\d+)\/#(\S+)/g)];
      if (own && guest) resolve({ port: Number(own[1]), own: own[2] ?? '', guest: guest[2] ?? '' });
    });
    child.once('exit', () => reject(new Error(text)));
  });
  const { opened, say, told } = live();
  await opened;
  say({ type: 'hello', token: served.own });
  const { token, mayChange } = await told('welcome');
  expect(mayChange).toBe(true);
  ownToken = String(token);
});

afterAll(async () => {
  child.kill('SIGINT');
  await once(child, 'exit');
  rmSync(home, { recursive: true, force: true });
});

/** The status, and what came with it, of a request with these headers. */
function get(path: string, headers: Record<string, string> = {}, method = 'GET') {
  return new Promise<{ status: number; headers: Record<string, unknown>; text: string }>(
    (resolve, reject) => {
      request({ host: '127.0.0.1', port: served.port, path, method, headers }, (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (chunk) => {
          text += chunk;
        });
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, text }),
        );
      })
        .on('error', reject)
        .end();
    },
  );
}

/** What is still open. */
const connections = new Set<WebSocket>();
afterEach(() => {
  for (const socket of connections) socket.terminate();
  connections.clear();
});

/** A connection, and how it ends or what it is told first. */
function live(headers: { Host?: string; Origin?: string } = {}) {
  const origin = `http://127.0.0.1:${served.port}`;
  const socket = new WebSocket(`ws://127.0.0.1:${served.port}/live`, {
    headers: { Origin: origin, ...headers },
  });
  connections.add(socket);
  const opened = new Promise<void>((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });
  opened.catch(() => {});
  const closed = new Promise<number>((resolve) => socket.once('close', resolve));
  /** The first message of a type. */
  const told = (type: string) =>
    new Promise<Record<string, unknown>>((resolve) => {
      socket.on('message', (data, binary) => {
        const message = binary ? {} : JSON.parse(String(data));
        if (message.type === type) resolve(message);
      });
    });
  return { socket, opened, closed, told, say: (message: unknown) => socket.send(JSON.stringify(message)) };
}

describe('the page over HTTP', () => {
  test('is served whole, with a strict policy and nothing from elsewhere', async () => {
    const { status, headers, text } = await get('/');
    expect(status).toBe(200);
    const policy = String(headers['content-security-policy']);
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/unsafe|\*|https?:/);
    expect(text).not.toMatch(/<script>|https?:\/\//);
    expect((await get('/page.js')).status).toBe(200);
    expect((await get('/page.css')).status).toBe(200);
  });

  test('is not served to a name that was made to lead here, or a page of another origin', async () => {
    const host = `127.0.0.1:${served.port}`;
    expect((await get('/', { Host: `evil.example:${served.port}` })).status).toBe(403);
    expect((await get('/', { Host: '127.0.0.1' })).status).toBe(403);
    expect((await get('/', { Host: host, Origin: 'http://evil.example' })).status).toBe(403);
    expect((await get('/', { Host: `localhost:${served.port}` })).status).toBe(200);
  });

  test('has nothing but its own files, to be read', async () => {
    const paths = ['/package.json', '/../package.json', '/%2e%2e/bundle.js', '/constructor', '/live'];
    expect(await Promise.all(paths.map(async (path) => (await get(path)).status))).toEqual(
      paths.map(() => 404),
    );
    expect((await get('/', {}, 'POST')).status).toBe(405);
  });

  test('is still served after what is no address at all, from whatever page that came', async () => {
    for (const path of ['//', '//[', '/\\', '*', 'http://[', '/%', '?', '/?'.padEnd(8000, 'x')]) {
      expect((await get(path)).status).toBeGreaterThanOrEqual(path.startsWith('/?') ? 200 : 400);
    }
    expect((await get('/')).status).toBe(200);
  });
});

describe('the page over a WebSocket', () => {
  test('refuses another origin, none, and a host of another name that agrees with its origin', async () => {
    const evil = `evil.example:${served.port}`;
    await expect(live({ Origin: 'http://evil.example' }).opened).rejects.toThrow('403');
    await expect(live({ Origin: '' }).opened).rejects.toThrow('403');
    await expect(live({ Host: evil, Origin: `http://${evil}` }).opened).rejects.toThrow('403');
  });

  test('ends without a token, with a wrong one, and with anything else first', async () => {
    for (const first of [
      { type: 'hello', token: 'x'.repeat(43) },
      { type: 'hello', token: '' },
      { type: 'heal', nodes: [] },
    ]) {
      const { opened, say, closed } = live();
      await opened;
      say(first);
      expect(await closed).toBe(4001);
    }
  });

  test('a guest is let in any number of times, and can change nothing', async () => {
    for (let time = 0; time < 2; time++) {
      const { opened, say, told } = live();
      await opened;
      say({ type: 'hello', token: served.guest });
      expect(await told('welcome')).toMatchObject({ mayChange: false });
      for (const message of [
        { type: 'fault', verb: 'kill', words: ['node1'] },
        { type: 'run', node: 'node1', data: 'reboot\n', size: { rows: 24, columns: 80 } },
        { type: 'set', path: '/', data: '', version: 0 },
        { type: 'storm', seconds: 60 },
        { type: 'lab', dir: home },
        { type: 'labs' },
      ]) {
        const answer = told('told');
        say(message);
        expect(await answer).toMatchObject({
          level: 'failure',
          text: expect.stringContaining('look on'),
        });
      }
    }
  });

  test('the address opens the page once; its token lasts', async () => {
    const second = live();
    await second.opened;
    second.say({ type: 'hello', token: served.own });
    expect(await second.closed).toBe(4001);
    const third = live();
    await third.opened;
    third.say({ type: 'hello', token: ownToken });
    expect(await third.told('welcome')).toMatchObject({ mayChange: true });
  });

  test('its owner is shown labs of this machine, and no folder that is none', async () => {
    const { opened, say, told } = live();
    await opened;
    say({ type: 'hello', token: ownToken });
    await told('welcome');
    const labs = told('labs');
    say({ type: 'labs' });
    expect(await labs).toMatchObject({ labs: [{ name: 'lab' }] });
    const refused = told('told');
    say({ type: 'lab', dir: '/etc' });
    expect(await refused).toMatchObject({ level: 'failure', text: expect.stringContaining('/etc') });
  });

  test('a frame that is too large, or is none of the known, ends that connection', async () => {
    const large = live();
    await large.opened;
    large.say({ type: 'hello', token: 'x'.repeat(300 * 1024) });
    expect(await large.closed).toBe(1009);
    const larger = live();
    await larger.opened;
    larger.say({ type: 'hello', token: served.guest });
    await larger.told('welcome');
    larger.say({ type: 'look', path: 'x'.repeat(3 * 1024 * 1024) });
    expect(await larger.closed).toBe(1009);
    const unknown = live();
    await unknown.opened;
    unknown.socket.send('nonsense');
    expect(await unknown.closed).toBe(1008);
  });

  test('who says nothing is ended, and a thousand who say nothing keep nobody out for long', async () => {
    const silent = live();
    await silent.opened;
    const sockets = Array.from({ length: 1000 }, () =>
      connect(served.port, '127.0.0.1')
        .on('error', () => {})
        .resume(),
    );
    onTestFinished(() => {
      for (const socket of sockets) socket.destroy();
    });
    await Promise.all(sockets.map((socket) => new Promise((resolve) => socket.once('connect', resolve))));
    expect((await get('/')).status).toBe(200);
    const guest = live();
    await guest.opened;
    guest.say({ type: 'hello', token: served.guest });
    await guest.told('welcome');
    expect(await silent.closed).toBe(1006);
    await expect
      .poll(() => sockets.filter((socket) => !socket.destroyed).length, { timeout: 15_000 })
      .toBe(0);
  });
});
