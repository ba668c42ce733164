import { readFileSync } from "node:fs";
import { posix } from "node:path";
import { checkPackage, createPackageFromTarballData } from "@arethetypeswrong/core";
import { publint } from "publint";
import { expect, inject, test } from "vitest";
import { toPackagePath } from "../../src/package-root.ts";

const packed = inject("packed");
const tarball = readFileSync(inject("tarball"));
const { exports, imports, bin } = JSON.parse(readFileSync(toPackagePath("package.json"), "utf8"));

test("the package holds what it needs to run, to be read and to be built upon", () => {
  expect(packed).toEqual(
    expect.arrayContaining([
      ...["LICENSE", "README.md", "CHANGELOG.md", "FIDELITY.md", "package.json"],
      ...["bin/stuntface.js", "dist/cli.js", "dist/index.js", "dist/index.d.ts"],
      ...["jest/index.cjs", "jest/package.json", "jest/lib/jest/create-use-stuntface.js"],
      ...["models/manifest.json", "scenarios/schema.json", "openapi/admin.json"],
      ...["scenarios/didit/approve.yaml", "scenarios/apptenticate/code-700.yaml"],
    ]),
  );
});

test("the package holds no sources, tests, tools of its developers or maps", () => {
  expect(
    packed.filter((path) => /^(src|test|dist\/(eval|bench|build|container|fuzz|soak))\//.test(path)),
  ).toEqual([]);
  expect(packed.filter((path) => /\.map$|(?<!\.d)\.[cm]?ts$/.test(path))).toEqual([]);
});

test("every file that package.json names is in the package", () => {
  const named = listTexts([exports, imports, bin]).map((path) => posix.normalize(path));
  expect(named.length).toBeGreaterThan(3);
  for (const path of named) {
    const start = path.replace(/\*$/, "");
    expect(
      packed.filter((file) => file === path || (start !== path && file.startsWith(start))),
      path,
    ).not.toEqual([]);
  }
});

test("every module that a packed module imports is in the package", () => {
  const modules = packed.filter((path) => /^(bin|dist|jest)\/.*\.c?js$/.test(path));
  const imports = modules.flatMap((path) => {
    const text = readFileSync(toPackagePath(path), "utf8");
    const names = text.matchAll(/(?:\bfrom|\bimport|\bimport\(|\brequire\()\s*"(\.[^"]+)"/g);
    return [...names].map(([, name = ""]) => posix.join(posix.dirname(path), name));
  });
  expect(imports).toContain("dist/control/connect.js");
  expect([...new Set(imports.filter((path) => !packed.includes(path)))]).toEqual([]);
});

test("no link in the package's documents is dead", () => {
  const documents = packed.filter((path) => path.endsWith(".md"));
  const links = documents.flatMap((document) =>
    [...readFileSync(toPackagePath(document), "utf8").matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)].map(
      ([, link = ""]) => posix.join(posix.dirname(document), link),
    ),
  );
  expect(links).toContain("FIDELITY.md");
  const isThere = (link: string) =>
    packed.some((path) => path === link || path.startsWith(`${link.replace(/\/$/, "")}/`));
  expect(links.filter((link) => !isThere(link))).toEqual([]);
});

test("publint finds nothing", async () => {
  const { messages } = await publint({ pack: { tarball: new Uint8Array(tarball).buffer }, strict: true });
  expect(messages).toEqual([]);
});

test("attw finds types wherever Node resolves; the package is ESM-only for Node 16 and later", async () => {
  const analysis = await checkPackage(createPackageFromTarballData(new Uint8Array(tarball)));
  if (!analysis.types) throw new Error("The package has no types.");
  expect(Object.keys(analysis.entrypoints)).toContain(".");
  const ignored = ["node10", "node16-cjs"];
  const isRelevant = (problem: object) =>
    !("resolutionKind" in problem && ignored.includes(String(problem.resolutionKind)));
  expect(analysis.problems.filter(isRelevant)).toEqual([]);
});

test("every type of the package is also one of its part for Jest", () => {
  const toTypes = (path: string) =>
    [...readFileSync(toPackagePath(path), "utf8").matchAll(/export (type )?\{([^}]*)\}/g)].flatMap(
      ([, isType, names = ""]) =>
        names
          .split(",")
          .map((name) => name.trim())
          .filter((name) => name !== "" && (isType !== undefined || name.startsWith("type ")))
          .map((name) => name.replace(/^type /, "")),
    );
  const types = toTypes("src/index.ts");
  expect(types).toContain("Scenario");
  expect(types.filter((name) => !toTypes("jest/index.d.cts").includes(name))).toEqual([]);
});

function listTexts(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return value === null || typeof value !== "object" ? [] : Object.values(value).flatMap(listTexts);
}
