import { createPublicKey, verify } from "node:crypto";
import { expect, test } from "vitest";
import { publicKeyIn, withoutComment } from "../../src/policy/public-key.ts";
import { ed25519, everyType, field, keyLine, number } from "./public-keys.ts";

const bytes = (length: number) => Buffer.alloc(length, 7);
const p256 = Buffer.concat([Buffer.from([4]), bytes(64)]);

test.each(Object.entries(everyType))("%s is read, with and without a comment", (type, line) => {
  const blob = line(1).split(" ")[1];
  for (const text of [line(1), `${line(1)} ada@laptop`, `${line(1)} a comment of words, "quoted"`]) {
    expect(publicKeyIn(text)).toEqual({ type, blob, hardware: type.startsWith("sk-") });
    expect(withoutComment(text)).toBe(line(1));
  }
});

test.each<[string, RegExp]>([
  ["", /of no type that is accepted/],
  ["ssh-ed25519", /not followed by canonical base64/],
  ["ssh-ed25519  AAAA", /separated by one space/],
  [` ${ed25519(1)}`, /options or a blank/],
  [`ssh-ed25519\t${ed25519(1).split(" ")[1]}`, /one line of visible text/],
  [`${ed25519(1)}\n${ed25519(2)}`, /one line of visible text/],
  [`${ed25519(1)} \u202eada`, /visible text/],
  [`cert-authority ${ed25519(1)}`, /options or a blank/],
  [`namespaces="git" ${ed25519(1)}`, /options or a blank/],
  [keyLine("ssh-ed25519-cert-v01@openssh.com", ["nonce", bytes(32)]), /is a certificate/],
  [keyLine("sk-ssh-ed25519-cert-v01@openssh.com", ["nonce", bytes(32)]), /is a certificate/],
  [keyLine("ssh-dss", [bytes(128)]), /too weak/],
  [keyLine("webauthn-sk-ecdsa-sha2-nistp256@openssh.com", ["nistp256", p256, "ssh:"]), /of no type/],
  ["toString AAAA", /of no type/],
  ["-----BEGIN OPENSSH PRIVATE KEY----- abc", /is a private key/],
  [`${ed25519(1)}==`, /canonical base64/],
  [`${keyLine("ssh-ed25519", [bytes(31)])}`, /31 bytes where 32/],
  [`${keyLine("ssh-ed25519", [bytes(32), ""])}`, /bytes behind its end/],
  [`ssh-ed25519 ${Buffer.concat([field("ssh-ed25519"), field(bytes(32)), Buffer.from([0])]).toString("base64")}`, /cut off or damaged/],
  [`ssh-ed25519 ${Buffer.concat([field("ssh-ed25519"), field(bytes(32)).subarray(0, 20)]).toString("base64")}`, /cut off or damaged/],
  [keyLine("ssh-ed25519", []), /is cut off/],
  [keyLine("ssh-ed25519", [bytes(32)], "ssh-rsa"), /its data is of another type/],
  [keyLine("ssh-ed25519", [bytes(32)], "sk-ssh-ed25519@openssh.com"), /its data is of another type/],
  [keyLine("ecdsa-sha2-nistp256", ["nistp384", p256]), /another curve/],
  [keyLine("ecdsa-sha2-nistp256", ["nistp256", p256.subarray(0, 33)]), /no uncompressed point/],
  [keyLine("ecdsa-sha2-nistp256", ["nistp256", Buffer.concat([Buffer.from([2]), bytes(64)])]), /no uncompressed point/],
  [keyLine("sk-ssh-ed25519@openssh.com", [bytes(32)]), /is cut off/],
  [keyLine("sk-ssh-ed25519@openssh.com", [bytes(32), "example.com"]), /not enrolled for ssh/],
  [keyLine("sk-ssh-ed25519@openssh.com", [bytes(32), "ssh:\n"]), /not enrolled for ssh/],
  [keyLine("ssh-rsa", [number(17), number(2048)]), /2048 bits; ssh-rsa needs at least 3072/],
  [keyLine("ssh-rsa", [number(17), number(3071)]), /3071 bits/],
  [keyLine("ssh-rsa", [number(17), number(16_392)]), /at most 16384/],
  [keyLine("ssh-rsa", [Buffer.from([1]), number(3072)]), /exponent/],
  [keyLine("ssh-rsa", [Buffer.from([4]), number(3072)]), /exponent/],
  [keyLine("ssh-rsa", [number(33), number(3072)]), /exponent/],
  [keyLine("ssh-rsa", [number(17), number(3072).subarray(1)]), /modulus/],
  [keyLine("ssh-rsa", [number(17), Buffer.concat([Buffer.from([0, 0]), number(3072).subarray(1)])]), /modulus/],
  [keyLine("ssh-rsa", [number(17), ""]), /modulus/],
  [keyLine("ssh-rsa", ["", number(3072)]), /exponent/],
  [keyLine("ssh-rsa", [number(17), Buffer.concat([Buffer.from([0x80]), bytes(383), Buffer.from([1])])]), /modulus/],
  [keyLine("sk-ssh-ed25519@openssh.com", [bytes(32), "xssh:"]), /not enrolled for ssh/],
  [keyLine("sk-ssh-ed25519@openssh.com", [bytes(32), `ssh:${"x".repeat(97)}`]), /not enrolled for ssh/],
  ["ssh-ed25519 !AAA", /canonical base64/],
  ["ssh-ed25519 AAAA!AAA", /canonical base64/],
])("%j is refused", (line, problem) => {
  expect(publicKeyIn(line)).toEqual({ problem: expect.stringMatching(problem) as string });
});

