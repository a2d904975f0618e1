import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { verifySignature } from "../../src/signature/verify.ts";
import { testKey } from "../support/ssh-keys.ts";
import { armoredSignature, type Crafted, type CraftedKey, kinds, newKey, sshsig } from "../support/sshsig.mjs";

interface Vectors {
  readonly namespace: string;
  readonly message: string;
  readonly vectors: readonly { readonly made: string; readonly key: string; readonly fingerprint: string; readonly signature: readonly string[] }[];
}

const real = JSON.parse(readFileSync(new URL("ssh-keygen.vectors.json", import.meta.url), "utf8")) as Vectors;
const namespace = "signoff@riskscore.dev";
const message = Buffer.from("what is signed\n");
/** One key a kind: making RSA keys takes a while. */
const keys = new Map(kinds.map((kind) => [kind, newKey(kind)]));
const keyOf = (kind: string): CraftedKey => keys.get(kind)!;
const verify = (armored: Uint8Array, bytes: Uint8Array = message) => verifySignature(armored, bytes, namespace);
const crafted = (kind: string, how: Partial<Crafted> = {}): Buffer => armoredSignature(sshsig(keyOf(kind), message, { namespace, ...how }));
const why = (armored: Uint8Array): string => {
  const checked = verify(armored);
  return "bad" in checked ? checked.bad : "accepted";
};

describe("what ssh-keygen signed or accepts", () => {
  test.each(real.vectors)("$made", ({ key, fingerprint, signature }) => {
    const armored = Buffer.from(signature.join("\n"));
    expect(verifySignature(armored, Buffer.from(real.message), real.namespace)).toEqual({ key, fingerprint, hardware: null });
    expect(verifySignature(armored, Buffer.from(`${real.message} `), real.namespace)).toEqual({ bad: "it does not fit these bytes" });
    expect(verifySignature(armored, Buffer.from(real.message), "git")).toHaveProperty("bad", 'it was made for another purpose, "signoff@riskscore.dev"');
  });
});

describe("every kind of key", () => {
  test.each(kinds)("%s", (kind) => {
    for (const hash of ["sha256", "sha512"]) {
      const checked = verify(crafted(kind, { hash }));
      expect(checked).toMatchObject({ key: keyOf(kind).line });
      expect(verify(crafted(kind, { hash }), Buffer.from("else"))).toHaveProperty("bad");
    }
  });

  test("the test signer's, too", () => {
    const key = testKey("ada");
    expect(verify(key.sign(message, namespace))).toEqual({ key: key.publicKey, fingerprint: key.fingerprint, hardware: null });
  });

  test.each([
    [0, false, false],
    [1, true, false],
    [4, false, true],
    [5, true, true],
    [0xc5, true, true],
  ])("T50: a hardware key's flags %i tell touch and PIN apart", (flags, touched, verifiedUser) => {
    for (const kind of ["sk-ed25519", "sk-nistp256"]) expect(verify(crafted(kind, { flags, counter: 0xffffffff }))).toMatchObject({ hardware: { touched, verifiedUser } });
  });

  test("RSA with either hash", () => {
    expect(why(crafted("rsa", { algorithm: "rsa-sha2-256" }))).toBe("accepted");
    expect(why(crafted("rsa", { algorithm: "rsa-sha2-512" }))).toBe("accepted");
  });
});

function withLength(bytes: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}

