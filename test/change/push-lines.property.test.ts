import fc from "fast-check";
import { expect, test } from "vitest";
import { parsePushLines } from "../../src/change/push-lines.ts";
import { Failure } from "../../src/failure.ts";

const hex = "0123456789abcdef".split("");
const oidOf = (length: number) => fc.array(fc.constantFrom(...hex), { minLength: length, maxLength: length }).map((digits) => digits.join("")).filter((oid) => !/^0+$/.test(oid));
const length = fc.constantFrom(40, 64);
/** Git allows no space, control character, `~^:?*[\` in a ref; what a person typed for the local one may hold spaces. */
const refName = fc.stringMatching(/^[a-zA-Z0-9éß/._-]{1,20}$/).map((name) => `refs/${name}`);
const typed = fc.stringMatching(/^[a-zA-Z0-9@{}~^. ()/-]{1,30}$/).filter((text) => text.length > 0 && !text.includes("\n"));
const line = length.chain((digits) => {
  const oid = fc.option(oidOf(digits));
  return fc.record({ localRef: typed, localOid: oid, remoteRef: refName, remoteOid: oid, digits: fc.constant(digits) });
});
const written = ({ localRef, localOid, remoteRef, remoteOid, digits }: { localRef: string; localOid: string | null; remoteRef: string; remoteOid: string | null; digits: number }): string =>
  `${localRef} ${localOid ?? "0".repeat(digits)} ${remoteRef} ${remoteOid ?? "0".repeat(digits)}\n`;

test("what git writes is read back, whatever the person called the commit", () => {
  fc.assert(
    fc.property(fc.array(line, { maxLength: 5 }), (lines) => {
      const parsed = parsePushLines(Buffer.from(lines.map(written).join("")));
      expect(parsed).toEqual(lines.map(({ digits: _digits, ...rest }) => rest));
    }),
  );
});

test("any bytes are lines or a Failure, never something else", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      try {
        for (const { remoteRef } of parsePushLines(bytes)) expect(remoteRef.startsWith("refs/")).toBe(true);
      } catch (error) {
        expect(error).toBeInstanceOf(Failure);
      }
    }),
  );
});

test("no line is passed over: one bad line spoils the push", () => {
  fc.assert(
    fc.property(fc.array(line, { minLength: 1, maxLength: 4 }), fc.nat(), fc.constantFrom("", " ", "refs/heads/x", "a b c", `HEAD ${"0".repeat(40)} main ${"0".repeat(40)}`, `HEAD ${"0".repeat(39)} refs/heads/x ${"0".repeat(40)}`), (lines, at, bad) => {
      const texts = lines.map(written);
      texts.splice(at % (texts.length + 1), 0, `${bad}\n`);
      expect(() => parsePushLines(Buffer.from(texts.join("")))).toThrow(Failure);
    }),
  );
});
