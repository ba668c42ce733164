// Step of `npm run build`: takes the one file that the page at /__admin/docs needs out of a package with 16 dependencies.
import { copyFileSync, mkdirSync } from "node:fs";
import { toPackagePath } from "../package-root.ts";

const source = toPackagePath("node_modules/openapi-explorer");
const target = toPackagePath("openapi/page");

mkdirSync(target, { recursive: true });
copyFileSync(`${source}/dist/browser/openapi-explorer.min.js`, `${target}/openapi-explorer.min.js`);
copyFileSync(`${source}/LICENSE`, `${target}/LICENSE`);
