import type { Call, FileSelector, TextSelector, When } from "./scenario.ts";
import type { WrittenWhen } from "./schema.ts";

type WrittenSelector = NonNullable<WrittenWhen["api_key"]>;

/** Regular expressions of a selector as written; throws SyntaxError for a bad `/regex/`. */
export function toTextSelector(written: WrittenSelector): TextSelector {
  const list = Array.isArray(written) ? written : [written];
  return list.map((item) => toPattern(String(item)));
}

function toPattern(text: string): RegExp {
  const regex = /^\/(.*)\/([imsu]*)$/s.exec(text);
  if (regex) return new RegExp(regex[1] ?? "", regex[2]);
  const parts = text.split("*").map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`, "s");
}

/** Conditions as written, ready to match; header names lose their case. */
export function toWhen(written: WrittenWhen): When {
  const { vendor_data, device, header, field, file, api_key, username, not } = written;
  const fields = { ...field, ...defined({ vendor_data, device }) };
  return {
    header: toMap(header, (name) => name.toLowerCase(), toTextSelector),
    field: toMap(fields, String, toTextSelector),
    file: toMap(
      file,
      String,
      ({ filename, sha256 }): FileSelector => ({
        ...(filename === undefined ? {} : { filename: toTextSelector(filename) }),
        ...(sha256 === undefined ? {} : { sha256: toTextSelector(sha256) }),
      }),
    ),
    ...(api_key === undefined ? {} : { apiKey: named("api_key", () => toTextSelector(api_key)) }),
    ...(username === undefined ? {} : { username: named("username", () => toTextSelector(username)) }),
    ...(not === undefined ? {} : { not: toWhen(not) }),
  };
}

/** How many conditions `when` states; more of them make a scenario win over another. */
export function countConditions(when: When | undefined): number {
  if (!when) return 0;
  const files = [...when.file.values()].reduce((sum, file) => sum + Object.keys(file).length, 0);
  const single = (when.apiKey ? 1 : 0) + (when.username ? 1 : 0);
  return when.header.size + when.field.size + files + single + countConditions(when.not);
}

/** Whether the call fulfils every condition and does not fulfil those under `not`. */
export function isMatch(when: When, call: Call): boolean {
  const holds = (selector: TextSelector, value: unknown) =>
    value !== undefined && value !== null && selector.some((pattern) => pattern.test(String(value)));
  const headerHolds = [...when.header].every(([name, selector]) => {
    const values = readOwn(call.headers, name);
    return (Array.isArray(values) ? values : [values]).some((value) => holds(selector, value));
  });
  const fileHolds = [...when.file].every(([name, selector]) =>
    call.files
      .filter((file) => name === "any" || file.name === name)
      .some(
        (file) =>
          (!selector.filename ||
            toFileNames(file.filename).some((name) => holds(selector.filename ?? [], name))) &&
          (!selector.sha256 || holds(selector.sha256, file.sha256())),
      ),
  );
  return (
    headerHolds &&
    fileHolds &&
    [...when.field].every(([name, selector]) => holds(selector, readOwn(call.fields, name))) &&
    (!when.apiKey || holds(when.apiKey, call.apiKey)) &&
    (!when.username || holds(when.username, call.username)) &&
    !(when.not && isMatch(when.not, call))
  );
}

/** The name as the client sent it, and its last part: browsers and phones send a path of their own before it. */
function toFileNames(filename: string): string[] {
  return [filename, filename.split(/[\\/]/).at(-1) ?? ""];
}

function readOwn<T>(record: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}

function toMap<T, U>(
  record: Readonly<Record<string, T>> | undefined,
  toKey: (key: string) => string,
  toValue: (value: T) => U,
): Map<string, U> {
  return new Map(
    Object.entries(record ?? {}).map(([key, value]) => [toKey(key), named(key, () => toValue(value))]),
  );
}

/** Says of an error which condition it is about. */
function named<T>(key: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw new SyntaxError(`${key}: ${(error as Error).message}`);
  }
}

function defined<T>(record: Readonly<Record<string, T | undefined>>): Record<string, T> {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as Record<
    string,
    T
  >;
}
