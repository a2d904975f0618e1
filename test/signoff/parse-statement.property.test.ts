import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { canonicalJson } from "../../src/canonical-json.ts";
import { Failure } from "../../src/failure.ts";
import { largestStatement, parseStatement } from "../../src/signoff/parse-statement.ts";
import type { Statement } from "../../src/signoff/statement.ts";
import { statementBytes } from "../../src/signoff/write-statement.ts";
import { overrideOf, statementOf } from "./world.ts";

const good = statementOf("ada");
const text = canonicalJson(good);
const bytesOf = (value: string): Uint8Array => new TextEncoder().encode(value);
const malformed = (value: string | Uint8Array): string | null => {
  const read = parseStatement(typeof value === "string" ? bytesOf(value) : value);
  return "malformed" in read ? read.malformed : null;
};
/** The canonical bytes of a statement with one value put in place of another. */
const edited = (edit: (statement: Record<string, never>) => unknown): string | null => {
  const copy = JSON.parse(text) as Record<string, never>;
  edit(copy);
  return malformed(canonicalJson(copy));
};

describe("what is no statement", () => {
  test.each<[string, string | Uint8Array, string]>([
    ["nothing", "", "empty"],
    ["no JSON", "{", "no JSON"],
    ["something else", "[]", "no object"],
    ["null", "null", "no object"],
    ["a blank before", ` ${text}`, "canonical"],
    ["a line feed behind", `${text}\n`, "canonical"],
    ["a byte order mark", `\ufeff${text}`, "no JSON"],
    ["bytes that are no UTF-8", Buffer.concat([Buffer.from(text.slice(0, -2)), Buffer.from([0xff]), Buffer.from('"}')]), "UTF-8"],
    ["a key that stands twice", text.replace('{"ai":', '{"ai":{},"ai":'), "canonical"],
    ["the same value twice", text.replace('{"ai":', '{"authors":["dev@corp.test"],"ai":'), "canonical"],
    ["__proto__", text.replace('{"ai":', '{"__proto__":{},"ai":'), "__proto__"],
    ["__proto__ further in", text.replace('"risk":{', '"risk":{"__proto__":1,'), "__proto__"],
    ["constructor", text.replace('{"ai":', '{"constructor":1,"ai":'), "constructor"],
    ["a key nobody knows", text.replace('{"ai":', '{"again":1,"ai":'), "again"],
    ["keys out of order", `{${text.slice(1, -1).split(',"authors"').toReversed().join(",")}}`, ""],
    ["a number with a point", text.replace('"impact":60', '"impact":60.0'), "canonical"],
    ["a fraction", text.replace('"impact":60', '"impact":60.5'), "whole number"],
    ["an exponent", text.replace('"impact":60', '"impact":6e1'), "canonical"],
    ["minus zero", text.replace('"impact":60', '"impact":-0'), "canonical"],
    ["a number out of range", text.replace('"impact":60', '"impact":101'), "from 0 to 100"],
    ["a number nobody can hold", text.replace('"modules":143', '"modules":9007199254740993'), "whole number"],
    ["a number as text", text.replace('"impact":60', '"impact":"60"'), "whole number"],
    ["an escape that is not needed", text.replace("checkout", "check\\u006fut"), "canonical"],
    ["an escaped slash", text.replace("refs/heads", "refs\\/heads"), "canonical"],
    ["half a surrogate pair", text.replace("Read it", "\\ud800 it"), "Unicode"],
    ["deep nesting", `${"[".repeat(30_000)}${"]".repeat(30_000)}`, "deeper"],
    ["too many bytes", text.replace("Read it", "x".repeat(largestStatement)), "larger"],
  ])("%s", (_, value, words) => {
    expect(malformed(value)).toContain(words);
  });

  test.each<[string, (statement: Record<string, any>) => unknown, string]>([
    ["another type", (it) => (it["type"] = "https://example.test/v1"), '"type"'],
    ["a nonce in capitals", (it) => (it["nonce"] = "A".repeat(32)), '"nonce"'],
    ["an unknown decision", (it) => (it["decision"] = "allow"), '"decision"'],
    ["a decision from the prototype", (it) => (it["decision"] = "toString"), '"decision"'],
    ["an unknown role", (it) => (it["signer"].role = "admin"), '"role"'],
    ["an unknown band", (it) => (it["risk"].band = "huge"), '"band"'],
    ["an unknown state", (it) => (it["ai"].state = "human"), '"state"'],
    ["a digest of another kind", (it) => (it["change"].alg = "patch-id"), '"alg"'],
    ["a digest in capitals", (it) => (it["change"].digest = it["change"].digest.toUpperCase()), '"digest"'],
    ["a short ref", (it) => (it["target"].ref = "main"), '"ref"'],
    ["a ref with a blank", (it) => (it["target"].ref = "refs/heads/a b"), '"ref"'],
    ["a fingerprint of another kind", (it) => (it["signer"].keyFingerprint = "MD5:aa"), '"keyFingerprint"'],
    ["a missing key", (it) => delete it["ticket"], '"ticket"'],
    ["a missing key further in", (it) => delete it["risk"].band, '"band"'],
    ["a key too many further in", (it) => (it["signer"].name = "x"), "name"],
    ["a list that is none", (it) => (it["authors"] = "dev@corp.test"), '"authors"'],
    ["authors out of order", (it) => (it["authors"] = ["b@x", "a@x"]), "sorted"],
    ["authors twice", (it) => (it["authors"] = ["a@x", "a@x"]), "sorted"],
    ["authors in capitals", (it) => (it["authors"] = ["Dev@x"]), "capitals"],
    ["an empty reason", (it) => (it["reason"] = " \n"), '"reason"'],
    ["a reason without end", (it) => (it["reason"] = "x".repeat(4001)), '"reason"'],
    ["a ticket that hides text", (it) => (it["ticket"] = "A\u202eB"), '"ticket"'],
    ["a person that is a line break", (it) => (it["signer"].person = "\n"), '"person"'],
    ["a time in another zone", (it) => (it["issuedAt"] = "2026-11-23T09:00:00+00:00"), '"issuedAt"'],
    ["a time with fractions", (it) => (it["issuedAt"] = "2026-11-23T09:00:00.5Z"), '"issuedAt"'],
    ["February 30", (it) => (it["issuedAt"] = "2026-02-30T09:00:00Z"), '"issuedAt"'],
    ["hour 24", (it) => (it["issuedAt"] = "2026-11-22T24:00:00Z"), '"issuedAt"'],
    ["second 60", (it) => (it["issuedAt"] = "2026-11-22T23:59:60Z"), '"issuedAt"'],
    ["an end before the beginning", (it) => (it["expiresAt"] = it["issuedAt"]), "ends before"],
    ["an approval that settles", (it) => (it["settles"] = "a".repeat(64)), "settles something"],
    ["a review that settles nothing", (it) => (it["decision"] = "posthoc-review"), "settles nothing"],
  ])("%s", (_, edit, words) => {
    expect(edited(edit)).toContain(words);
  });

  test("damage anywhere: no byte can be changed, dropped or added and still leave a statement with the same text", () => {
    const bytes = bytesOf(text);
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 0, max: 255 }), fc.constantFrom("change", "drop", "add"), (at, byte, kind) => {
        const damaged = Buffer.concat([bytes.subarray(0, at), kind === "drop" ? Buffer.alloc(0) : Buffer.from([byte]), bytes.subarray(kind === "add" ? at : at + 1)]);
        const read = parseStatement(damaged);
        // Some bytes are text a person may write; what is read is then exactly what stands there.
        if (!("malformed" in read)) expect(Buffer.from(canonicalJson(read)).equals(damaged)).toBe(true);
      }),
    );
  });

  test("any bytes at all: an answer, never an exception", () => {
    fc.assert(fc.property(fc.oneof(fc.uint8Array(), fc.json().map(bytesOf), fc.anything().map((value) => bytesOf(canonicalJson(value) ?? ""))), (bytes) => void expect(parseStatement(bytes)).toBeDefined()));
  });
});

