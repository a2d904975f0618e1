import { Failure } from "../failure.ts";
import type { Host } from "../host.ts";

/** What the signing program's own words mean, the first that fits; the words are OpenSSH's, under `LC_ALL=C`. */
const meanings: readonly { readonly says: RegExp; readonly kind: "usage" | "io"; readonly because: string; readonly hint: string }[] = [
  { says: /incorrect passphrase/i, kind: "io", because: "its passphrase is missing or wrong", hint: "Type it when asked on a terminal, or load the key with `ssh-add`." },
  { says: /agent refused operation/i, kind: "io", because: "the ssh agent refused: it is locked, or the request was not confirmed", hint: "Unlock it with `ssh-add -X`, confirm when it asks, or name a key file with --key." },
  { says: /device not found|no device|fido|security key/i, kind: "io", because: "the security key was not found, or not touched in time", hint: "Plug it in, and touch it when it blinks." },
  { says: /cancel/i, kind: "io", because: "it was cancelled", hint: "Nothing was written; run the command again to sign." },
  { says: /too open/i, kind: "usage", because: "others can read its file", hint: "Run `chmod 600` on it." },
  { says: /permission denied/i, kind: "usage", because: "its file cannot be read", hint: "Look at the file's owner and mode." },
  // A locked agent answers as an empty one does.
  { says: /agent socket|connect to (?:the )?agent|communication with agent|no private key found|has no identities/i, kind: "io", because: "its private half is in no file beside it and in no ssh agent that runs unlocked", hint: "Load it with `ssh-add`, unlock the agent with `ssh-add -X`, or name the private key's file with --key." },
  { says: /invalid format|error in libcrypto|couldn't load|load .*key|is not a (?:public|private) key|unknown key|no such identity/i, kind: "usage", because: "it is no key that signs", hint: "Name a private key's file, or the .pub file of a key that your agent holds." },
];

/** The Failure for a key that is no file. */
export function keyMissing(key: string): Failure {
  if (key.trim() === "") return new Failure("usage", "No signing key is named.", { hint: "Name one with --key, or once for all: git config --global user.signingkey ~/.ssh/id_ed25519.pub" });
  return new Failure("usage", `There is no key file ${shown(key)}.`, { hint: "Name a private key's file, the .pub file of a key that your agent holds, or 'key::ssh-ed25519 AAAA…'." });
}

/** The Failure for a program that could not be started, or was stopped with us. */
export function notStarted(host: Host, program: string, error: Error & { code?: string }): Failure {
  if (host.signal.aborted) return interrupted(host);
  if (error.code !== "ENOENT") return new Failure("usage", `${shown(program)} could not be started: ${error.message}`, { cause: error });
  const hint = program === "ssh-keygen" ? "Install OpenSSH 8.2 or newer, or name another signer: git config gpg.ssh.program PROGRAM" : "It is what git config gpg.ssh.program names: correct it, or unset it to use ssh-keygen.";
  return new Failure("usage", `The signing program ${shown(program)} was not found.`, { cause: error, hint });
}

/** The Failure for a program that ended without signing. */
export function notSigned(host: Host, signer: { readonly program: string; readonly key: string }, stderr: string, ended: NodeJS.Signals | null): Failure {
  if (host.signal.aborted) return interrupted(host);
  const cause = new Error(stderr.trim() || `ended by ${ended ?? "itself"}`);
  if (ended !== null) return new Failure("io", `${shown(signer.program)} was stopped by ${ended} before it had signed.`, { cause });
  const meaning = meanings.find(({ says }) => says.test(stderr));
  if (meaning !== undefined) return new Failure(meaning.kind, `The key ${shown(signer.key)} did not sign: ${meaning.because}.`, { cause, hint: meaning.hint });
  const line = stderr.split("\n").map((text) => text.trim()).findLast((text) => text !== "" && !/^Signing (?:file|data) /.test(text));
  return new Failure("io", `${shown(signer.program)} did not sign with ${shown(signer.key)}: ${shown(line ?? "it gave no reason")}`, { cause });
}

/** The Failure for a program that ended well and left no signature. */
export function unusable(program: string, cause: unknown): Failure {
  return new Failure("io", `${shown(program)} left nothing that is an SSH signature.`, { cause, hint: "Unset git config gpg.ssh.program to sign with ssh-keygen." });
}

function interrupted(host: Host): Failure {
  return new Failure("interrupted", `Interrupted by ${String(host.signal.reason)}.`, { cause: host.signal.reason });
}

/** Short, and nothing that a terminal would obey. */
function shown(text: string): string {
  return text.slice(0, 200).replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (char) => `\\u{${char.codePointAt(0)?.toString(16) ?? ""}}`);
}
