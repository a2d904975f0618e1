/** Checks that look right and are not: each vector's control is one of these, and says "fine". */
import { createHash, createPublicKey, verify } from "node:crypto";
import { run } from "./run.mjs";

/** "Nothing new in this push": no commit that no remote-tracking ref has. */
export const nothingNew = async (world, head) => (await world.git("rev-list", head, "--not", "--remotes")) === "";

/** "The same change": `git patch-id --stable` of both diffs. */
export async function samePatchId(world, [a, b], [c, d], kind = "--stable") {
  const ids = await Promise.all([[a, b], [c, d]].map(async (pair) => (await run(["git", "patch-id", kind], { cwd: world.work, env: world.env, input: `${await world.git("diff-tree", "-p", ...pair)}\n` })).stdout.split(" ")[0]));
  return ids[0] !== "" && ids[0] === ids[1];
}

/** "No tool took part": git's own idea of trailers knows none of an agent. */
export const noTrailers = async (world, head, ...config) => !/claude|assisted/i.test(await world.git(...config, "log", "-1", "--format=%(trailers)", head));

/** "The policy asks for nothing": read where the change itself may have written it. */
export const policyAsksNothing = async (world, head) => asksNothing(JSON.parse(await world.git("show", `${head}:.riskrc.json`)));
export const asksNothing = ({ bars, mode }) => mode === "observe" || bars?.ai?.high === 0;

/** "There is nothing to see": `git diff`, as whoever pushes has set it up. */
export async function diffShowsNothing(world, from, to, { words = [], env = {} } = {}) {
  return (await run(["git", "diff", ...words, from, to], { cwd: world.work, env: { ...world.env, ...env } })).stdout.trim() === "";
}

/** "The signature is good": by the key it carries itself, over whatever namespace it names; what stands around the armor is passed over, and so is whether a device was touched. */
export function signatureVerifies({ payload, signature }) {
  const base64 = /-----BEGIN SSH SIGNATURE-----([^-]+)-----END/.exec(signature.toString())?.[1] ?? "";
  const [key, namespace, reserved, hash, blob] = fieldsOf(Buffer.from(base64, "base64").subarray(10));
  const [kind, point, application] = fieldsOf(key);
  const [, raw] = fieldsOf(blob);
  const signed = Buffer.concat([Buffer.from("SSHSIG"), field(namespace), field(reserved), field(hash), field(createHash(hash.toString()).update(payload).digest())]);
  const onDevice = kind.toString().startsWith("sk-");
  const message = onDevice ? Buffer.concat([sha256(application), blob.subarray(-5), sha256(signed)]) : signed;
  return verify(null, message, createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x: point.toString("base64url") }, format: "jwk" }), raw);
}

const sha256 = (bytes) => createHash("sha256").update(bytes).digest();
const field = (content) => Buffer.concat([Buffer.from([0, 0, content.length >> 8, content.length & 255]), content]);

/** SSH's strings, one behind the other, as far as they go. */
function fieldsOf(bytes) {
  const fields = [];
  for (let at = 0; at + 4 <= bytes.length && at + 4 + bytes.readUInt32BE(at) <= bytes.length; at += 4 + fields.at(-1).length) fields.push(bytes.subarray(at + 4, at + 4 + bytes.readUInt32BE(at)));
  return fields;
}

/** "Somebody approved it": whatever the note on the commit says. */
export const noteApproves = async (world, head, ref = "refs/notes/signoff") => /approved/i.test((await world.tried("git", "notes", `--ref=${ref}`, "show", head)).stdout);

/** "Nothing in the source changed": paths as git prints them, one a line. */
export async function noPathStarts(world, from, to, prefix) {
  return !(await world.git("diff", "--name-only", from, to)).split("\n").some((line) => line.startsWith(prefix));
}
