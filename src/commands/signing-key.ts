import { readFile, stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import { Failure } from "../failure.ts";
import { plainText } from "../git/plain-text.ts";
import type { Repository } from "../git/repository.ts";
import { runGit } from "../git/run-git.ts";
import type { Host } from "../host.ts";
import { publicKeyFrom, publicKeyOf } from "../signature/public-key.ts";
import type { Signer } from "../signature/sign.ts";

/** The key that will sign, and the public half by which the roster knows it. */
export interface SigningKey extends Signer {
  readonly fingerprint: string;
  /** Where the choice comes from, for sentences. */
  readonly named: string;
}

const mostBytes = 64 * 1024;
const howToName = "Give --key FILE, or name your ssh key once: git config --global user.signingkey ~/.ssh/id_ed25519.pub";

/**
 * The key asked for, else git's own signing key where that is an ssh key. Only the public half is read here; whoever signs asks for the other.
 * Failure `usage`: there is none, or it cannot be read.
 */
export async function signingKey(host: Host, repository: Repository, asked: string | null): Promise<SigningKey> {
  const program = (await setting(repository, "gpg.ssh.program", true)) ?? "ssh-keygen";
  const key = asked ?? (await configured(repository));
  const named = asked === null ? "user.signingkey" : "--key";
  return { program, key: isLiteral(key) ? key : fileOf(host, key), fingerprint: fingerprintIn(key, await publicLine(host, key)), named };
}

/** The fingerprint of git's own signing key; null where there is none that can be read. Nothing is signed with it. */
export async function ownFingerprint(host: Host, repository: Repository): Promise<string | null> {
  try {
    return (await signingKey(host, repository, null)).fingerprint;
  } catch (error) {
    if (error instanceof Failure && error.kind === "usage") return null;
    throw error;
  }
}

async function configured(repository: Repository): Promise<string> {
  const [key, format] = [await setting(repository, "user.signingkey"), await setting(repository, "gpg.format")];
  if (key === null) throw new Failure("usage", "There is no key to sign with: git's user.signingkey is not set.", { hint: howToName });
  // Without `gpg.format ssh` it names an OpenPGP key, unless it looks like nothing but a key of ssh.
  if (format === "ssh" || isLiteral(key) || /[/\\]|\.pub$/.test(key)) return key;
  throw new Failure("usage", `git's user.signingkey, ${plainText(key)}, is no ssh key.`, { hint: howToName });
}

/** One value of the user's configuration; null where it is not set. Paths with `~` are git's to expand. */
async function setting({ user }: Repository, key: string, isPath = false): Promise<string | null> {
  const type = isPath ? ["--type=path"] : [];
  const { code, stdout } = await runGit(user, { purpose: `read its setting ${key}`, args: ["config", ...type, "--null", "--get", key], accept: [0, 1] });
  return code === 0 ? stdout.toString().replace(/\0$/, "") : null;
}

function isLiteral(key: string): boolean {
  return key.startsWith("key::") || /^(?:sk-)?(?:ssh|ecdsa)-\S+ \S/.test(key);
}

function fileOf(host: Host, key: string): string {
  const home = host.env["HOME"] ?? host.env["USERPROFILE"];
  return key.startsWith("~/") && home !== undefined ? join(home, key.slice(2)) : resolve(host.cwd, key);
}

/** The line of a `.pub` file: what is given, what stands in the file or beside it, or what the private key's file says openly. */
async function publicLine(host: Host, key: string): Promise<string> {
  if (isLiteral(key)) return key.replace(/^key::/, "");
  const file = fileOf(host, key);
  const text = await textOf(file);
  if (text === null) throw new Failure("usage", `There is no key file '${plainText(key)}'.`, { hint: howToName });
  if (!text.includes("PRIVATE KEY-----")) return firstLine(text);
  const beside = await textOf(`${file}.pub`);
  return beside === null ? openlySaid(key, text) : firstLine(beside);
}

async function textOf(file: string): Promise<string | null> {
  try {
    const there = await stat(file);
    return there.isFile() && there.size <= mostBytes ? await readFile(file, "latin1") : null;
  } catch {
    return null;
  }
}

function firstLine(text: string): string {
  return text.trim().split("\n", 1)[0] ?? "";
}

/** OpenSSH's own format keeps the public half readable, whether the private one is locked or not. */
function openlySaid(key: string, text: string): string {
  const base64 = /-----BEGIN OPENSSH PRIVATE KEY-----([A-Za-z0-9+/=\s]+)-----END/.exec(text)?.[1];
  const bytes = Buffer.from(base64 ?? "", "base64");
  try {
    let at = "openssh-key-v1\0".length;
    const next = (): Buffer => {
      const length = bytes.readUInt32BE(at);
      at += 4 + length;
      return bytes.subarray(at - length, at);
    };
    for (let skipped = 0; skipped < 3; skipped++) next();
    at += 4;
    return publicKeyFrom(next()).text;
  } catch (cause) {
    throw new Failure("usage", `'${plainText(key)}' does not say its public key.`, { cause, hint: `Write it beside it: ssh-keygen -y -f ${plainText(key)} > ${plainText(key)}.pub` });
  }
}

function fingerprintIn(key: string, line: string): string {
  const found = publicKeyOf(line);
  if (!("bad" in found)) return found.fingerprint;
  throw new Failure("usage", `The key '${plainText(key.slice(0, 100))}' ${found.bad}.`, { hint: "Sign-offs are made with ssh keys: ed25519, ecdsa, RSA of 3072 bits and more, or a hardware key (sk-)." });
}
