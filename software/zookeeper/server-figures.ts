/** Figures that a server tells of itself beside its state. */
export interface ServerFigures {
  /** Milliseconds that requests took since the server's statistics were reset. */
  readonly latency: { readonly min: number; readonly average: number; readonly max: number } | null;
  /** Clients that are connected, whoever asks among them. */
  readonly connections: number | null;
  /** Requests that wait to be answered. */
  readonly outstanding: number | null;
  readonly znodes: number | null;
}

/** Reads them off the answer to `srvr`; null for what it does not tell. Averages have decimals from 3.6 on. */
export function parseFigures(answer: string): ServerFigures {
  const field = (name: string): string | undefined =>
    new RegExp(`^${name}: *(.+)$`, 'm').exec(answer)?.[1]?.trim();
  const number = (name: string): number | null => {
    const text = field(name);
    return text !== undefined && /^\d+$/.test(text) ? Number(text) : null;
  };
  const [, min, average, max] =
    /^(\d+)\/(\d+(?:\.\d+)?)\/(\d+)$/.exec(field('Latency min/avg/max') ?? '') ?? [];
  return {
    latency: min === undefined ? null : { min: Number(min), average: Number(average), max: Number(max) },
    connections: number('Connections'),
    outstanding: number('Outstanding'),
    znodes: number('Node count'),
  };
}
