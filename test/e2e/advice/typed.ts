/** What is typed on nodes of the tutorial's cluster to make mistakes: places, and words for a shell. */

export const home = '/opt/zookeeper-3.4.9';
export const zooCfg = `${home}/conf/zoo.cfg`;
export const myid = `${home}/data/myid`;
export const pidFile = `${home}/data/zookeeper_server.pid`;
const server = `JAVA_HOME=/usr/lib/jvm ${home}/bin/zkServer.sh`;
/** Waits on a node until it is so. */
export const until = (condition: string): string =>
  `SECONDS=0; until ${condition}; do [ $SECONDS -lt 60 ] || exit 1; sleep 0.1; done`;
export const listens = (port: number): string => `(exec 3<>/dev/tcp/127.0.0.1/${port}) 2>/dev/null`;
/** The node's own server is killed, whoever knows of it, and its port is free. */
export const stop = `kill -9 $(grep -ls 'quorum[.]QuorumPeerMain' /proc/[0-9]*/cmdline | grep -o '[0-9]*') 2>/dev/null || true; ${until(`! ${listens(2181)}`)}`;
export const start = `${server} start >/dev/null 2>&1`;
/** A server that was started has ended by itself, and said why. */
export const ended = until(`! kill -0 $(cat ${pidFile}) 2>/dev/null`);
export const modeOf = (host: string): string =>
  `(exec 3<>/dev/tcp/${host}/2181 && printf srvr >&3 && grep -q ^Mode <&3) 2>/dev/null`;
/** Runs a server of what zoo.cfg says for a while: with what sed makes of it. */
export const runsWith = (edit: string, ready: string): string =>
  `cp ${zooCfg} /tmp/right; ${stop}; sed -i ${edit} ${zooCfg}; ${start}; ${ready}; cat /tmp/right > ${zooCfg}`;
/** Somebody listens on a port and says nothing, as a user. */
export const mute = (port: number, user: string): string => `cat > /tmp/mute.pl <<'EOF'
use Socket;
socket(S, PF_INET, SOCK_STREAM, 0); setsockopt(S, SOL_SOCKET, SO_REUSEADDR, 1);
bind(S, sockaddr_in(${port}, INADDR_ANY)) or die; listen(S, 50);
while (accept(my $c, S)) { push @kept, $c }
EOF
chroot --userspec=${user} / setsid perl /tmp/mute.pl </dev/null >/dev/null 2>&1 &
${until(listens(port))}`;