describe("a statement", () => {
  const hash = fc.stringMatching(/^[0-9a-f]{64}$/);
  const word = fc.string({ unit: "grapheme", minLength: 1, maxLength: 20 }).filter((value) => /^[^\p{C}\p{Zl}\p{Zp}]+$/u.test(value) && value.trim() !== "");
  const statement: fc.Arbitrary<Statement> = fc
    .record({
      reason: fc.string({ unit: "grapheme", minLength: 1, maxLength: 60 }).filter((value) => value.trim() !== "" && !/\p{Surrogate}/u.test(value)),
      ticket: fc.option(word),
      critical: fc.array(word, { maxLength: 3 }),
      files: fc.nat(1_000_000),
      digest: hash,
      posthoc: fc.boolean(),
    })
    .map(({ critical, files, digest, posthoc, ...rest }) => ({
      ...good,
      ...rest,
      ...(posthoc ? { decision: "posthoc-review" as const, settles: digest } : {}),
      risk: { ...good.risk, critical },
      change: { ...good.change, files, digest: `sha256:${digest}` as const },
    }));

  test("is read back as it was written, byte for byte", () => {
    fc.assert(
      fc.property(statement, (one) => {
        const bytes = statementBytes(one);
        expect(parseStatement(bytes)).toEqual(one);
        expect(statementBytes(parseStatement(bytes) as Statement)).toEqual(bytes);
      }),
    );
  });

  test("is not written when nobody would accept it", () => {
    expect(() => statementBytes({ ...good, reason: "" })).toThrow(expect.objectContaining({ kind: "usage" }) as Error);
    expect(() => statementBytes({ ...good, extra: 1 } as Statement)).toThrow(Failure);
  });

  test("of an override may lack its ticket: judging says so in words of its own", () => {
    expect(malformed(statementBytes(overrideOf("ada", { ticket: null })))).toBeNull();
  });
});
