import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { publicKeyIn } from "../../src/policy/public-key.ts";
import { fingerprintOf, publicKeyOf } from "../../src/signature/public-key.ts";
import { kinds, newKey } from "../support/sshsig.mjs";

const { vectors } = JSON.parse(readFileSync(new URL("ssh-keygen.vectors.json", import.meta.url), "utf8")) as { vectors: readonly { key: string; fingerprint: string }[] };
const lines = [...kinds.map((kind) => newKey(kind).line), newKey("rsa", { bits: 2048 }).line, newKey("sk-ed25519", { application: "web" }).line];

describe("a public key", () => {
  test.each(vectors)("has the fingerprint that ssh-keygen prints: $fingerprint", ({ key, fingerprint }) => {
    expect(fingerprintOf(key)).toBe(fingerprint);
    expect(fingerprintOf(`${key} a comment`)).toBe(fingerprint);
  });

  test.each([
    ["nothing", ""],
    ["one word", "ssh-ed25519"],
    ["no base64", "ssh-ed25519 ????"],
    ["the key of another kind", lines[0]!.replace("ssh-ed25519", "ssh-rsa")],
    ["options first", `no-pty ${lines[0]}`],
    ["a key cut off", lines[0]!.slice(0, -8)],
  ])("is not %s", (_, line) => {
    expect(fingerprintOf(line)).toBeNull();
    expect(publicKeyOf(line)).toHaveProperty("bad");
  });

  test("is one to the policy's reader when it is one here, and the other way round", () => {
    for (const line of lines) expect("problem" in publicKeyIn(line)).toBe(fingerprintOf(line) === null);
    fc.assert(
      fc.property(fc.constantFrom(...lines), fc.nat(), fc.integer({ min: 1, max: 255 }), fc.constantFrom("flip", "cut", "grow"), (line, pick, mask, kind) => {
        const [type, base64] = line.split(" ") as [string, string];
        const blob = Buffer.from(base64, "base64");
        const at = pick % blob.length;
        if (kind === "flip") blob[at]! ^= mask;
        const damaged = kind === "cut" ? blob.subarray(0, at) : kind === "grow" ? Buffer.concat([blob, Buffer.from([mask])]) : blob;
        const damagedLine = `${type} ${damaged.toString("base64")}`;
        const here = publicKeyOf(damagedLine);
        // A roster may name a key that cannot sign; what signs has to be one that a roster can name.
        if (!("bad" in here)) expect(publicKeyIn(damagedLine)).not.toHaveProperty("problem");
      }),
      { numRuns: 300 },
    );
  });
});
