/** The server that is fuzzed, and what can be seen of it from outside. */
export type Target = {
  readonly url: string;
  /** Milliseconds after which the server disconnects a client that stopped in the middle of a body. */
  readonly bodyTimeoutMs: number;
  /** What is wrong with the server itself since the last look, a sentence each. */
  readonly look: () => Promise<readonly string[]>;
};
