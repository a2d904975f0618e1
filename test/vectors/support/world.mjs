/** A bare server and one clone of it, with the shop and its policy on `main`: what each vector begins with, copied from a template. */
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { devNull, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { writeCommit, writeObject, writeTree, writeTrees } from "./objects.mjs";
import { changeDigest, idOf, recordOf, refOf, statementOf } from "./record.mjs";
import { run } from "./run.mjs";
import { byAgent, otherSum, people, policy, policyText, shop } from "./shop.mjs";

export const testSigner = fileURLToPath(new URL("../../support/ssh-signer.mjs", import.meta.url));
const identity = (id) => `${id} <${id}@shop.example>`;

/** Git's ids and trees in memory, so that a vector can say "main, but with this file". */
export class World {
  /** `tool`: the words that start the implementation under test. `at`: where it is asked. */
  constructor(folder, { tool, at, hash = "sha1", snapshots = new Map(), digests }) {
    Object.assign(this, { folder, tool, at, hash, digests });
    this.work = join(folder, "work");
    this.server = join(folder, "server.git");
    this.home = join(folder, "home");
    this.snapshots = new Map(snapshots);
    /** Whether records are found on the server already; else they are in the clone. */
    this.keepsOnServer = at === "pre-receive";
    this.policyText = policyText(policy());
    this.env = { PATH: process.env.PATH, HOME: this.home, USERPROFILE: this.home, TMPDIR: process.env.TMPDIR ?? tmpdir(), LC_ALL: "C.UTF-8", TZ: "UTC", NO_COLOR: "1", GIT_CONFIG_SYSTEM: devNull };
  }

  /** In the clone; throws when it fails. */
  async git(...args) {
    const ran = await this.tried("git", ...args);
    if (ran.code !== 0) throw new Error(`git ${args.join(" ")} exited with ${ran.code}: ${ran.stderr}`);
    return ran.stdout.trim();
  }

  /** In the clone, whatever the exit code. */
  tried(...words) {
    return run(words, { cwd: this.work, env: this.env });
  }

  /** On the server; throws when it fails. */
  async atServer(...args) {
    const ran = await run(["git", ...args], { cwd: this.server, env: this.env });
    if (ran.code !== 0) throw new Error(`git ${args.join(" ")} on the server exited with ${ran.code}: ${ran.stderr}`);
    return ran.stdout.trim();
  }

  blob(bytes) {
    return writeObject(join(this.work, ".git"), "blob", Buffer.from(bytes), this.hash);
  }

  tree(entries) {
    return writeTree(join(this.work, ".git"), entries, this.hash);
  }

  /** The files of a commit that was made here: path → `{ mode, oid, bytes }`. */
  files(commit) {
    return this.snapshots.get(commit);
  }

  /**
   * A commit on `on` (default: main) with these files changed: text, null to delete, or `{ mode, text | oid }`. `tree` stands in for all of
   * it; `from` is the commit whose files are taken. No ref moves.
   */
  commit(files = {}, { on = [this.main], from = on[0], by = "ben", author = identity(by), committer = author, message = byAgent, headers, tree, at } = {}) {
    const after = new Map(from === undefined || from === null ? [] : this.files(from));
    for (const [path, content] of Object.entries(files)) {
      if (content === null) after.delete(path);
      else {
        const { mode = "100644", text = "", oid } = typeof content === "string" || Buffer.isBuffer(content) ? { text: content } : content;
        after.set(path, { mode, oid: oid ?? this.blob(text), bytes: Buffer.from(text) });
      }
    }
    const gitDir = join(this.work, ".git");
    const oid = writeCommit(gitDir, { tree: tree ?? writeTrees(gitDir, after, this.hash), parents: on.filter((one) => one !== null), author, committer, message, headers, at }, this.hash);
    this.snapshots.set(oid, after);
    return oid;
  }

  /** Points a ref of the clone at an id, without git. */
  ref(name, oid) {
    write(join(this.work, ".git", name), `${oid}\n`);
    return oid;
  }

  /** Puts all objects made so far on the server, and points a ref there at one of them: nobody judged it. */
  plant(name, oid) {
    cpSync(join(this.work, ".git", "objects"), join(this.server, "objects"), { recursive: true, force: false });
    write(join(this.server, name), `${oid}\n`);
    return oid;
  }

  /** Moves main on the server, and lets the clone know, as a fetch would. */
  land(oid) {
    this.main = oid;
    this.plant("refs/heads/main", oid);
    this.ref("refs/remotes/origin/main", oid);
    return this.ref("refs/heads/main", oid);
  }

  /** Begins anew: main is one commit that holds the shop, `files`, and this policy (an object, a text, or null for none). */
  begin(written = policy(), files = {}) {
    const text = written === null ? null : typeof written === "string" ? written : policyText(written);
    this.policyText = text;
    return this.land(this.commit({ ...shop, ".riskrc.json": text, ...files }, { on: [], from: null, by: "pat", message: "The shop and its policy\n" }));
  }

  /** The same shop in repositories whose ids are SHA-256. */
  async sha256() {
    for (const path of [join(this.work, ".git"), this.server]) rmSync(path, { recursive: true, force: true });
    await run(["git", "init", "--quiet", "--template=", "--object-format=sha256", "--initial-branch=main", this.work], { env: this.env });
    await run(["git", "init", "--quiet", "--bare", "--template=", "--object-format=sha256", "--initial-branch=main", this.server], { env: this.env });
    this.hash = "sha256";
    configure(this);
    return this.begin();
  }

  config(...lines) {
    write(join(this.work, ".git", "config"), `${this.configText}${lines.join("\n")}\n`);
  }

  digestOf(head, base = this.main) {
    return changeDigest(base === null ? new Map() : this.files(base), this.files(head));
  }

  /** A statement by `by` for `head` that says everything right. */
  async statement(by, head, { base, role, ...more } = {}) {
    const { digest, files } = this.digestOf(head, base);
    return statementOf({ by, role, digest, files, policyDigest: await this.digests(this.policyText), more });
  }

  /** Signs it and keeps the record where it is looked for: on the server, or in the clone. `how` is `recordOf`'s. */
  async sign(by, head, more = {}, how = {}) {
    return this.keep(recordOf(await this.statement(by, head, more), how), more.under ?? this.digestOf(head, more.base).digest);
  }

  /** Keeps a record under the ref its bytes give, or another. */
  keep({ payload, signature }, digest, ref = refOf(digest, payload)) {
    const gitDir = join(this.work, ".git");
    const entry = (name, bytes) => ({ mode: "100644", name, oid: writeObject(gitDir, "blob", bytes, this.hash) });
    const tree = writeTree(gitDir, [entry("payload.json", payload), entry("sig-0.sshsig", signature)], this.hash);
    const commit = writeCommit(gitDir, { tree, parents: [], author: "riskscore <>", committer: "riskscore <>", message: "A sign-off\n" }, this.hash);
    if (this.keepsOnServer) this.plant(ref, commit);
    else this.ref(ref, commit);
    return { ref, commit, id: idOf(payload), payload, signature };
  }

  /** A key pair's private file in the clone, as `user.signingkey` wants it; the program that signs with it beside. */
  signsAs(id, privateFile, publicKey) {
    const key = join(this.home, id);
    write(key, privateFile);
    chmodSync(key, 0o600);
    write(`${key}.pub`, `${publicKey} ${id}\n`);
    write(join(this.home, ".gitconfig"), `[user]\n\tname = ${id}\n\temail = ${id}@shop.example\n\tsigningkey = ${JSON.stringify(key)}\n[gpg "ssh"]\n\tprogram = ${JSON.stringify(testSigner)}\n`);
  }

  remove() {
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

export function write(path, content) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
}

/** The empty repositories and the shop in them, and a cache that knows its files: made once, copied for every vector. */
export async function template(tool, warm) {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "riskscore-vectors-")));
  const world = new World(join(folder, "template"), { tool, digests: async () => "" });
  mkdirSync(world.home, { recursive: true });
  await run(["git", "init", "--quiet", "--template=", "--initial-branch=main", world.work], { env: world.env });
  await run(["git", "init", "--quiet", "--bare", "--template=", "--initial-branch=main", world.server], { env: world.env });
  configure(world);
  world.begin();
  await warm(world);
  const digests = new Map();
  let copies = 0;
  return {
    /** A world of its own. `at`: where the tool is asked. */
    copy(at) {
      const copy = new World(join(folder, `${++copies}`), { tool, at, snapshots: world.snapshots, digests: (text) => digestOf(text) });
      cpSync(world.folder, copy.folder, { recursive: true });
      copy.main = world.main;
      configure(copy);
      return copy;
    },
    remove: () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }),
  };

  /** What the tool calls this policy: a statement has to name it. Asked once a policy. */
  function digestOf(text) {
    if (!digests.has(text)) digests.set(text, askedDigest(text));
    return digests.get(text);
  }

  async function askedDigest(text) {
    const asked = new World(join(folder, `digest-${digests.size}`), { tool, snapshots: world.snapshots, digests: async () => "" });
    cpSync(world.folder, asked.folder, { recursive: true });
    configure(asked);
    const base = asked.begin(text);
    const ran = await asked.tried(...tool, "diff", "--json", `${base}..${asked.commit({ "docs/readme.md": "# A shop\n" }, { on: [base], message: "Docs\n" })}`);
    const digest = JSON.parse(ran.stdout).policy?.digest;
    if (digest === undefined) throw new Error(`the tool names no digest of the policy: ${ran.stdout}${ran.stderr}`);
    return digest;
  }
}

function configure(world) {
  const format = world.hash === "sha256" ? "1\n[extensions]\n\tobjectFormat = sha256\n[core]" : "0";
  world.configText = `[core]\n\trepositoryformatversion = ${format}\n\tbare = false\n[remote "origin"]\n\turl = ${world.server}\n\tfetch = +refs/heads/*:refs/remotes/origin/*\n[gc]\n\tauto = 0\n`;
  world.config();
  write(join(world.work, ".git", "refs/remotes/origin/HEAD"), "ref: refs/remotes/origin/main\n");
  if (!existsSync(join(world.home, ".gitconfig"))) write(join(world.home, ".gitconfig"), "[user]\n\tname = ben\n\temail = ben@shop.example\n");
}

/** The change most vectors are about: an agent's edit of what the till rests on. */
export const agentsEdit = (world, more = {}) => world.commit({ "src/sum.ts": otherSum }, more);
export { byAgent, people, policy, policyText };
