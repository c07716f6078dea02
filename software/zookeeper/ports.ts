/** The ports that the tutorial's zoo.cfg names, on every node. */
export const ports = {
  /** For clients. */
  client: 2181,
  /** Followers connect to the leader here; only the leader opens it. */
  quorum: 2888,
  /** Servers elect a leader here. */
  election: 3888,
} as const;
