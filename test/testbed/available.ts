/** The machine cannot have what was asked for; `reason` is one line for people. */
export interface Unavailable {
  readonly available: false;
  readonly reason: string;
}

/**
 * `reason` as the answer, unless ZK_LAB_TEST_REQUIRE is set: then a machine that should have engines must not pass by
 * skipping.
 * @throws with the reason if ZK_LAB_TEST_REQUIRE is set
 */
export function unavailable(reason: string): Unavailable {
  if (process.env.ZK_LAB_TEST_REQUIRE) throw new Error(`ZK_LAB_TEST_REQUIRE is set, but ${reason}`);
  return { available: false, reason };
}