/** Points of order 1, 2, 4 and 8 of ed25519's curve, and the spellings with a coordinate past the field's end. */
const weakPoints = [
  "00".repeat(32),
  `${"00".repeat(31)}80`,
  `01${"00".repeat(31)}`,
  `01${"00".repeat(30)}80`,
  "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
  "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
  "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
  "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
  `ec${"ff".repeat(31)}`,
  `ed${"ff".repeat(30)}7f`,
  `ee${"ff".repeat(31)}`,
].map((hex) => Buffer.from(hex, "hex"));

test.each(weakPoints)("an ed25519 key that anybody can sign for is refused: %#", (point) => {
  for (const line of [keyLine("ssh-ed25519", [point]), keyLine("sk-ssh-ed25519@openssh.com", [point, "ssh:"])]) {
    expect(publicKeyIn(line)).toEqual({ problem: "is one that anybody can sign for: no secret belongs to it" });
  }
});

test("control: OpenSSL accepts such a signature, by nobody, over anything", () => {
  const neutral = weakPoints[2]!;
  const signature = Buffer.concat([neutral, Buffer.alloc(32)]);
  const key = createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x: neutral.toString("base64url") }, format: "jwk" });
  expect(verify(null, Buffer.from("anything"), key, signature)).toBe(true);
});

test("what just is a key is one", () => {
  const lowest = number(3072);
  lowest[1] = 0x80;
  for (const line of [
    keyLine("ssh-rsa", [Buffer.from([3]), number(3072)]),
    keyLine("ssh-rsa", [number(32), number(3072)]),
    keyLine("ssh-rsa", [number(17), lowest]),
    keyLine("sk-ssh-ed25519@openssh.com", [bytes(32), `ssh:${"x".repeat(96)}`]),
  ]) expect(publicKeyIn(line)).not.toHaveProperty("problem");
});

test.each([3072, 3073, 3079, 4096, 16_384])("an RSA modulus of %d bits is counted right", (bits) => {
  expect(publicKeyIn(keyLine("ssh-rsa", [number(17), number(bits)]))).toMatchObject({ type: "ssh-rsa" });
});

test("base64 that decodes to the same bytes is still another text, and refused", () => {
  const [type = "", blob = ""] = keyLine("ssh-ed25519", [bytes(32), ""]).split(" ");
  const twin = blob.replace(/.(=+)$/, (_, pad: string) => `${String.fromCharCode(blob.charCodeAt(blob.length - pad.length - 1) + 1)}${pad}`);
  expect(Buffer.from(twin, "base64").equals(Buffer.from(blob, "base64"))).toBe(true);
  expect(publicKeyIn(`${type} ${twin}`)).toEqual({ problem: expect.stringContaining("canonical base64") as string });
});
