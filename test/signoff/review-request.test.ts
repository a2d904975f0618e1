import { expect, test } from "vitest";
import { parseRequest, requestText, type ReviewRequest } from "../../src/signoff/review-request.ts";

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
