import { expect, test } from "vitest";
import { largestRequest, parseRequest, requestText, type ReviewRequest } from "../../src/signoff/review-request.ts";

const request: ReviewRequest = {
  type: "https://riskscore.dev/request/v1",
  repo: null,
  target: "refs/heads/main",
  digest: `sha256:${"0a".repeat(32)}`,
  base: null,
  head: "b".repeat(40),
  requestedBy: { name: "Ada \u202e", email: "" },
  reason: "",
  requestedAt: "2026-01-02T03:04:05Z",
};
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

test("what is written is read back, whatever people put into names and reasons", () => {
  expect(parseRequest(bytes(requestText(request)))).toEqual(request);
});

test.for([
  ["no JSON", "{", /no JSON/],
  ["bytes that are no text", "\u0000\ud800", /no JSON/],
  ["a list", "[]", /no request/],
  ["null", "null", /no request/],
  ["a blank", requestText(request).replace(",", ", "), /one way/],
  ["a key twice", requestText(request).replace("{", '{"base":null,'), /one way/],
  ["a date that is none", requestText({ ...request, requestedAt: "2026-19-99T03:04:05Z" }), /requestedAt/],
  ["a key of every object", requestText(request).replace('"base":null', '"__proto__":null'), /base/],
  ["too long a reason", requestText({ ...request, reason: "x".repeat(2001) }), /reason/],
  ["too much", " ".repeat(20_000), /larger/],
] as const)("%s is no request", ([, text, because]) => {
  expect(parseRequest(bytes(text))).toEqual({ refused: expect.stringMatching(because) as unknown });
});

const hex = (digits: number): string => "0a".repeat(digits / 2);
const by = (more: object): object => ({ name: "A", email: "a@x", ...more });

/** Of each key: what just is one, and what just is none. */
test.for<[key: keyof ReviewRequest, taken: readonly unknown[], refused: readonly unknown[]]>([
  ["type", ["https://riskscore.dev/request/v1"], ["https://riskscore.dev/request/v2", null]],
  ["repo", [null, "", "x".repeat(200)], ["x".repeat(201), 5, []]],
  ["target", [`refs/${"x".repeat(495)}`], [`refs/${"x".repeat(496)}`, "xrefs/heads/main", "refs/heads/main ", "refs/", 5, ["refs/heads/main"]]],
  ["digest", [`sha256:${hex(64)}`], [`xsha256:${hex(64)}`, `sha256:${hex(64)}x`, [`sha256:${hex(64)}`], null]],
  ["base", [null, hex(40), hex(64)], [`x${hex(40)}`, `${hex(40)}x`, hex(42), "a", [hex(40)], ""]],
  ["head", [hex(40), hex(64)], [null, `x${hex(64)}`, `${hex(64)}x`, [hex(40)]]],
  ["requestedBy", [by({ name: "x".repeat(200), email: "" })], [null, 5, "A", {}, by({ name: "x".repeat(201) }), by({ email: 5 }), by({ extra: "" }), { name: "A" }, { email: "a@x" }]],
  ["reason", ["", "x".repeat(2000)], ["x".repeat(2001), null, ["x"]]],
  ["requestedAt", ["2026-01-02T03:04:05Z"], ["x2026-01-02T03:04:05Z", "2026-01-02T03:04:05Z (x)", "2026-01-02", ["2026-01-02T03:04:05Z"], null]],
])("%s", ([key, taken, refused]) => {
  const problem = (value: unknown): unknown => parseRequest(bytes(requestText({ ...request, [key]: value } as ReviewRequest)));
  for (const value of taken) expect(problem(value), JSON.stringify(value)).not.toHaveProperty("refused");
  for (const value of refused) expect(problem(value), JSON.stringify(value)).toHaveProperty("refused", expect.stringContaining(key));
});

test("a request says no more than it has to, and is text", () => {
  expect(parseRequest(bytes(requestText({ ...request, more: 1 } as ReviewRequest)))).toEqual({ refused: "it says more than a request says" });
  expect(parseRequest(bytes("5"))).toEqual({ refused: "it is no request" });
  expect(parseRequest(Buffer.concat([Buffer.from(requestText({ ...request, reason: "x" }).slice(0, -2)), Buffer.from([0xff]), Buffer.from('"}')]))).toEqual({ refused: "it is no JSON" });
  expect(parseRequest(bytes(`\ufeff${requestText(request)}`))).toEqual({ refused: "it is no JSON" });
});

test("a request may be as large as it may be", () => {
  const size = requestText({ ...request, reason: "" }).length;
  expect(size).toBeLessThan(largestRequest);
  expect(parseRequest(bytes(" ".repeat(largestRequest)))).toEqual({ refused: "it is no JSON" });
  expect(parseRequest(bytes(" ".repeat(largestRequest + 1)))).toEqual({ refused: `it is larger than ${largestRequest} bytes` });
});
