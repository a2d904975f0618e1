import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, isAbsolute, join, resolve } from "node:path";
import { Failure } from "../failure.ts";
import type { Host } from "../host.ts";
import { unarmored } from "./armor.ts";
import { keyMissing, notSigned, notStarted, unusable } from "./sign-failure.ts";

/** What signs, and with which key. */
export interface Signer {
  /** `ssh-keygen`, or what stands in for it: git's `gpg.ssh.program`. */
  readonly program: string;
  /** As git's `user.signingkey`: a private key's file, a `.pub` file whose key an agent holds, `key::ssh-…` or `ssh-…` itself. */
  readonly key: string;
}

/**
 * The armored SSHSIG that `<program> -Y sign` makes over `message`. Prompts reach the terminal. Nothing is left behind.
 * Failures: `usage` (no such key, no key, no such program), `io` (agent or person said no), `interrupted`.
 */
export async function signWith(host: Host, signer: Signer, message: Uint8Array, namespace: string): Promise<Uint8Array> {
  const folder = newFolder();
  const clear = (): void => rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  // An interrupted process may be gone before the promise below has settled.
  host.signal.addEventListener("abort", clear, { once: true });
  try {
    const key = keyFile(host, signer.key, folder);
    const file = join(folder, "statement");
    writeFileSync(file, message, { mode: 0o600 });
    if (isHardware(key)) host.stderr.write("Touch the security key when it blinks.\n");
    await run(host, signer, ["-Y", "sign", "-n", namespace, "-f", key, file]);
    return signatureIn(`${file}.sig`, signer.program);
  } finally {
    host.signal.removeEventListener("abort", clear);
    clear();
  }
}

function newFolder(): string {
  try {
    return mkdtempSync(join(tmpdir(), "riskscore-sign-"));
  } catch (cause) {
    throw new Failure("io", `Nothing can be written to the temporary folder ${tmpdir()}.`, { cause, hint: "Name another folder with TMPDIR." });
  }
}

/** A literal public key goes to a file of its own: the agent that holds its other half is found by it. */
function keyFile(host: Host, key: string, folder: string): string {
  const literal = /^key::(.*)$/s.exec(key)?.[1] ?? (/^(?:ssh|ecdsa|sk)-[a-z0-9@.-]+ /.test(key) ? key : null);
  if (literal !== null) {
    const file = join(folder, "key.pub");
    writeFileSync(file, `${literal.trim()}\n`, { mode: 0o600 });
    return file;
  }
  const home = host.env["HOME"] ?? host.env["USERPROFILE"];
  const path = key.startsWith("~/") && home !== undefined ? join(home, key.slice(2)) : resolve(host.cwd, key);
  if (key.trim() === "" || statSync(path, { throwIfNoEntry: false })?.isFile() !== true) throw keyMissing(key);
  return path;
}

/** Hardware keys wait for a touch, which ssh-keygen says only when its own stderr is a terminal. */
function isHardware(key: string): boolean {
  for (const file of [key, `${key}.pub`]) {
    try {
      if (readFileSync(file, "latin1").startsWith("sk-")) return true;
    } catch {
      // Not there, not readable: only a notice depends on it.
    }
  }
  return false;
}

/** Stdin is handed on: ssh-keygen asks for a passphrase only where that is a terminal. Its chatter is kept for the failure. */
function run(host: Host, { program, key }: Signer, args: readonly string[]): Promise<void> {
  return new Promise((done, failed) => {
    const child = started(host, program, args, (error) => failed(notStarted(host, program, error)));
    const said: Buffer[] = [];
    child?.stderr?.on("data", (chunk: Buffer) => said.push(chunk));
    child?.on("error", (error) => failed(notStarted(host, program, error)));
    child?.on("close", (code, signal) => {
      if (code === 0) done();
      else failed(notSigned(host, { program, key }, Buffer.concat(said).toString(), signal));
    });
  });
}

function started(host: Host, program: string, args: readonly string[], failed: (error: Error) => void): ChildProcess | null {
  try {
    const env = { ...host.env, PATH: absolutePath(host), LC_ALL: "C" };
    return spawn(program, args, { cwd: host.cwd, env, signal: host.signal, stdio: ["inherit", "ignore", "pipe"], windowsHide: true });
  } catch (error) {
    failed(error as Error);
    return null;
  }
}

/** Hook managers put a relative `node_modules/.bin` first: an `ssh-keygen` in there would belong to the change that is signed. */
function absolutePath(host: Host): string {
  const path = host.env["PATH"] ?? host.env["Path"] ?? "";
  return path.split(delimiter).filter(isAbsolute).join(delimiter);
}

function signatureIn(file: string, program: string): Uint8Array {
  try {
    const bytes = readFileSync(file);
    unarmored(bytes);
    return bytes;
  } catch (cause) {
    throw unusable(program, cause);
  }
}
