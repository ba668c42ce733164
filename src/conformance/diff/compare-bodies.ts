import {
  isWireList,
  isWireObject,
  readPath,
  toKind,
  toWireText,
  type WireList,
  type WireObject,
  type WireValue,
} from "../wire-json.ts";
import type { Difference } from "./difference.ts";
import { findTolerance, hasForm, isStored } from "./tolerance.ts";

/** A difference without the question that it is about. */
export type BodyDifference = Omit<Difference, "question">;

/** Where two bodies differ, field by field. */
export function compareBodies(service: WireValue, emulator: WireValue, path = ""): BodyDifference[] {
  const differ = (what: string, judgement: Difference["judgement"]): BodyDifference[] => [
    { path: path || "body", what, service: toWireText(service), emulator: toWireText(emulator), judgement },
  ];
  const [kind, other] = [toKind(service), toKind(emulator)];
  if (kind !== other) return differ(`type: ${kind}, ${other}`, "structural");
  if (isWireObject(service) && isWireObject(emulator)) return compareObjects(service, emulator, path);
  if (isWireList(service) && isWireList(emulator)) return compareLists(service, emulator, path);
  if (toWireText(service) === toWireText(emulator)) return [];
  const tolerance = findTolerance(path, service, emulator);
  if (tolerance !== undefined) return differ(tolerance, "expected");
  return hasForm(path) ? differ("form", "structural") : differ("value", "value");
}

function compareObjects(service: WireObject, emulator: WireObject, path: string): BodyDifference[] {
  const at = (key: string) => (path === "" ? key : `${path}.${key}`);
  const shared = [...service.keys()].filter((key) => emulator.has(key));
  const order = [...emulator.keys()].filter((key) => service.has(key));
  const isOrdered = shared.every((key, index) => key === order[index]);
  const show = (object: WireObject, key: string) => {
    const value = object.get(key);
    return value === undefined ? undefined : toWireText(value);
  };
  const onlyIn = (object: WireObject, other: WireObject, what: string) =>
    [...object.keys()]
      .filter((key) => !other.has(key))
      .map((key) => ({
        path: at(key),
        what,
        service: show(service, key),
        emulator: show(emulator, key),
        judgement: "structural" as const,
      }));
  return [
    ...onlyIn(service, emulator, "key is missing in the emulator's answer"),
    ...onlyIn(emulator, service, "key is missing in the service's answer"),
    ...(isOrdered
      ? []
      : [
          {
            path: path || "body",
            what: "order of keys",
            service: shared.join(", "),
            emulator: order.join(", "),
            judgement: "structural" as const,
          },
        ]),
    ...shared.flatMap((key) => compareBodies(service.get(key) ?? null, emulator.get(key) ?? null, at(key))),
  ];
}

function compareLists(service: WireList, emulator: WireList, path: string): BodyDifference[] {
  const pairs = pairItems(service, emulator);
  return pairs.flatMap(({ name, one, other }) => {
    const at = `${path}[${name}]`;
    if (one !== undefined && other !== undefined) return compareBodies(one, other, at);
    const show = (value: WireValue | undefined) => (value === undefined ? undefined : toWireText(value));
    const side = one === undefined ? "service" : "emulator";
    return [
      {
        path: at,
        what: `item is missing in the ${side}'s answer`,
        service: show(one),
        emulator: show(other),
        judgement: isStored(at) ? ("expected" as const) : ("value" as const),
      },
    ];
  });
}

type Pair = {
  readonly name: string;
  readonly one: WireValue | undefined;
  readonly other: WireValue | undefined;
};

/** Items at the same place, warnings by their risk. */
function pairItems(service: WireList, emulator: WireList): Pair[] {
  const risks = [...service, ...emulator].map((item) => readPath(item, "risk"));
  if (risks.length > 0 && risks.every((risk) => typeof risk === "string")) {
    const find = (items: WireList, name: string) => items.find((item) => readPath(item, "risk") === name);
    return [...new Set(risks as string[])].map((name) => ({
      name,
      one: find(service, name),
      other: find(emulator, name),
    }));
  }
  const length = Math.max(service.length, emulator.length);
  return Array.from({ length }, (_, index) => ({
    name: String(index),
    one: service[index],
    other: emulator[index],
  }));
}
