/**
 * Of the files of a build, those whose source is gone; paths are relative to `dist` and to `src`. What the compiler
 * writes belongs to the TypeScript file of its name, and any other file to a source of exactly its name.
 */
export function listStaleFiles(built: readonly string[], sources: readonly string[]): string[] {
  const known = new Set(sources);
  return built.filter((file) => !known.has(toSource(file)) && !known.has(file));
}

function toSource(file: string): string {
  return file.replace(/(\.d)?\.([cm]?)[jt]s$/, ".$2ts");
}
