import { Malformed } from "./wire.ts";

/** An RSA signature of 16,384 bits takes 6 KiB armored. Bytes. */
const largestArmor = 16 * 1024;
const header = "-----BEGIN SSH SIGNATURE-----";
const footer = "-----END SSH SIGNATURE-----";

/**
 * The bytes between header and footer, in the one way signers write them: lines of equal width (ssh-keygen: 70), line feeds, nothing
 * before or after, base64 in its one canonical form. Throws `Malformed`. (ssh-keygen takes junk behind the footer.)
 */
export function unarmored(armored: Uint8Array): Buffer {
  if (armored.length > largestArmor) throw new Malformed("it is too large for a signature");
  const lines = Buffer.from(armored.buffer, armored.byteOffset, armored.byteLength).toString("latin1").split("\n");
  if (lines[0] !== header) throw new Malformed(`it does not begin with "${header}"`);
  if (lines.at(-2) !== footer || lines.at(-1) !== "") throw new Malformed(`it does not end with "${footer}" and a line feed`);
  const body = lines.slice(1, -2);
  const width = body[0]?.length ?? 0;
  const even = body.every((line, at) => (at < body.length - 1 ? line.length === width : line.length > 0 && line.length <= width));
  if (!even || width > 76) throw new Malformed("its lines are not equally wide");
  return canonicalBase64(body.join(""));
}

/** Node's decoder skips what it does not know and ignores stray bits: only text that it would write itself is base64 here. */
export function canonicalBase64(text: string): Buffer {
  const bytes = Buffer.from(text, "base64");
  if (text === "" || bytes.toString("base64") !== text) throw new Malformed("its base64 is not canonical");
  return bytes;
}
