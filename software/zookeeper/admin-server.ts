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

/** Reads where it listens off the server's zoo.cfg ($1), and asks it $2. Bash alone, since a bare system has no curl. */
const script = `
port=8080 host=127.0.0.1 url=/commands
while IFS= read -r line || [ -n "$line" ]; do
  name=\${line%%=*} value=\${line#*=}
  name=\${name//[[:space:]]/} value=\${value//[[:space:]]/}
  case $name in
    admin.serverPort) port=$value ;;
    admin.serverAddress) [ "$value" = 0.0.0.0 ] || host=$value ;;
    admin.commandURL) url=$value ;;
  esac
done <"$1"
exec 3<>"/dev/tcp/$host/$port" || exit
printf 'GET %s/%s HTTP/1.0\\r\\nHost: localhost\\r\\n\\r\\n' "$url" "$2" >&3
IFS= read -r -t 3 -u 3 status
case $status in *' 200 '*) ;; *) exit 1 ;; esac
timeout 3 sed '1,/^.\\{0,1\\}$/d' <&3
`;

/**
 * A command that prints what an AdminServer answers, JSON; nothing where there is none.
 * @param zooCfg the file that the server runs with, as the node sees it @returns program and arguments, for a node
 */
export function adminCommand(word: string, zooCfg: string): string[] {
  return ['bash', '-c', `{ ${script} } 2>/dev/null`, 'bash', zooCfg, names[word] ?? word];
}

/** The port for clients of the server whose AdminServer gave this answer to `conf`; undefined where that is not told. */
export function clientPortIn(answer: string): number | undefined {
  try {
    const port: unknown = JSON.parse(answer).client_port;
    return typeof port === 'number' ? port : undefined;
  } catch {
    return undefined;
  }
}
