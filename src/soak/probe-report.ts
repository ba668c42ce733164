/** What the server's process tells of itself each second; megabytes of 10^6 bytes. */
export type ProbeReport = {
  readonly rssMB: number;
  /** Objects of JavaScript. */
  readonly heapMB: number;
  /** Buffers and other memory that objects hold outside the heap. */
  readonly buffersMB: number;
  /** What keeps the process busy: sockets, timers, requests to files. */
  readonly handles: number;
  /** How late timers were since the measuring began anew. */
  readonly delayP50Ms: number;
  readonly delayP99Ms: number;
  readonly delayMaxMs: number;
  /** The same, of each delay only as much as the process computed in it: what the delay is on a processor of its own. */
  readonly ownDelayP99Ms: number;
  /** Time of all processors that the process used since then. */
  readonly computedSeconds: number;
};

/** Hands on each whole line of a stream of reports; lines that are none are left out. */
export function createReportReader(onReport: (report: ProbeReport) => void): (text: string) => void {
  let rest = "";
  return (text) => {
    const lines = `${rest}${text}`.split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) {
      try {
        onReport(JSON.parse(line) as ProbeReport);
      } catch {}
    }
  };
}
