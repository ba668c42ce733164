// Usage: node state-writer.mjs FILE COUNT PREFIX [TEXT_LENGTH]
// Saves documents in FILE as calls do, 20 at a time, each together with a charge of 1 credit. Writes "ready", then a line for each acknowledged ("+KEY") or
// rejected one ("-KEY REASON"), then "done"; ends when its standard input does.
import { startFileStore } from "../../dist/sandbox/store/file-store.js";

const [file, count, prefix, textLength = "1000"] = process.argv.slice(2);
const store = await startFileStore(file).catch((error) => {
  process.stdout.write(`refused ${error.reason}\n`);
  process.exit(1);
});
process.stdout.write("ready\n");
let next = 0;
const value = { text: "x".repeat(Number(textLength)) };
const saveAll = async () => {
  while (next < Number(count)) {
    const key = `${prefix}-${next++}`;
    try {
      await store.transact("default", [
        { change: "add", counter: "credits", amount: -1 },
        { change: "insert", kind: "session", key, value },
      ]);
      process.stdout.write(`+${key}\n`);
    } catch (error) {
      process.stdout.write(`-${key} ${error.reason}\n`);
    }
  }
};
await Promise.all(Array.from({ length: 20 }, saveAll));
process.stdout.write(`done ${await store.count("default", "session")}\n`);
process.stdin.resume().on("end", () => store.close());
