import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import type { ImageSettings } from "./dockerfile.ts";

/** An image that is laid out in a folder. */
export type LaidOutImage = {
  readonly root: string;
  readonly workdir: string;
  readonly env: Readonly<Record<string, string>>;
  readonly settings: ImageSettings;
};

/** One thing the image was asked for, and what came of it. */
export type Finding = { readonly isOk: boolean; readonly text: string };

/** What is laid out, before anything runs. */
export function inspectImage({ root, settings }: LaidOutImage): Finding[] {
  const shells = ["bin/sh", "usr/bin/sh", "bin/bash", "usr/bin/bash", "busybox/sh"].filter((path) =>
    existsSync(join(root, path)),
  );
  const mode = (path: string) => (statSync(join(root, path)).mode & 0o7777).toString(8);
  return [
    { isOk: shells.length === 0, text: `no shell in the image ${shells.join(" ")}`.trim() },
    {
      isOk: /^[1-9]\d*:[1-9]\d*$/.test(settings.user),
      text: `its user is a number, not root: ${settings.user}`,
    },
    {
      isOk: mode("scenarios") === "755" && mode("data") === "1777",
      text: `/scenarios has mode ${mode("scenarios")}, /data ${mode("data")}`,
    },
  ];
}
