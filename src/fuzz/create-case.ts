import { createBodyCase } from "./body-cases.ts";
import type { CaseKind, FuzzCase } from "./case.ts";
import { createHeaderCase } from "./header-cases.ts";
import { createImageCase } from "./image-cases.ts";
import { createJsonCase } from "./json-cases.ts";
import type { CaseContext } from "./world.ts";

/** The case of a kind with a number; the same world and number give the same case. */
export function createCase(kind: CaseKind, context: CaseContext): FuzzCase {
  switch (kind) {
    case "bodies":
      return createBodyCase(context);
    case "images":
      return createImageCase(context);
    case "headers":
      return createHeaderCase(context);
    case "json":
      return createJsonCase(context);
  }
}
