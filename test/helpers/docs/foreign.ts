/** Flags of other programs that pages speak of on their own. */
export const foreignFlags: ReadonlySet<string> = new Set([
  "--cacert",
  "--cap-drop",
  "--experimental-vm-modules",
  "--ignore-scripts",
  "--interval",
  "--network-alias",
  "--project",
  "--publish",
  "--read-only",
  "--start-interval",
  "--start-period",
  "--tmpfs",
  "--user",
  "--use-system-ca",
]);

/** Flags of `docker` that commands and workflows on the pages use. */
export const dockerFlags: ReadonlySet<string> = new Set([
  ...["--cap-drop", "--detach", "--env", "--health-interval", "--health-retries", "--hostname", "--init"],
  ...[
    "--label",
    "--name",
    "--network",
    "--network-alias",
    "--platform",
    "--publish",
    "--pull",
    "--read-only",
  ],
  ...["--rm", "--tag", "--target", "--tmpfs", "--user", "--volume", "--wait", "--abort-on-container-exit"],
  ...["--exit-code-from", "--build", "-d", "-e", "-f", "-p", "-t", "-v"],
]);

/** Variables that only tests read. */
export const testVariables: ReadonlySet<string> = new Set(["STUNTFACE_TEST_ENGINE"]);
