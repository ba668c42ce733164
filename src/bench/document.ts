import type { Machine } from "./machine.ts";

/** What docs/benchmarks.md says. */
export type BenchDocument = {
  readonly machine: Machine;
  readonly command: string;
  /** Checks, which look at photos. */
  readonly table: string;
  /** Calls whose outcome a scenario forces. */
  readonly forcedTable: string;
  readonly notes: readonly string[];
};

/** The page, in Markdown. */
export function toDocument({ machine, command, table, forcedTable, notes }: BenchDocument): string {
  const versions = Object.entries(machine.versions).map(([name, version]) => `${name} ${version}`);
  return `# Benchmarks

Written by \`${command}\` on ${machine.date.slice(0, 10)}: ${machine.processor}, ${machine.cores} cores,
${machine.memoryGB.toFixed(0)} GB, ${machine.system}, Node ${machine.node}; load average ${machine.loadBefore.toFixed(1)} in the minute before.
${versions.join(", ")}.

Times on another machine differ, and so do times of this one while other programs run: trust the ratios, which come from one run.
How often the engine is right, \`npm run eval -- DIR\` measures on your own photos.

## Checks

${table}

## Forced outcomes

${forcedTable}
${notes.map((note) => `\n- ${note}`).join("")}

## How it is measured

- **Photos**: 60 JPEGs of 1280x960 with one face, cut from the demo photos of face-api (20 faces, three brightnesses). Each copy that a server gets has its number in
  a JPEG comment, so its bytes are new and nothing is remembered; the pixels take the same work. For 13 of the 20 faces
  the first stage of the cascade (320 pixels) is enough, for 7 the second one (512) runs as well, which shows in the 95th percentile.
- **Networks and stages**: one process, all runtimes on each photo in turn, beginning with another runtime each time; medians. A network's time includes cutting, resizing and normalising
  its input. TensorFlow.js offers no detector at 320 and has a cascade of its own. The two differences are the median of whole checks minus the medians of the stages.
- **passive-liveness**: one server a runtime, the same new photo to each in turn by one client over HTTP; from the request to the end of the answer.
- **Clients, event loop**: one server with default options, in the process of the benchmark. The clients run in a process of their own, so that their work does not count in the event loop, but they share the
  cores. The delay is the interval of a timer of one millisecond, less that millisecond.
- **Start**: \`stuntface serve\` from the start of the process to the first 200, median, asked every 5 ms.
- **Memory**: \`stuntface serve\`, 4 clients, every photo different. RSS of the server and its analysis process added, so pages that both share count twice; sampled every 250 ms.
  "After" is the median of the last tenth of the load. The memory of known photos (\`--engine-cache-bytes\`) fills during the first thousands of photos and is part of it.
- **Screening**: the search that a saved check makes through the enrolled faces, in a process of its own: five matches at most, at a distance of 0.6 at most, for faces that are
  not enrolled; medians. Descriptors are made up: other persons with the statistics of the 20 faces above, and photos of the one person who is looked for, 0.4 apart, so that all are near enough.
- **Forced outcomes**: \`stuntface serve --log silent --scenarios DIR\`; the call is \`POST /v3/face-match/\` with two JPEGs of about 150 kB, whose bytes are new each time, and the scenario that answers
  it says \`detection: skip\`. autocannon sends from a process of its own on the same machine, over 4 connections. Each round runs once against the server with 1 scenario file, once against the one with
  1,000, and once against a bare Fastify with @fastify/multipart that reads the form and answers the sha256 of its files; another one begins each time, and the processes of the others stand still. Medians of the rounds;
  ratio and cost are taken within a round. Of the 1,000 files only the last in path order selects the call; 70 % of the others name a user, 15 % a group of users by a glob, 15 % a header.
- **Memory after uploads**: 1 scenario file; RSS of the server's process, sampled every 200 ms. "After 10,000" is the median of the last tenth of the load, "after 1,000" that of the second tenth. The small heap is
  \`node --max-old-space-size=256\`.
- **Others**: figures of other servers are quoted. They were measured once with the same body on a comparable machine with two cores; no run of this benchmark repeats them.
`;
}
