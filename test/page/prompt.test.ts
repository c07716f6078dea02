import { expect, test } from 'vitest';
import { isPrompt, lastLine } from '../../page/prompt.js';

test('a prompt is known in its colours, with a title, after other lines', () => {
  const shown = [
    'root@node1:~# ',
    'bash-5.2$ ',
    '\x1b]0;root@node1: ~\x07\x1b[01;32mroot@node1\x1b[00m:\x1b[01;34m~\x1b[00m# ',
    '\x1b[?2004h[root@node1 ~]# ',
    'Welcome\r\n\r\nroot@node1:~# ',
    'gone\rroot@node1:~# ',
  ];
  for (const text of shown) expect(isPrompt(lastLine('', text)), JSON.stringify(text)).toBe(true);
});

test('what a program shows, and a line that is begun, is none', () => {
  const shown = [
    '',
    'root@node1:~# ls',
    '[zk: localhost:2181(CONNECTED) 0] ',
    'Password: ',
    'a # b\r\n',
    '~',
  ];
  for (const text of shown) expect(isPrompt(lastLine('', text)), JSON.stringify(text)).toBe(false);
});

test('comes in pieces', () => {
  expect(isPrompt(lastLine(lastLine('', 'hello\r\nroot@no'), 'de1:~# '))).toBe(true);
});
