import { stampPhoto } from "./photos.ts";
import { forcedUser } from "./scenario-files.ts";

/** Media type of the forms, with their boundary. */
export const formType = "multipart/form-data; boundary=stuntface-bench";

/** The body of a face match whose photos can be made new in place. */
export type StampedForm = {
  readonly body: Buffer;
  /** Where in the body the numbers of the photos are written. */
  readonly numbersAt: readonly number[];
};

/** Forms that are sent in turn; there is at least one. */
export type StampedForms = readonly [StampedForm, ...StampedForm[]];

// Ten digits, so that every number takes the same place.
const firstNumber = 1_000_000_000;

/** The form of a face match of two JPEGs that {@link forcedUser} sends. */
export function toStampedForm([probe, reference]: readonly [Uint8Array, Uint8Array]): StampedForm {
  const body = Buffer.concat([
    toFile("user_image", stampPhoto(probe, firstNumber)),
    toFile("ref_image", stampPhoto(reference, firstNumber)),
    Buffer.from(`${toHead("vendor_data")}\r\n\r\n${forcedUser}\r\n--stuntface-bench--\r\n`),
  ]);
  const digits = String(firstNumber);
  const probeAt = body.indexOf(digits);
  return { body, numbersAt: [probeAt, body.indexOf(digits, probeAt + digits.length)] };
}

/** Writes `number` into the form, by which both photos have bytes that no other number gives; returns the body itself. */
export function stampForm({ body, numbersAt }: StampedForm, number: number): Buffer {
  for (const [index, at] of numbersAt.entries())
    body.write(String(firstNumber + number * numbersAt.length + index), at, "latin1");
  return body;
}

function toFile(name: string, jpeg: Uint8Array): Buffer {
  const head = `${toHead(name)}; filename="${name}.jpg"\r\nContent-Type: image/jpeg\r\n\r\n`;
  return Buffer.concat([Buffer.from(head), jpeg, Buffer.from("\r\n")]);
}

function toHead(name: string): string {
  return `--stuntface-bench\r\nContent-Disposition: form-data; name="${name}"`;
}
