import { isWireNumber, readPath, readWireJson, type WireValue } from "./wire-json.ts";

/** What a JSON web token says; its signature is nobody's business here. */
export type Jwt = {
  readonly header: WireValue;
  readonly claims: WireValue;
  /** Seconds from its issue to its end. */
  readonly lifeSeconds: number;
};

/** The parts of a token; undefined for a text that is none. */
export function readJwt(text: string): Jwt | undefined {
  const parts = text.split(".");
  if (parts.length !== 3) return undefined;
  const [header, claims] = parts.map((part) => readWireJson(Buffer.from(part, "base64url").toString("utf8")));
  if (header === undefined || claims === undefined) return undefined;
  const read = (name: string) => {
    const value = readPath(claims, name);
    return isWireNumber(value) ? Number(value.literal) : Number.NaN;
  };
  return { header, claims, lifeSeconds: read("exp") - read("iat") };
}
