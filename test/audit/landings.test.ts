import { expect, test } from "vitest";
import { landedSignoffs } from "../../src/audit/landings.ts";
import type { AuditEntry } from "../../src/audit/entry.ts";

const entry = (event: string, subject: string, data: object): AuditEntry => ({ v: 1, seq: 0, ts: "2026-01-01T00:00:00.000Z", prev: "", event, subject, data }) as unknown as AuditEntry;

test("what landed on a ref, by that ref; a decision alone lands nothing, odd data neither", () => {
  const landed = landedSignoffs([
    entry("decision", "refs/heads/main", { signoffs: ["a"] }),
    entry("landed", "refs/heads/main", { signoffs: ["b", 7] }),
    entry("landed", "refs/heads/main", { signoffs: ["c"] }),
    entry("landed", "refs/heads/release/1", { signoffs: "d" }),
    entry("landed", "refs/heads/release/1", {}),
  ]);
  expect([...(landed.get("refs/heads/main") ?? [])]).toEqual(["b", "c"]);
  expect([...(landed.get("refs/heads/release/1") ?? [])]).toEqual([]);
  expect(landed.get("refs/heads/other")).toBeUndefined();
});
