const maxUsers = 10_000;

/** Numbers the users of one server in the order in which they are first seen. */
export interface UserRegistry {
  /** The number of a user, 1 or more. */
  toId(name: string): number;
  /** The name behind a number; undefined when it was never given out or is long forgotten. */
  toName(id: number): string | undefined;
}

/** A registry that remembers the 10,000 users seen last. */
export function createUserRegistry(): UserRegistry {
  const ids = new Map<string, number>();
  const names = new Map<number, string>();
  let count = 0;
  return {
    toId(name) {
      const id = ids.get(name) ?? ++count;
      ids.delete(name);
      ids.set(name, id);
      names.set(id, name);
      const [oldest] = ids;
      if (ids.size > maxUsers && oldest) {
        ids.delete(oldest[0]);
        names.delete(oldest[1]);
      }
      return id;
    },
    toName: (id) => names.get(id),
  };
}
