import { mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { Failure } from "../../src/failure.ts";
import { openCache } from "../../src/store/cache.ts";
import { openRecordStore } from "../../src/store/record-store.ts";

let dir: string;
beforeEach(() => void (dir = mkdtempSync(join(tmpdir(), "riskscore-store-"))));
afterEach(() => rmSync(dir, { recursive: true, force: true }));

/** Every file below a folder. */
function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true }).filter((one) => one.isFile()).map((one) => join(one.parentPath, one.name));
}
const bytes = (text: string): Buffer => Buffer.from(text);

describe("the record store", () => {
  test("gives back in the next run what was added in this one", () => {
    const store = openRecordStore(dir, "1");
    store.add("a", bytes("alpha"));
    store.add("b", bytes(""));
    store.save();
    const next = openRecordStore(dir, "1");
    expect([next.get("a")?.toString(), next.get("b")?.toString(), next.get("c")]).toEqual(["alpha", "", null]);
  });

  test("keeps versions apart", () => {
    const store = openRecordStore(dir, "1");
    store.add("a", bytes("alpha"));
    store.save();
    expect(openRecordStore(dir, "2").has("a")).toBe(false);
  });

  test("merges its segments and loses nothing", () => {
    for (let i = 0; i < 60; i++) {
      const store = openRecordStore(dir, "1");
      store.add(`key${i}`, bytes(`value ${i}`));
      store.save();
    }
    const store = openRecordStore(dir, "1");
    expect(Array.from({ length: 60 }, (_, i) => store.get(`key${i}`)?.toString())).toEqual(Array.from({ length: 60 }, (_, i) => `value ${i}`));
    expect(filesIn(dir).length).toBeLessThan(30);
  });

  test("two writers at once both keep what they added", () => {
    const [one, other] = [openRecordStore(dir, "1"), openRecordStore(dir, "1")];
    one.add("a", bytes("alpha"));
    other.add("b", bytes("beta"));
    one.save();
    other.save();
    const next = openRecordStore(dir, "1");
    expect([next.get("a")?.toString(), next.get("b")?.toString()]).toEqual(["alpha", "beta"]);
  });

  test("damage anywhere is never served: each record is whole or absent", () => {
    const store = openRecordStore(dir, "1");
    const records = new Map(Array.from({ length: 9 }, (_, i) => [`key${i}`, `value ${i} `.repeat(i + 1)]));
    for (const [key, value] of records) store.add(key, bytes(value));
    store.save();
    const [file] = filesIn(dir) as [string];
    const whole = readFileSync(file);
    const check = (): void => {
      const damaged = openRecordStore(dir, "1");
      for (const [key, value] of records) expect([null, value]).toContain(damaged.get(key)?.toString() ?? null);
    };
    fc.assert(fc.property(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }), (at, flip) => {
      const copy = Buffer.from(whole);
      copy[at]! ^= flip;
      writeFileSync(file, copy);
      check();
    }), { numRuns: 300 });
    fc.assert(fc.property(fc.nat(whole.length), (length) => {
      writeFileSync(file, whole);
      truncateSync(file, length);
      check();
    }), { numRuns: 100 });
  });
});

describe("the cache", () => {
  test("a torn file counts as absent", () => {
    const cache = openCache(dir);
    cache.put("context", "k", bytes("content"));
    expect(cache.get("context", "k")?.toString()).toBe("content");
    const [file] = filesIn(dir) as [string];
    truncateSync(file, readFileSync(file).length - 1);
    expect(cache.get("context", "k")).toBeNull();
  });

  test("keeps the newest few of each kind", () => {
    const cache = openCache(dir);
    for (let i = 0; i < 40; i++) cache.put("links", `${i}`, bytes(`${i}`));
    expect(cache.get("links", "39")?.toString()).toBe("39");
    expect(filesIn(dir).length).toBeLessThanOrEqual(6);
  });

  test("a file where its folder should be is one plain failure with a hint", () => {
    const blocked = join(dir, "cache");
    writeFileSync(blocked, "not a folder");
    expect(() => openCache(blocked).put("links", "k", bytes("v"))).toThrow(Failure);
    expect(() => openRecordStore(blocked, "1")).toThrow(/cannot be read: a file stands where a folder should be/);
    expect(readFileSync(blocked, "utf8")).toBe("not a folder");
  });
});
