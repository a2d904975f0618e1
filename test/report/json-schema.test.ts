import { Ajv } from "ajv";
import { expect, test } from "vitest";
import { refusalJson, refusalOf } from "../../src/cli/failure-text.ts";
import { Failure } from "../../src/failure.ts";
import { cyclesOf } from "../../src/graph/cycles.ts";
import { moduleRadii } from "../../src/graph/module-reach.ts";
import { graphReportOf } from "../../src/report/graph-report.ts";
import { reportJsonSchema } from "../../src/report/json-schema.ts";
import { jsonOf } from "../../src/report/json.ts";
import { whyReportOf } from "../../src/report/why-report.ts";
import { graphOf } from "../support/graph-of.ts";
import { reportWith, step } from "./report-fixture.ts";

const schema = reportJsonSchema();
const ajv = new Ajv({ strict: true, allErrors: true, allowUnionTypes: true });
ajv.addSchema(schema);

function problems(value: string, part = ""): unknown {
  const validate = ajv.getSchema(`${String(schema["$id"])}${part}`)!;
  return validate(JSON.parse(value)) ? [] : validate.errors;
}

test("a report keeps the promise of the schema", () => {
  expect(problems(jsonOf(reportWith()))).toEqual([]);
});

test("a report without its radius does not", () => {
  const { radius: _, ...rest } = reportWith();
  expect(problems(jsonOf(rest))).not.toEqual([]);
});

test.each([
  ["a decision of no verdict", { verdict: { ...reportWith().verdict, decision: "maybe" } }],
  ["a state of no provenance", { provenance: { ...reportWith().provenance, state: "human" } }],
  ["evidence without its place", { provenance: { ...reportWith().provenance, attributions: [{ tool: "x", model: null, kind: "agent", confidence: "high" }] } }],
  ["a refusal nobody knows", { signoffs: [{ ...reportWith().signoffs[0], reason: "dull" }] }],
  ["a requirement without a role", { verdict: { ...reportWith().verdict, requirements: [{ ...reportWith().verdict.requirements[0], role: "breakglass" }] } }],
])("%s does not", (_, changed) => {
  expect(problems(jsonOf({ ...reportWith(), ...changed }))).not.toEqual([]);
});

test("later versions may add keys", () => {
  expect(problems(jsonOf({ ...reportWith(), later: true, verdict: { ...reportWith().verdict, more: 1 } }))).toEqual([]);
});

test("graph, why and failures have schemas of their own", () => {
  const graph = graphOf({ "a/app.ts": ["a/lib.ts#parse"], "a/lib.ts": { parse: ["b/x.ts#x"] }, "b/x.ts": { x: ["a/app.ts#main"] } });
  const report = graphReportOf({ riskscore: "0.1.0", rev: "index", graph, cycles: cyclesOf(graph), top: moduleRadii(graph, 3), gaps: [] });
  expect(problems(jsonOf(report), "#/definitions/graph")).toEqual([]);
  expect(problems(jsonOf(whyReportOf("a.ts", "b.ts", [step("a.ts#x", "b.ts#y")], false)), "#/definitions/why")).toEqual([]);
  expect(problems(refusalJson(refusalOf(new Failure("usage", "no", { hint: "yes" }))), "#/definitions/error")).toEqual([]);
  expect(problems(refusalJson(refusalOf(new Error("boom"))), "#/definitions/error")).toEqual([]);
});
