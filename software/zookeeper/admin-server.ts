/** Asking a server's AdminServer (3.5 and later) on the node that it runs on. */

/** The words of 3.4 by the names that the AdminServer has for them. */
const names: Readonly<Record<string, string>> = {
  srvr: 'server_stats',
  stat: 'stats',
  mntr: 'monitor',
  conf: 'configuration',
  cons: 'connections',
  envi: 'environment',
  wchs: 'watch_summary',
  dump: 'dump',
  ruok: 'ruok',
};

/** Where it listens unless zoo.cfg says otherwise. */
const port = 8080;

/**
 * A command that prints what an AdminServer answers, JSON; nothing where there is none. Bash alone, since a bare system has no
 * curl. @returns program and arguments, for a node
 */
export function adminCommand(word: string): string[] {
  const script =
    'exec 3<>"/dev/tcp/127.0.0.1/$1" && printf "GET /commands/%s HTTP/1.0\\r\\nHost: localhost\\r\\n\\r\\n" "$2" >&3 && timeout 3 sed "1,/^.\\{0,1\\}\\$/d" <&3';
  return ['bash', '-c', `{ ${script}; } 2>/dev/null`, 'bash', String(port), names[word] ?? word];
}
