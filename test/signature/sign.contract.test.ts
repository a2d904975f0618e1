import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { devNull, tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { Failure } from "../../src/failure.ts";
import type { Host } from "../../src/host.ts";
import { signWith } from "../../src/signature/sign.ts";
import { verifySignature } from "../../src/signature/verify.ts";
import { testKey, testSigner } from "../support/ssh-keys.ts";

const namespace = "signoff@riskscore.dev";
const message = Buffer.from("what is signed");
const key = testKey("ada");
let folder: string;
let temporary: string;
let outer: string | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "riskscore-test-sign-"));
  temporary = join(folder, "tmp");
  mkdirSync(temporary);
  outer = process.env["TMPDIR"];
  process.env["TMPDIR"] = temporary;
});
afterEach(() => {
  if (outer === undefined) delete process.env["TMPDIR"];
  else process.env["TMPDIR"] = outer;
  expect(readdirSync(temporary)).toEqual([]);
  rmSync(folder, { recursive: true, force: true });
});

function host(over: Partial<Host> = {}): Host & { said: string[] } {
  const said: string[] = [];
  const output = { isTerminal: false, columns: 80, write: (text: string) => void said.push(text) };
  return {
    argv: [], cwd: folder, env: { PATH: process.env["PATH"], HOME: devNull }, stdout: output, stderr: output, stdinIsTerminal: false,
    readStdin: () => Promise.resolve(Buffer.alloc(0)), detectedAgent: () => Promise.resolve(null), now: () => 0, signal: new AbortController().signal, said, ...over,
  };
}

/** A program that signs with nothing, and ends as told. */
function program(script: string): string {
  const path = join(folder, "signer.mjs");
  writeFileSync(path, `#!${process.execPath}\n${script}\n`);
  chmodSync(path, 0o755);
  return path;
}

async function failure(signer: { program?: string; key?: string }, over?: Partial<Host>): Promise<Failure> {
  const error = await signWith(host(over), { program: testSigner, key: "ada", ...signer }, message, namespace).then(() => null, (caught: unknown) => caught);
  expect(error).toBeInstanceOf(Failure);
  expect((error as Failure).message).toMatch(/^[A-Z/].*\.?$/);
  return error as Failure;
}

describe("signing", () => {
  test.each([
    ["a private key's file, from the folder stood in", () => "ada"],
    ["its full path", () => join(folder, "ada")],
    ["the .pub file beside it", () => join(folder, "ada.pub")],
    ["a path from home", () => "~/ada"],
  ])("takes %s", async (_, named) => {
    key.writeTo(folder);
    const signature = await signWith(host({ env: { PATH: process.env["PATH"], HOME: folder } }), { program: testSigner, key: named() }, message, namespace);
    expect(verifySignature(signature, message, namespace)).toMatchObject({ fingerprint: key.fingerprint });
  });

  test.each(["key::", ""])("hands a key written out (%s…) on as a file of its own", async (prefix) => {
    const seen = join(folder, "seen");
    const told = program(`import { readFileSync, writeFileSync } from "node:fs"; const f = process.argv[process.argv.indexOf("-f") + 1]; writeFileSync(${JSON.stringify(seen)}, readFileSync(f)); writeFileSync(process.argv.at(-1) + ".sig", ${JSON.stringify(Buffer.from(key.sign(message, namespace)).toString())});`);
    const signature = await signWith(host(), { program: told, key: `${prefix}${key.publicKey} a comment` }, message, namespace);
    expect(readFileSync(seen, "utf8")).toBe(`${key.publicKey} a comment\n`);
    expect(verifySignature(signature, message, namespace)).toMatchObject({ key: key.publicKey });
  });

  test("says that a security key waits for a touch", async () => {
    writeFileSync(join(folder, "sk.pub"), "sk-ssh-ed25519@openssh.com AAAA\n");
    const waiting = host();
    await signWith(waiting, { program: program("process.exit(1)"), key: "sk.pub" }, message, namespace).catch(() => {});
    expect(waiting.said).toEqual(["Touch the security key when it blinks.\n"]);
  });

  test("never takes a program from a relative folder of the PATH: it would belong to the change", async () => {
    key.writeTo(folder);
    mkdirSync(join(folder, "node_modules/.bin"), { recursive: true });
    writeFileSync(join(folder, "node_modules/.bin/some-signer"), "#!/bin/sh\ntouch ran\n", { mode: 0o755 });
    const { message: said } = await failure({ program: "some-signer" }, { env: { PATH: `node_modules/.bin:${process.env["PATH"]}` } });
    expect(said).toContain("was not found");
    expect(readdirSync(folder)).not.toContain("ran");
  });
});

