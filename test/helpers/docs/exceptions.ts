/** Commands that a page shows and the tests do not run as they are written; why, and what checks them instead. */
export type Exception = {
  readonly commands: RegExp;
  readonly why: string;
  readonly checkedBy: string;
};

const container = {
  why: "the tests may run where no container engine is",
  checkedBy: "test/docs/containers.test.ts: image, ports, mounts, variables and flags of these lines",
};
const projects = {
  why: "installs packages, or needs a project in which they are installed",
  checkedBy: "test/package: packs, installs and uses the package as such a project does",
};
const long = {
  why: "takes minutes",
  checkedBy: "the tests of the program, and test/docs/names.test.ts: its flags",
};

/** The only commands that are not run. */
export const notRun: readonly Exception[] = [
  { ...container, commands: /\bdocker / },
  { ...projects, commands: /^(npm (i|install|init|add|(run )?pack)|npx (--yes )?(vitest|jest)|pnpm|yarn) / },
  {
    ...long,
    commands:
      /^npm run (bench|eval|fuzz|soak|conformance|docs|openapi|prove-image|test:nodes|format|check)\b/,
  },
  { commands: /^(npm ci && )?npm test$/, why: "these are the tests", checkedBy: "every run of them" },
  {
    commands: /^npm run build$/,
    why: "writes dist, which other tests use",
    checkedBy: "npm test, which builds first",
  },
  {
    commands:
      /^(sudo|keytool|certutil|security|java|python3|\w+_CA_BUNDLE=\S+ python3|SSL_CERT_FILE=\S+ python3) /,
    why: "changes what the machine trusts, or needs the tools of another language",
    checkedBy: "test/cli/tls-recipes.test.ts, where the tools are installed",
  },
  {
    commands: /--(url|against) https:\/\/|--(record|replay) /,
    why: "asks the vendor's service",
    checkedBy: "the tests of these commands, and test/docs/names.test.ts: their flags",
  },
  {
    commands: /--tls-cert /,
    why: "needs a certificate of the reader's own",
    checkedBy: "the tests of certificates, and test/docs/names.test.ts: the flags",
  },
  {
    commands: /^git clone /,
    why: "needs the network",
    checkedBy: "the clone that the tests run in",
  },
];

/** The exception that covers a command, if any does. */
export function findException(command: string): Exception | undefined {
  return notRun.find(({ commands }) => commands.test(command));
}

/** A part of a command that is run in another way than it is written. */
export type StandIn = { readonly written: RegExp; readonly run: string; readonly why: string };

/** The only changes to commands that are run, beside ports and the temporary directory. */
export const standIns: readonly StandIn[] = [
  { written: /^npm ci && (?=npm start)/, run: "", why: "the clone that the tests run in is installed" },
  {
    written: /^(?=npm start|npx stuntface(?: serve| -|$))(.*?)\s*&?$/s,
    run: "$1",
    why: "the session puts servers in the background itself and awaits that they are ready",
  },
];

/** Blocks of text that show what a command may print, where the page does not run it. */
export const samples: readonly { readonly begins: RegExp; readonly checkedBy: string }[] = [
  { begins: /^didit 2025-05\n {2}✓ /, checkedBy: "the tests of stuntface conformance" },
  { begins: /^didit\.[\w-]+\n {2}✗ structural/, checkedBy: "the tests of stuntface diff" },
];

/** Pages whose programs are only compiled here, because another test runs them. */
export const programsRunElsewhere: ReadonlyMap<string, string> = new Map([
  ["docs/test-frameworks.md", "test/package/test-frameworks-docs.test.ts"],
]);
