/** A small repository in which the right answer is STOP, three times over: nobody signed; somebody signed and another vetoed; a harmless ref beside the bad one. */
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { guardedShop, roundToEven } from "../demo/guarded-shop.mjs";

const zeros = "0".repeat(40);

/** `situations`: folders to copy, each a clone of the same remote; `commands`: what has to exit with 1 in them. */
export function stoppedWorld() {
  const shop = guardedShop({ policy: { mode: "enforce", landing: { protected: ["refs/heads/main", "refs/heads/release/*"], base: "refs/heads/main" } } });
  const { author, chloe, ada } = shop;
  author.git("checkout", "--quiet", "-b", "topic");
  roundToEven(author);
  author.git("-c", "core.hooksPath=/dev/null", "commit", "--quiet", "--message", "Round halves to even\n\nCo-authored-by: Claude <noreply@anthropic.com>");
  const server = (name) => {
    const to = snapshotOf(shop.folder, remotePath(shop), name);
    // As in a hook: the objects are there, and no ref.
    author.run(["git", "-C", to, "fetch", "--quiet", author.path, "topic"]);
    return to;
  };
  const unsigned = snapshotOf(shop.folder, author.path, "unsigned");
  const serverUnsigned = server("server, unsigned");
  const asked = author.riskscore("signoff", "request", "--reason", "Finance asked for it").stdout;
  const digest = /\b([0-9a-f]{12})/.exec(asked)[1];
  mustEnd(chloe.atTerminal(["Checked with finance.", "high"], "signoff", digest));
  mustEnd(ada.atTerminal(["Not before the audit.", "reject"], "signoff", digest, "--reject"));
  author.git("fetch", "--quiet", "origin", "+refs/riskscore/signoffs/*:refs/riskscore/signoffs/*");
  const vetoed = snapshotOf(shop.folder, author.path, "vetoed");
  const serverVetoed = server("server, vetoed");
  const head = author.git("rev-parse", "HEAD").stdout.trim();
  const base = author.git("rev-parse", "origin/main").stdout.trim();
  return { remove: shop.remove, env: author.env, remote: remotePath(shop), folder: shop.folder, situations: { unsigned, vetoed, "server, unsigned": serverUnsigned, "server, vetoed": serverVetoed }, commands: commandsFor(head, base, remotePath(shop)) };
}

function remotePath({ folder }) {
  return join(folder, "shop.git");
}

function mustEnd({ code, stdout, stderr }) {
  if (code !== 0) throw new Error(`the world could not be made:\n${stdout}${stderr}`);
}

function snapshotOf(folder, from, name) {
  const to = join(folder, `situation-${name}`);
  cpSync(from, to, { recursive: true, filter: (path) => !/\.git\/riskscore(?:-audit|-server)?$/.test(path) });
  return to;
}

/** Every way to be judged. `in`: the situations whose right answer is 1. */
function commandsFor(head, base, remote) {
  const line = (localRef, local, remoteRef, old) => `${localRef} ${local} ${remoteRef} ${old}\n`;
  const everywhere = ["unsigned", "vetoed"];
  return [
    { name: "hook pre-push, a new branch", args: ["hook", "pre-push", "origin", remote], stdin: line("refs/heads/topic", head, "refs/heads/topic", zeros), in: everywhere },
    { name: "hook pre-push, onto main", args: ["hook", "pre-push", "origin", remote], stdin: line("HEAD", head, "refs/heads/main", base), in: everywhere },
    { name: "hook pre-push, two refs", args: ["hook", "pre-push", "origin", remote], stdin: line("refs/heads/calm", base, "refs/heads/calm", zeros) + line("refs/heads/topic", head, "refs/heads/topic", zeros), in: everywhere },
    { name: "diff --exit-code", args: ["diff", "--exit-code", "--base", "origin/main", "--head", "HEAD"], in: everywhere },
    { name: "diff --exit-code --json", args: ["diff", "--exit-code", "--json", "--base", base, "--head", head], in: everywhere },
    { name: "hook pre-receive", args: ["hook", "pre-receive"], stdin: `${base} ${head} refs/heads/main\n`, in: ["server, unsigned", "server, vetoed"] },
    { name: "hook pre-receive, a new branch", args: ["hook", "pre-receive"], stdin: `${zeros} ${head} refs/heads/release/1\n`, in: ["server, unsigned", "server, vetoed"] },
    { name: "gate", args: ["gate", "--base", base, "--head", head, "--ref", "refs/heads/main"], in: everywhere },
  ];
}

function gitDirOf(path) {
  return existsSync(join(path, ".git")) ? join(path, ".git") : path;
}

/** A copy of a situation that a run may break; its remote, too, when asked for. */
export function copyOf(world, situation, { withRemote = false } = {}) {
  const folder = mkdtempSync(join(tmpdir(), "riskscore-fault-"));
  const path = join(folder, "clone");
  cpSync(world.situations[situation], path, { recursive: true });
  let remote = world.remote;
  if (withRemote) {
    remote = join(folder, "shop.git");
    cpSync(world.remote, remote, { recursive: true });
    const config = join(gitDirOf(path), "config");
    writeFileSync(config, readFileSync(config, "utf8").replaceAll(world.remote, remote));
  }
  return { folder, path, gitDir: gitDirOf(path), remote, remove: () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }) };
}
