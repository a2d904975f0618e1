/**
 * Checks `src/signature/` against the real ssh-keygen: every kind of key, signatures made by either side, then mutated. Ours may refuse more,
 * for the reasons listed below and no other, and may never accept what ssh-keygen refuses.
 *
 *   node test/oracles/signatures.mjs [--count N] [--seed N] [--json]
 *
 * Exit codes: 0 agreed, 1 differed, 2 usage, 3 ssh-keygen is not here.
 */
import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { build } from "esbuild";
import { keyPairOf } from "../support/ssh-signer.mjs";
import { armoredSignature, kinds, newKey, sshsig } from "../support/sshsig.mjs";

/** Where ours is stricter on purpose: what it says, and why that is wanted. */
const expected = [
  [/does not end with/, "junk behind the footer, or no line feed there"],
  [/does not begin with/, "something before the header"],
  [/not equally wide/, "lines of uneven width"],
  [/base64 is not canonical/, "base64 in another spelling"],
  [/version is 0,/, "version 0, which never was"],
  [/is RSA of 2048 bits/, "RSA under 3072 bits"],
  [/not enrolled for ssh/, "a hardware key of a web site"],
];

const { values } = parseArgs({ options: { count: { type: "string", default: "400" }, seed: { type: "string", default: "1" }, json: { type: "boolean", default: false } } });
const count = Number(values.count);
if (!Number.isSafeInteger(count) || count < 1) {
  process.stderr.write("usage: node test/oracles/signatures.mjs [--count N] [--seed N] [--json]\n");
  process.exit(2);
}
if (spawnSync("ssh-keygen", ["-?"]).error) {
  process.stdout.write("ssh-keygen is not here\n");
  process.exit(3);
}

