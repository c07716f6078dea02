import { describe, expect, test } from 'vitest';
import { isOwnHost, isOwnOrigin, Tokens } from '../../page/guard.js';

describe('whom the page talks to', () => {
  test('hosts are the two names of this machine, with the port', () => {
    const hosts = [
      '127.0.0.1:80',
      'localhost:80',
      '127.0.0.1',
      'evil.example:80',
      '127.0.0.1:81',
      'x.localhost:80',
      '',
    ];
    expect(hosts.filter((host) => isOwnHost(host, 80))).toEqual(['127.0.0.1:80', 'localhost:80']);
    expect(isOwnHost(undefined, 80)).toBe(false);
  });

  test('an origin is judged by the same names, not by its agreeing with the host', () => {
    const origins = [
      'http://127.0.0.1:80',
      'http://localhost:80',
      'https://localhost:80',
      'http://evil.example:80',
      'null',
    ];
    expect(origins.filter((origin) => isOwnOrigin(origin, 80))).toEqual(origins.slice(0, 2));
    expect(isOwnOrigin(undefined, 80)).toBe(false);
  });

  test('what opens the page does so once, and is exchanged for what lasts', () => {
    const tokens = new Tokens();
    const ticket = tokens.issueTicket();
    const judged = tokens.judge(ticket);
    expect(judged?.right).toBe('own');
    expect(tokens.judge(ticket)).toBeUndefined();
    expect(tokens.judge(judged?.token ?? '')?.right).toBe('own');
  });

  test('guests look on; tokens of another run are worth nothing', () => {
    const tokens = new Tokens();
    expect(tokens.judge(tokens.guest)?.right).toBe('look');
    expect(tokens.judge(new Tokens().guest)).toBeUndefined();
    expect(tokens.judge('')).toBeUndefined();
  });
});
