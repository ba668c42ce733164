import { appendFileSync } from "node:fs";
import { watchAnswers } from "./watch-answers.mjs";

// Loaded into the command line by `test/helpers/cli.ts`, which reads the file when the test has ended.
const file = process.env.ANSWERS_FILE;
if (file) watchAnswers((answer) => appendFileSync(file, `${JSON.stringify(answer)}\n`));