const folder = mkdtempSync(join(tmpdir(), "riskscore-oracle-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
const random = randomFrom(Number(values.seed));
const { verifySignature, fingerprintOf } = await ours();
const namespace = "signoff@riskscore.dev";
const message = Buffer.from('{"what":"is signed"}');
const signers = [...kinds.map((kind) => crafted(kind)), crafted("rsa", { bits: 2048 }), crafted("sk-ed25519", { application: "https://example.test" }), ...["ed25519", "ecdsa", "rsa"].map(made), ours4()];
const tally = { cases: 0, bothAccept: 0, bothRefuse: 0, stricter: {}, fingerprints: 0 };
const wrong = [];

checkFingerprints();
for (const signer of signers) for (const variant of variantsOf(signer)) compare(signer, variant);
while (tally.cases < count) {
  const signer = pick(signers);
  compare(signer, mutated({ name: "good", armored: signer.good, message, namespace }));
}
const speed = measured();
report();
process.exitCode = wrong.length > 0 ? 1 : 0;

async function ours() {
  const outfile = join(folder, "ours.mjs");
  const at = fileURLToPath(new URL("../../src/signature/", import.meta.url));
  const contents = `export { verifySignature } from ${JSON.stringify(join(at, "verify.ts"))}; export { fingerprintOf } from ${JSON.stringify(join(at, "public-key.ts"))};`;
  await build({ stdin: { contents, resolveDir: at, loader: "ts" }, bundle: true, platform: "node", format: "esm", outfile, logLevel: "error" });
  return import(pathToFileURL(outfile).href);
}

/** Signed with Node's crypto: ssh-keygen has to accept it. */
function crafted(kind, options) {
  const key = newKey(kind, options);
  const craft = (how) => armoredSignature(sshsig(key, message, { namespace, ...how }));
  return { name: `${kind}${options ? ` ${JSON.stringify(options)}` : ""} (crafted)`, line: key.line, key, good: craft({}), craft };
}

/** Signed by ssh-keygen with a key of its own making. */
function made(type) {
  const path = join(folder, type);
  keygen(["-q", "-t", type, "-N", "", "-f", path, ...(type === "rsa" ? ["-b", "3072"] : [])]);
  return { name: `${type} (ssh-keygen)`, line: readFileSync(`${path}.pub`, "utf8").trim(), good: signedByKeygen(path, []), sha256: signedByKeygen(path, ["-O", "hashalg=sha256"]) };
}

/** The key files and signatures of the test signer. */
function ours4() {
  const { privateFile, publicKey } = keyPairOf("oracle");
  const path = join(folder, "oracle");
  writeFileSync(path, privateFile);
  chmodSync(path, 0o600);
  return { name: "ed25519 (test signer's key, ssh-keygen)", line: publicKey, good: signedByKeygen(path, []) };
}

function signedByKeygen(path, options) {
  const { stdout } = keygen(["-Y", "sign", ...options, "-n", namespace, "-f", path], message);
  return stdout;
}

function keygen(args, input) {
  const run = spawnSync("ssh-keygen", args, { input, env: { PATH: process.env.PATH, HOME: folder } });
  if (run.status !== 0) throw new Error(`ssh-keygen ${args.join(" ")}: ${run.stderr}`);
  return run;
}

function checkFingerprints() {
  for (const { name, line } of signers) {
    const path = join(folder, "one.pub");
    writeFileSync(path, `${line}\n`);
    const theirs = keygen(["-lf", path]).stdout.toString().split(" ")[1];
    const mine = fingerprintOf(line);
    tally.fingerprints += 1;
    if (mine !== theirs && mine !== null) wrong.push({ signer: name, variant: "fingerprint", ours: mine, theirs });
  }
}

function variantsOf({ good, craft, sha256, key }) {
  const text = good.toString();
  const at = (name, over) => ({ name, armored: good, message, namespace, ...over });
  const variants = [
    at("good", {}),
    at("another message", { message: Buffer.from("else") }),
    at("another namespace", { namespace: "git" }),
    at("junk behind", { armored: Buffer.from(`${text}junk\n`) }),
    at("junk before", { armored: Buffer.from(`junk\n${text}`) }),
    at("no last line feed", { armored: Buffer.from(text.trimEnd()) }),
    at("carriage returns", { armored: Buffer.from(text.replaceAll("\n", "\r\n")) }),
    at("one line", { armored: rewrapped(text, 10_000) }),
    at("lines of 64", { armored: rewrapped(text, 64) }),
    at("lines of 76", { armored: rewrapped(text, 76) }),
    at("a blank in the base64", { armored: Buffer.from(text.replace("U1NIU0lH", "U1NI U0lH")) }),
    at("another label", { armored: Buffer.from(text.replaceAll("SSH SIGNATURE", "SSH SIGNATURES")) }),
    at("no footer", { armored: Buffer.from(text.split("-----END")[0]) }),
    at("nothing", { armored: Buffer.alloc(0) }),
    at("junk", { armored: Buffer.from("junk") }),
  ];
  if (sha256) variants.push(at("sha256", { armored: sha256 }));
  if (!craft) return variants;
  for (const how of [
    { hash: "sha256" }, { hash: "sha1" }, { hash: "sha384" }, { hash: "md5" }, { magic: "SSHSIH" }, { version: 0 }, { version: 2 }, { reserved: "x" }, { behind: "x" },
    { signedNamespace: "git" }, { namespace: "git" }, { algorithm: "ssh-rsa" }, { algorithm: "rsa-sha2-256" }, { algorithm: "rsa-sha2-512" }, { algorithm: "ssh-ed25519" },
    { algorithm: "ecdsa-sha2-nistp256" }, { publicKey: newKey("ed25519").blob }, { publicKey: Buffer.concat([key.blob, Buffer.from("x")]) },
    ...(key.kind.startsWith("sk-") ? [{ flags: 0 }, { flags: 5 }, { flags: 255, counter: 0xffffffff }] : []),
  ]) variants.push(at(JSON.stringify(how, (_, value) => (value?.type === "Buffer" ? "…" : value)), { armored: craft(how) }));
  return variants;
}

function rewrapped(text, width) {
  const body = text.split("\n").slice(1, -2).join("");
  return armoredSignature(Buffer.from(body, "base64"), width);
}

/** One to three small damages of the armor or of what it holds. */
function mutated(one) {
  let { armored } = one;
  const names = [];
  for (let left = 1 + below(3); left > 0; left--) {
    const kind = pick(["bit of the blob", "byte of the blob", "cut blob", "longer blob", "bit of the armor", "cut armor", "line gone", "line twice"]);
    names.push(kind);
    armored = kind.includes("blob") ? damagedBlob(armored, kind) : damagedArmor(armored, kind);
  }
  return { ...one, name: names.join(", "), armored };
}

function damagedBlob(armored, kind) {
  const body = Buffer.from(armored.toString("latin1").split("\n").slice(1, -2).join(""), "base64");
  if (body.length === 0) return armored;
  const at = below(body.length);
  if (kind === "bit of the blob") body[at] ^= 1 << below(8);
  if (kind === "byte of the blob") body[at] = below(256);
  return armoredSignature(kind === "cut blob" && at > 0 ? body.subarray(0, at) : kind === "longer blob" ? Buffer.concat([body, Buffer.from([below(256)])]) : body);
}

function damagedArmor(armored, kind) {
  const bytes = Buffer.from(armored);
  if (bytes.length === 0) return armored;
  const at = below(bytes.length);
  if (kind === "bit of the armor") bytes[at] ^= 1 << below(8);
  if (kind === "cut armor") return bytes.subarray(0, at);
  const lines = bytes.toString("latin1").split("\n");
  const line = below(lines.length);
  if (kind === "line gone") lines.splice(line, 1);
  if (kind === "line twice") lines.splice(line, 0, lines[line]);
  return Buffer.from(lines.join("\n"), "latin1");
}

function compare({ name: signer, line }, { name, armored, message: bytes, namespace: asked }) {
  tally.cases += 1;
  const mine = verifySignature(armored, bytes, asked);
  const accepted = "key" in mine && line.startsWith(mine.key);
  const theirs = theirVerdict(line, armored, bytes, asked);
  if (accepted && theirs) tally.bothAccept += 1;
  else if (!accepted && !theirs) tally.bothRefuse += 1;
  else {
    const reason = accepted ? undefined : expected.find(([says]) => says.test(mine.bad));
    if (reason === undefined) wrong.push({ signer, variant: name, ours: accepted ? "accepts" : mine.bad ?? "another key", theirs: theirs ? "accepts" : "refuses", armored: armored.toString("base64") });
    else tally.stricter[reason[1]] = (tally.stricter[reason[1]] ?? 0) + 1;
  }
}

function theirVerdict(line, armored, bytes, asked) {
  const allowed = join(folder, "allowed");
  const signature = join(folder, "sig");
  writeFileSync(allowed, `someone ${line}\n`);
  writeFileSync(signature, armored);
  return spawnSync("ssh-keygen", ["-Y", "verify", "-f", allowed, "-I", "someone", "-n", asked, "-s", signature], { input: bytes, env: { PATH: process.env.PATH, HOME: folder } }).status === 0;
}

/** Milliseconds a verification, median of 30, side by side. */
function measured() {
  const { line, good } = signers[0];
  const [mine, theirs] = [[], []];
  for (let round = 0; round < 30; round++) {
    mine.push(timed(() => verifySignature(good, message, namespace)));
    theirs.push(timed(() => theirVerdict(line, good, message, namespace)));
  }
  return { ours: median(mine), sshKeygen: median(theirs) };
}

function timed(run) {
  const start = performance.now();
  run();
  return performance.now() - start;
}

function median(list) {
  return Number(list.toSorted((a, b) => a - b)[list.length >> 1].toFixed(3));
}

function report() {
  const result = { ...tally, differed: wrong.length, milliseconds: speed, version: spawnSync("ssh", ["-V"]).stderr?.toString().trim() ?? "" };
  if (values.json) process.stdout.write(`${JSON.stringify({ ...result, wrong }, null, 2)}\n`);
  else {
    process.stdout.write(`${tally.cases} cases of ${signers.length} keys against ${result.version || "ssh-keygen"}: both accept ${tally.bothAccept}, both refuse ${tally.bothRefuse}, ${tally.fingerprints} fingerprints\n`);
    for (const [reason, times] of Object.entries(tally.stricter)) process.stdout.write(`  stricter on purpose, ${times} times: ${reason}\n`);
    for (const one of wrong) process.stdout.write(`  DIFFERS: ${one.signer}, ${one.variant}: ours ${one.ours}, ssh-keygen ${one.theirs}${one.armored ? `\n    ${one.armored}` : ""}\n`);
    process.stdout.write(`one verification: ours ${speed.ours} ms, ssh-keygen ${speed.sshKeygen} ms (${(speed.sshKeygen / speed.ours).toFixed(0)} times)\n`);
  }
}

function pick(list) {
  return list[below(list.length)];
}

function below(limit) {
  return Math.floor(random() * limit);
}

/** mulberry32: small, seeded, good enough to choose damages. */
function randomFrom(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