describe("one sentence and nothing left behind when", () => {
  beforeEach(() => void key.writeTo(folder));
  const dying = (words: string, code = 255): string => program(`process.stderr.write(${JSON.stringify(words)}); process.exit(${code});`);

  test.each<[string, string, "usage" | "io", string]>([
    ["the passphrase is missing", 'Enter passphrase: Load key "k": incorrect passphrase supplied to decrypt private key\n', "io", "passphrase"],
    ["the agent says no", 'Signing file m\nCouldn\'t sign message: agent refused operation\n', "io", "agent refused"],
    ["the agent holds nothing, or is locked", 'No private key found for public key "k.pub"\n', "io", "unlocked"],
    ["others can read the key", 'Permissions 0644 for \'k\' are too open.\nNo private key found for "k"\n', "usage", "others can read"],
    ["the file is no key", 'Couldn\'t load public key k: No such file or directory\n', "usage", "no key that signs"],
    ["the file is damaged", 'Load key "k": error in libcrypto\n', "usage", "no key that signs"],
    ["the device is away", "Couldn't sign message: device not found\n", "io", "security key"],
    ["the person cancels", "1Password: authorization prompt dismissed, user cancelled\n", "io", "cancelled"],
    ["something else happens", "Signing file m\nthe moon is full\u001b[2J\n", "io", "the moon is full\\u{1b}[2J"],
    ["it says nothing", "", "io", "no reason"],
  ])("%s", async (_, words, kind, sentence) => {
    const failed = await failure({ program: dying(words) });
    expect(failed).toMatchObject({ kind, message: expect.stringContaining(sentence) });
  });

  test("there is no such file, or no key at all", async () => {
    expect(await failure({ key: "nobody" })).toMatchObject({ kind: "usage", message: "There is no key file nobody." });
    expect(await failure({ key: "" })).toMatchObject({ kind: "usage", message: "No signing key is named." });
    expect(await failure({ key: folder })).toMatchObject({ kind: "usage" });
  });

  test("the file is no key, as the test signer says it", async () => {
    writeFileSync(join(folder, "junk"), "junk");
    expect(await failure({ key: "junk" })).toMatchObject({ kind: "usage", message: "The key junk did not sign: it is no key that signs." });
  });

  test("there is no such program, or it cannot run", async () => {
    expect(await failure({ program: join(folder, "nothing") })).toMatchObject({ kind: "usage", message: expect.stringContaining("was not found") });
    expect(await failure({ program: join(folder, "ada.pub") })).toMatchObject({ kind: "usage", message: expect.stringContaining("could not be started") });
  });

  test("it ends well and leaves nothing, or no signature", async () => {
    expect(await failure({ program: program("") })).toMatchObject({ kind: "io", message: expect.stringContaining("left nothing that is an SSH signature") });
    expect(await failure({ program: program('import { writeFileSync } from "node:fs"; writeFileSync(process.argv.at(-1) + ".sig", "junk")') })).toMatchObject({ kind: "io" });
  });

  test("it is interrupted", async () => {
    const interruption = new AbortController();
    setTimeout(() => interruption.abort("SIGINT"), 100);
    expect(await failure({ program: program("setTimeout(() => {}, 20_000)") }, { signal: interruption.signal })).toMatchObject({ kind: "interrupted", message: "Interrupted by SIGINT." });
    expect(await failure({}, { signal: interruption.signal })).toMatchObject({ kind: "interrupted" });
  });
});
