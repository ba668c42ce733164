import { follow, type OnPart } from "./follow.ts";
import { type StampedForms, toStampedForm } from "./forced-form.ts";
import { type ForcedMemory, measureForcedMemory } from "./forced-memory.ts";
import { createPhotoPairs } from "./forced-photos.ts";
import { type ForcedRates, measureRates } from "./forced-rates.ts";
import { type ForcedRecords, measureRecords } from "./forced-records.ts";
import type { ForcedSize } from "./size.ts";

/** All that is measured of forced outcomes. */
export type ForcedResult = {
  readonly rates: ForcedRates;
  /** With the heap that Node chooses. */
  readonly memory: ForcedMemory;
  /** With a heap of {@link smallHeapMB}. */
  readonly smallHeapMemory: ForcedMemory;
  readonly records: ForcedRecords;
};

/** The heap with which other servers were seen to fail, in the megabytes (2^20 bytes) of Node's flag. */
export const smallHeapMB = 256;

/** Measures how the server answers calls whose outcome a scenario file forces. */
export async function runForced({ uploads, ...size }: ForcedSize, onPart: OnPart): Promise<ForcedResult> {
  const [form, ...others] = (await createPhotoPairs()).map(toStampedForm);
  if (form === undefined) throw new Error("There are no photos to upload.");
  const forms: StampedForms = [form, ...others];
  const heapFlags = [`--max-old-space-size=${smallHeapMB}`];
  const rates = await measureRates(forms, size, follow("forced outcomes: rounds", onPart));
  const memory = await measureForcedMemory(forms, uploads, [], follow("forced outcomes: memory", onPart));
  const smallHeapMemory = await measureForcedMemory(
    forms,
    uploads,
    heapFlags,
    follow(`forced outcomes: memory with a heap of ${smallHeapMB} MB`, onPart),
  );
  const records = await measureRecords(form, size.files);
  return { rates, memory, smallHeapMemory, records };
}
