/** Where a server listens unless told otherwise. */
export const defaultAddress = { host: "127.0.0.1", port: 4090 } as const;
