import { createHash, createPublicKey, type KeyObject, randomBytes, sign, X509Certificate } from "node:crypto";
import {
  BitString,
  Boolean as Bool,
  Constructed,
  fromBER,
  GeneralizedTime,
  Integer,
  ObjectIdentifier,
  OctetString,
  Primitive,
  Sequence,
  Set as SetOf,
  UTCTime,
  Utf8String,
} from "asn1js";
import { toIpBytes } from "./names.ts";

/** What a certificate says; subject and issuer are common names below the organization "Stuntface". */
export type CertificatePlan = {
  readonly subject: string;
  readonly issuer: string;
  /** A P-256 key, whose public half is certified. */
  readonly key: KeyObject;
  /** The issuer's P-256 key. */
  readonly issuerKey: KeyObject;
  readonly notBefore: Date;
  readonly notAfter: Date;
  /** Host names and addresses of a server; absent for an authority. */
  readonly names?: readonly string[];
};

/** The organization in every name, by which own certificates are known. */
export const organization = "Stuntface";

/** The class of tags that only have a meaning in their place. */
const contextSpecific = 3;
const ecdsaWithSha256 = "1.2.840.10045.4.3.2";
const serverAuth = "1.3.6.1.5.5.7.3.1";

/** An X.509 certificate as RFC 5280 wants it, in PEM. An authority may certify TLS servers and no other authority. */
export function createCertificate(plan: CertificatePlan): string {
  const algorithm = () => new Sequence({ value: [new ObjectIdentifier({ value: ecdsaWithSha256 })] });
  const content = new Sequence({
    value: [
      toExplicit(0, new Integer({ value: 2 })),
      new Integer({ valueHex: toArrayBuffer(createSerial()) }),
      algorithm(),
      toName(plan.issuer),
      new Sequence({ value: [toTime(plan.notBefore), toTime(plan.notAfter)] }),
      toName(plan.subject),
      fromBER(toArrayBuffer(exportPublic(plan.key))).result,
      toExplicit(3, new Sequence({ value: toExtensions(plan) })),
    ],
  });
  const signature = sign("sha256", new Uint8Array(content.toBER()), plan.issuerKey);
  const whole = new Sequence({
    value: [content, algorithm(), new BitString({ valueHex: toArrayBuffer(signature) })],
  });
  return new X509Certificate(new Uint8Array(whole.toBER())).toString();
}

function toExtensions({ key, issuerKey, names }: CertificatePlan): Sequence[] {
  const isAuthority = names === undefined;
  // Bits of keyUsage, from the highest: digitalSignature 0, keyCertSign 5, cRLSign 6.
  const usage = isAuthority ? { bits: 0b0000_0110, unused: 1 } : { bits: 0b1000_0000, unused: 7 };
  const constraints = isAuthority ? [new Bool({ value: true }), new Integer({ value: 0 })] : [];
  return [
    extension("2.5.29.19", true, new Sequence({ value: constraints })),
    extension(
      "2.5.29.15",
      true,
      new BitString({ valueHex: Uint8Array.of(usage.bits).buffer, unusedBits: usage.unused }),
    ),
    extension("2.5.29.37", false, new Sequence({ value: [new ObjectIdentifier({ value: serverAuth })] })),
    extension("2.5.29.14", false, new OctetString({ valueHex: toKeyId(key) })),
    extension("2.5.29.35", false, new Sequence({ value: [toImplicit(0, toKeyId(issuerKey))] })),
    ...(isAuthority
      ? []
      : [extension("2.5.29.17", false, new Sequence({ value: names.map(toGeneralName) }))]),
  ];
}

function extension(id: string, isCritical: boolean, value: Sequence | BitString | OctetString): Sequence {
  return new Sequence({
    value: [
      new ObjectIdentifier({ value: id }),
      ...(isCritical ? [new Bool({ value: true })] : []),
      new OctetString({ valueHex: value.toBER() }),
    ],
  });
}

function toGeneralName(name: string): Primitive {
  const address = toIpBytes(name);
  return address ? toImplicit(7, toArrayBuffer(address)) : toImplicit(2, toArrayBuffer(Buffer.from(name)));
}

function toName(commonName: string): Sequence {
  const part = (id: string, text: string) =>
    new SetOf({
      value: [
        new Sequence({ value: [new ObjectIdentifier({ value: id }), new Utf8String({ value: text })] }),
      ],
    });
  return new Sequence({ value: [part("2.5.4.10", organization), part("2.5.4.3", commonName)] });
}

/** RFC 5280, 4.1.2.5: two digits for the year through 2049, four from 2050. */
function toTime(date: Date): Sequence | UTCTime {
  const valueDate = new Date(Math.floor(date.getTime() / 1000) * 1000);
  return date.getUTCFullYear() < 2050 ? new UTCTime({ valueDate }) : new GeneralizedTime({ valueDate });
}

/** 16 random bytes as a positive number that keeps all of them. */
function createSerial(): Buffer {
  const serial = randomBytes(16);
  serial[0] = ((serial[0] ?? 0) & 0x3f) | 0x40;
  return serial;
}

/** RFC 7093, method 1: the first 160 bits of the sha256 of the public point. */
function toKeyId(key: KeyObject): ArrayBuffer {
  const point = exportPublic(key).subarray(-65);
  return toArrayBuffer(createHash("sha256").update(point).digest().subarray(0, 20));
}

function exportPublic(key: KeyObject): Buffer {
  return createPublicKey(key).export({ type: "spki", format: "der" });
}

function toExplicit(tagNumber: number, value: Sequence | Integer): Constructed {
  return new Constructed({ idBlock: { tagClass: contextSpecific, tagNumber }, value: [value] });
}

function toImplicit(tagNumber: number, valueHex: ArrayBuffer): Primitive {
  return new Primitive({ idBlock: { tagClass: contextSpecific, tagNumber }, valueHex });
}

function toArrayBuffer(bytes: Buffer): ArrayBuffer {
  return new Uint8Array(bytes).buffer;
}
