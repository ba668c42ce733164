import { toOptionNames } from "../load-options.ts";
import { listOptions, type OptionKeywords } from "../option-leaves.ts";
import { readVersion } from "../package-root.ts";

/** Overview of the commands. */
export function mainHelp(): string {
  return `Stuntface ${readVersion()}: the stunt double for face verification APIs.

Usage: stuntface [command] [options]

  serve                     run the server (the default command)
  check selfie.jpg          ask for the liveness of one photo
  match a.jpg b.jpg         ask whether two photos show the same person
  hash photo.jpg ...        print what selects a photo in a scenario
  validate DIR              check scenario files without starting a server
  conformance --url URL     hold a server against the vendors' contracts
  diff --url URL            show where a vendor's service and the emulator differ
  healthcheck               exit 0 when the server on this machine is ready

stuntface COMMAND --help explains one of them. --version prints the version.
`;
}

/** Help of `serve`, made from the options' schema. */
export function serveHelp(): string {
  const lines = listOptions().map((leaf) => {
    const { flag } = toOptionNames(leaf);
    const { description = "", default: standard, alias } = leaf.schema as OptionKeywords;
    const shown =
      standard === null || (Array.isArray(standard) && standard.length === 0) ? "" : ` [${standard}]`;
    return `  --${flag}${alias === undefined ? "" : `, --${alias}`}${toChoices(leaf.schema)}\n        ${description}${shown}`;
  });
  return `Usage: stuntface serve [options]

Runs the server until SIGTERM or SIGINT. Every option is also an environment variable (--didit-contract is
STUNTFACE_DIDIT_CONTRACT) and a key of stuntface.yaml (didit: { contract: ... }); a flag outweighs the variable, the
variable outweighs the file. Lists are separated by commas. Exit codes: 0 ended by a signal, 2 could not start.

  --config FILE
        Read this file instead of ./stuntface.yaml.
${lines.join("\n")}
`;
}

function toChoices({ enum: words }: OptionKeywords): string {
  return words ? ` ${words.join("|")}` : " VALUE";
}

/** Help of `check`. */
export const checkHelp = `Usage: stuntface check selfie.jpg [options]

Asks a server for the liveness of the face in a photo and prints its answer. It works against Stuntface and against
the vendor's own service.

  --threshold N       decline scores under N, 0 to 100 (Didit)
  --rotate            also try the photo turned by 90, 180 and 270 degrees (Didit)
  --vendor-data TEXT  your identifier of the user (Didit)
  --provider NAME     didit or apptenticate [didit]
  --url URL           server to ask [$STUNTFACE_URL or port $STUNTFACE_PORT or 4090 of this machine]
  --scenario ID       force the outcome of this scenario (Stuntface only)
  --explain           also print what was measured: pose, quality components, liveness (Stuntface only)
  --draw out.png      draw boxes, landmarks, pose and scores on the photo (Stuntface only)
  --json              print the body as it came, nothing else

Environment: DIDIT_API_KEY, or APPTENTICATE_USERNAME and APPTENTICATE_PASSWORD. Stuntface accepts any value.
Exit codes: 0 approved, 1 declined, 2 error.
`;

/** Help of `match`. */
export const matchHelp = `Usage: stuntface match selfie.jpg reference.jpg [options]

Asks a server whether two photos show the same person and prints its answer. It works against Stuntface and against
the vendor's own service.

  --threshold N       decline scores under N, 0 to 100
  --rotate            also try the photos turned by 90, 180 and 270 degrees
  --vendor-data TEXT  your identifier of the user
  --url URL           server to ask [$STUNTFACE_URL or port $STUNTFACE_PORT or 4090 of this machine]
  --scenario ID       force the outcome of this scenario (Stuntface only)
  --json              print the body as it came, nothing else

Environment: DIDIT_API_KEY. Stuntface accepts any value.
Exit codes: 0 approved, 1 declined or in review, 2 error.
`;

/** Help of `hash`. */
export const hashHelp = `Usage: stuntface hash photo.jpg [more.jpg ...] [options]

Prints what selects a photo in a scenario, one line each; paste one of them below when: file: user_image:

  sha256    the very same bytes
  phash     the same picture, also when recompressed, converted or resized; not when cropped, turned or mirrored

For two photos the distance of their hashes follows, 0 to 64 bits. No server is asked.

  --json    print one JSON document with sizes in pixels of the upright picture, nothing else

Exit codes: 0 done, 2 a file cannot be read or decoded.
`;

/** Help of `validate`. */
export const validateHelp = `Usage: stuntface validate DIR [options]

Checks the scenario files below DIR and lists every problem with file, line and column.

  --didit-contract 2025-05|2026-06   edition to check against [2025-05]
  --format text|github|json          lines for people and editors, annotations of GitHub Actions, or JSON [text]

Exit codes: 0 all files are good, 2 there are problems or DIR cannot be read.
`;

/** Help of `healthcheck`. */
export const healthcheckHelp = `Usage: stuntface healthcheck [--url URL]

Asks the server whether it is ready, by default the one on this machine with the settings of the
environment and of stuntface.yaml.
Exit codes: 0 ready, 1 not ready or not there.
`;