describe("is refused", () => {
  test.each<[string, string, Partial<Crafted>, string]>([
    ["T51: another namespace", "ed25519", { namespace: "git" }, "another purpose"],
    ["T51: a namespace that was not signed", "ed25519", { signedNamespace: "git" }, "does not fit"],
    ["a namespace that goes on", "ed25519", { namespace: `${namespace}.evil` }, "another purpose"],
    ["T52: a reserved field in use", "ed25519", { reserved: "x" }, "reserved"],
    ["T52: bytes behind the end", "ed25519", { behind: "x" }, "follows its end"],
    ["another magic", "ed25519", { magic: "SSHSIH" }, "no SSH signature"],
    ["version 0", "ed25519", { version: 0 }, "version"],
    ["version 2", "ed25519", { version: 2 }, "version"],
    ["SHA-1", "ed25519", { hash: "sha1" }, "hash"],
    ["a hash that is no hash", "ed25519", { hash: "toString" }, "hash"],
    ["RSA with SHA-1", "rsa", { algorithm: "ssh-rsa" }, "cannot make"],
    ["a signature of another kind", "nistp256", { algorithm: "ssh-ed25519" }, "cannot make"],
    ["a hardware key's signature as a plain one", "sk-ed25519", { algorithm: "ssh-ed25519" }, "cannot make"],
    ["another public key", "ed25519", { publicKey: newKey("ed25519").blob }, "does not fit"],
    ["a public key with bytes behind it", "ed25519", { publicKey: Buffer.concat([keyOf("ed25519").blob, Buffer.from("x")]) }, "follows its end"],
    ["a certificate", "ed25519", { publicKey: Buffer.concat([withLength(Buffer.from("ssh-ed25519-cert-v01@openssh.com")), withLength(Buffer.alloc(32))]) }, "not one that may sign"],
    ["a key kind from the prototype", "ed25519", { publicKey: withLength(Buffer.from("constructor")) }, "not one that may sign"],
  ])("%s", (_, kind, how, words) => {
    expect(why(crafted(kind, how))).toContain(words);
  });

  test("RSA under 3072 bits", () => {
    expect(why(armoredSignature(sshsig(newKey("rsa", { bits: 2048 }), message, { namespace })))).toContain("2048 bits");
  });

  test("a hardware key that was enrolled for a web site", () => {
    expect(why(armoredSignature(sshsig(newKey("sk-ed25519", { application: "https://example.test" }), message, { namespace })))).toContain("not enrolled for ssh");
  });

  test("a point that is not on its curve", () => {
    const { blob } = keyOf("nistp256");
    const off = Buffer.from(blob);
    off[off.length - 1]! ^= 1;
    expect(why(crafted("nistp256", { publicKey: off }))).toBe("OpenSSL refuses it");
  });

  const text = crafted("ed25519").toString();
  test.each<[string, string]>([
    ["nothing", ""],
    ["T52: junk behind the footer", `${text}junk\n`],
    ["T52: a line feed too many", `${text}\n`],
    ["a second signature", text + text],
    ["junk before the header", `x\n${text}`],
    ["a blank before the header", ` ${text}`],
    ["no last line feed", text.trimEnd()],
    ["carriage returns", text.replaceAll("\n", "\r\n")],
    ["another label", text.replaceAll("SSH SIGNATURE", "PGP SIGNATURE")],
    ["a header field", text.replace("-----\n", "-----\nComment: hi\n")],
    ["an empty body", "-----BEGIN SSH SIGNATURE-----\n-----END SSH SIGNATURE-----\n"],
    ["uneven lines", text.replace("U1NIU0lH", "U1NI\nU0lH")],
    ["blanks in the base64", text.replace("U1NIU0lH", "U1N U0lH")],
    ["T52: base64 for URLs", text.replace(/[+/]/, "-")],
    ["more than anybody needs", text + "A".repeat(20_000)],
  ])("%s", (_, armored) => {
    // Some spellings have nothing to replace in this signature; then there is nothing to refuse.
    if (armored !== text) expect(why(Buffer.from(armored))).not.toBe("accepted");
  });

  test("T52: stray bits behind the base64", () => {
    const blob = sshsig(keyOf("ed25519"), message, { namespace });
    const base64 = blob.toString("base64");
    const padding = /=+$/.exec(base64)?.[0] ?? "";
    expect(padding).not.toBe("");
    const last = base64.at(-padding.length - 1)!;
    const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const stray = base64.slice(0, -padding.length - 1) + alphabet[alphabet.indexOf(last) + 1] + padding;
    expect(Buffer.from(stray, "base64").equals(blob)).toBe(true);
    const armored = ["-----BEGIN SSH SIGNATURE-----", ...stray.match(/.{1,70}/g)!, "-----END SSH SIGNATURE-----", ""].join("\n");
    expect(why(Buffer.from(armored))).toBe("its base64 is not canonical");
  });

  test("any damage of any kind of signature, without an exception", () => {
    const blobs = kinds.map((kind) => sshsig(keyOf(kind), message, { namespace }));
    fc.assert(
      fc.property(fc.nat(kinds.length - 1), fc.nat(), fc.integer({ min: 1, max: 255 }), fc.constantFrom("flip", "cut", "grow"), (which, pick, mask, kind) => {
        const blob = Buffer.from(blobs[which]!);
        const at = pick % blob.length;
        if (kind === "flip") blob[at]! ^= mask;
        const damaged = kind === "cut" ? blob.subarray(0, at) : kind === "grow" ? Buffer.concat([blob, Buffer.from([mask])]) : blob;
        expect(verify(armoredSignature(Buffer.concat([damaged, Buffer.alloc(damaged.length === 0 ? 1 : 0)])))).toHaveProperty("bad");
      }),
      { numRuns: 300 },
    );
  });

  test("any bytes at all, without an exception", () => {
    const framed = fc.uint8Array({ minLength: 1, maxLength: 300 }).map((bytes) => armoredSignature(bytes));
    const half = fc.uint8Array({ maxLength: 200 }).map((bytes) => armoredSignature(Buffer.concat([Buffer.from("SSHSIG\0\0\0\x01"), bytes])));
    fc.assert(fc.property(fc.oneof(fc.uint8Array(), framed, half), (bytes) => void expect(verify(bytes)).toHaveProperty("bad")));
  });
});
