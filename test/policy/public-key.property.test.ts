import fc from "fast-check";
import { expect, test } from "vitest";
import { publicKeyIn } from "../../src/policy/public-key.ts";
import { fingerprintOf } from "../../src/signature/public-key.ts";
import { everyType } from "./public-keys.ts";

const lines = fc.tuple(fc.constantFrom(...Object.values(everyType)), fc.integer({ min: 0, max: 200 })).map(([line, seed]) => line(seed));

/** Any code points, halves of pairs too. (fast-check's own unit `binary` takes two seconds to set up.) */
const anyText = fc.array(fc.nat(0x10ffff)).map((points) => String.fromCodePoint(...points));

test("any text is a key or says why it is none", () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), anyText, lines.map((line) => line.slice(0, line.length / 2))), (text) => {
      const read = publicKeyIn(text);
      expect("problem" in read ? read.problem : read.blob).not.toBe("");
    }),
  );
});

test("an RSA modulus that is even is none, here as in the verifier", () => {
  const [type = "", blob = ""] = everyType["ssh-rsa"](1).split(" ");
  const bytes = Buffer.from(blob, "base64");
  bytes[bytes.length - 1]! ^= 1;
  const even = `${type} ${bytes.toString("base64")}`;
  expect(publicKeyIn(even)).toHaveProperty("problem");
  expect(fingerprintOf(even)).toBeNull();
});

/** A roster must hold no key whose signatures the verifier then refuses to look at: it would count in the quorum and never sign. */
test("what the roster takes, the verifier of signatures takes: one byte changed anywhere", () => {
  fc.assert(
    fc.property(lines, fc.nat(), fc.integer({ min: 1, max: 255 }), (line, at, flip) => {
      const [type = "", blob = ""] = line.split(" ");
      const bytes = Buffer.from(blob, "base64");
      bytes[at % bytes.length]! ^= flip;
      const mutant = `${type} ${bytes.toString("base64")}`;
      const read = publicKeyIn(mutant);
      expect("problem" in read).toBe(fingerprintOf(mutant) === null);
    }),
    { numRuns: 500 },
  );
});
