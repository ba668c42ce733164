import type { PartialOptions } from "../options.ts";

/** Settings that a space can have of its own, spelled as the options of `startServer`. */
export type SpaceSettings = Pick<PartialOptions, "didit" | "apptenticate" | "webhook">;

/** The settings as the admin surface spells them: `maxFileBytes` becomes `max_file_bytes`. */
export function toWrittenSettings(settings: unknown): unknown {
  if (typeof settings !== "object" || settings === null || Array.isArray(settings)) return settings;
  return Object.fromEntries(
    Object.entries(settings)
      .filter(([, value]) => value !== undefined)
      .map(([key, value]) => [
        key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
        toWrittenSettings(value),
      ]),
  );
}
