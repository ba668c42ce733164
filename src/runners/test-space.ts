import type { Admin, Space } from "../control/admin.ts";
import type { SpaceSettings } from "../control/settings.ts";
import type { TestSettings } from "./test-options.ts";

/** A space of one test's own, with all calls of {@link Space}. Its `url` is the base URL for the client under test. */
export type TestSpace = Space & {
  /** Lets the test pass whatever `verify()` would find at its end. */
  skipVerify(): void;
};

/** A space and the end of its test. */
export type OpenSpace = {
  readonly space: TestSpace;
  /** Verifies and forgets the space; throws VerificationError, and then keeps it. A test that failed is not verified. */
  readonly finish: (hasFailed: boolean) => Promise<void>;
};

/** Makes a space for one test. */
export async function openSpace(admin: Admin, settings: TestSettings): Promise<OpenSpace> {
  const { verify = true, ...given } = settings;
  const made = await admin.space();
  if (Object.keys(given).length > 0) await made.settings.change(given);
  let isVerified = verify;
  const space: TestSpace = {
    ...made,
    skipVerify() {
      isVerified = false;
    },
  };
  return {
    space,
    async finish(hasFailed) {
      if (hasFailed) return;
      if (isVerified) await made.verify();
      await made.remove();
    },
  };
}

/** The settings of all tests with those of one test over them. */
export function mergeSettings(all: TestSettings, one: TestSettings): TestSettings {
  const merged = { ...all, ...one };
  for (const vendor of ["didit", "apptenticate", "webhook"] as const satisfies (keyof SpaceSettings)[])
    if (all[vendor] && one[vendor]) Object.assign(merged, { [vendor]: { ...all[vendor], ...one[vendor] } });
  return merged;
}
