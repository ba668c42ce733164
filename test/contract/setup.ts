import { afterAll, afterEach } from "vitest";
import { look, report, useWatch } from "./check-all.ts";
import { watchAnswers } from "./watch-answers.mjs";

// Every answer of every server that a test starts in its own process is held against the committed documents.
const watch = useWatch((started) => watchAnswers((answer) => look(answer, started)));

afterEach(() => report(watch));
afterAll(() => report(watch));
