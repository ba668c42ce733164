import Type from "typebox";
import { expect, test } from "vitest";
import { toWireJson } from "../../src/http/json.ts";
import { createSpecs, findSpec } from "../helpers/specs.ts";

const Answer = Type.Object({
  id: Type.Integer(),
  score: Type.Number(),
  quality: Type.Union([Type.Null(), Type.Number()]),
  count: Type.Union([Type.Null(), Type.Integer()]),
  ages: Type.Array(Type.Number()),
  entities: Type.Array(Type.Object({ age: Type.Number(), bbox: Type.Array(Type.Integer()) })),
});

test("a whole value keeps its decimal point where the schema says number", () => {
  expect(toWireJson(85, Type.Number())).toBe("85.0");
  expect(toWireJson(0, Type.Number())).toBe("0.0");
  expect(toWireJson(-3, Type.Number())).toBe("-3.0");
  expect(toWireJson(22.16, Type.Number())).toBe("22.16");
});

test("a whole value has none where the schema says integer or nothing", () => {
  expect(toWireJson(85, Type.Integer())).toBe("85");
  expect(toWireJson(85)).toBe("85");
  expect(toWireJson(85, Type.Unknown())).toBe("85");
});

test("the schema is followed into mappings, lists and unions", () => {
  const value = {
    id: 1,
    score: 95,
    quality: 85,
    count: 2,
    ages: [30, 30.5],
    entities: [{ age: 22, bbox: [1, 2] }],
  };
  expect(toWireJson(value, Answer)).toBe(
    '{"id":1,"score":95.0,"quality":85.0,"count":2,"ages":[30.0,30.5],"entities":[{"age":22.0,"bbox":[1,2]}]}',
  );
});

test("null stays null in a union", () => {
  expect(toWireJson({ quality: null, count: null }, Answer)).toBe('{"quality":null,"count":null}');
});

test("a union of mappings and null gives its members' kinds", () => {
  const schema = Type.Union([Type.Null(), Type.Object({ score: Type.Number() })]);
  expect(toWireJson({ score: 1 }, schema)).toBe('{"score":1.0}');
  expect(toWireJson(null, schema)).toBe("null");
});

test("keys come in the schema's order, unknown keys after them, undefined members go", () => {
  expect(toWireJson({ score: 1, extra: { a: [1, true, null] }, id: 2, gone: undefined }, Answer)).toBe(
    '{"id":2,"score":1.0,"extra":{"a":[1,true,null]}}',
  );
});

test("what JSON has no number for is null", () => {
  expect(toWireJson([Number.NaN, Number.POSITIVE_INFINITY, undefined], Type.Array(Type.Number()))).toBe(
    "[null,null,null]",
  );
});

test("texts are escaped as in JSON", () => {
  expect(toWireJson({ 'a"b': 'line\n"quoted" é ✓' })).toBe('{"a\\"b":"line\\n\\"quoted\\" é ✓"}');
});

test("without a schema the text is that of JSON.stringify", () => {
  const value = { a: [1, 2.5, "x", null, { b: false }], c: {}, d: [] };
  expect(toWireJson(value)).toBe(JSON.stringify(value));
});

test("the answer of Didit has an integer score and decimal measures", () => {
  const schema = findSpec(createSpecs(), "didit.passive-liveness").answer;
  expect(toWireJson({ liveness: { score: 95, face_quality: 85, face_luminance: 50 } }, schema)).toBe(
    '{"liveness":{"score":95,"face_quality":85.0,"face_luminance":50.0}}',
  );
});
