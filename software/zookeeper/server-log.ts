/** What a node's server logs, found and read by a script on the node itself. */
import { readTemplate } from '../../system/package-files.js';
import { quoted } from '../../system/quoted.js';

/** What tells where a node's server logs. Paths as the node sees them. */
export interface LogPlaces {
  /** The zoo.cfg on the command line of the node's server, where other servers may run beside it. */
  readonly zooCfg?: string;
  /** Where a server that runs no more may have left its log. */
  readonly folders: readonly string[];
  /** Addresses, beside loopback and the node's default gateway, from which this machine asks servers how they are. */
  readonly askers: readonly string[];
}

/** Which part of the log. */
export interface LogPart {
  /** How many of the last lines. */
  readonly tail: number;
  /** Also what this lab's own questions to the server left in it. */
  readonly all: boolean;
  /** Goes on, over restarts too, until it is ended or its input is; with what is said once if there is nothing to follow yet. */
  readonly follow?: { readonly waiting: string };
}

/** What the script's exit status tells if it found no log. */
export const logStatus = { none: 3, terminal: 4, hidden: 5 } as const;

/**
 * A command that runs a script with the functions of server-log.sh, which are told where to look: `find_log`, `last_lines`,
 * `follow_log`. @returns program and arguments, for a node; more arguments are the script's own
 */
export function withLogPlaces({ zooCfg, folders, askers }: LogPlaces, more: string): string[] {
  const settings = [
    ...(zooCfg === undefined ? [] : [`ZOO_CFG=${quoted(zooCfg)}`]),
    `LOG_FOLDERS=(${folders.map(quoted).join(' ')})`,
    `ASKERS=${quoted(askers.join(' '))}`,
  ].join('\n');
  return ['bash', '-c', `${settings}\n${readTemplate('lab/provision/server-log.sh')}\n${more}`, 'bash'];
}

/** Ends the program that follows, with all that it has started, once its input ends: whoever held that is gone. */
const endWithInput = '{ while read -r _; do :; done; kill 0; } <&0 >/dev/null 2>&1 & exec </dev/null';

/** A command that prints a part of the log. @returns program and arguments, for a node; its statuses: logStatus */
export function logCommand(places: LogPlaces, { tail, all, follow }: LogPart): string[] {
  const settings = [
    ...(all ? ['LOG_ALL=1'] : []),
    // Else bash goes on where what it waited for has not ended of the same interrupt.
    ...(follow ? [`LOG_WAITING=${quoted(follow.waiting)}`, "trap 'exit 130' INT", endWithInput] : []),
  ];
  return withLogPlaces(places, [...settings, `${follow ? 'follow_log' : 'last_lines'} ${tail}`].join('\n'));
}

/** A command that prints the path of the log; nothing if there is none. @returns program and arguments, for a node */
export function logPathCommand(places: LogPlaces): string[] {
  return withLogPlaces(places, 'find_log; [ -z "$LOG" ] || echo "$LOG"');
}
