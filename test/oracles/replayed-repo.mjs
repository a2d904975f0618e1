/**
 * A scratch clone of somebody's repository in which its landed commits can be pushed once more, under a policy of ours:
 * objects are shared, refs and configuration are not, and nothing of the caller's environment reaches git or riskscore.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { devNull, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { keyPairOf } from "../support/ssh-signer.mjs";

const at = (path) => fileURLToPath(new URL(path, import.meta.url));
const riskscore = at("../../bin/riskscore.js");
const terminal = at("../support/at-terminal.mjs");
const signer = at("../support/ssh-signer.mjs");
const policyFile = ".riskrc.json";
const seniors = ["ada", "chloe"];

/** `proposeAt`: the commit whose tree `riskscore init` reads for the policy; null for a policy that names nothing critical. */
export function replayedRepo(path, proposeAt) {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "riskscore-replay-")));
  try {
    const repo = repoIn(folder, path);
    return { ...repo, ...repo.policy(proposeAt), remove: () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }) };
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

function repoIn(folder, path) {
  const [clone, origin] = [join(folder, "clone"), join(folder, "origin.git")];
  const kept = ["SystemRoot", "TMPDIR", "TEMP", "TMP"].flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]]));
  const env = { ...Object.fromEntries(kept), PATH: process.env.PATH, HOME: folder, USERPROFILE: folder, LC_ALL: "C.UTF-8", TZ: "UTC", NO_COLOR: "1", GIT_CONFIG_SYSTEM: devNull };
  const tried = (words, { input = "", extra = {}, cwd = clone } = {}) => {
    const from = performance.now();
    const { status, stdout, stderr, error } = spawnSync(words[0], words.slice(1), { cwd, env: { ...env, ...extra }, input, maxBuffer: 1 << 30 });
    if (error) throw error;
    return { code: status, bytes: stdout, stdout: stdout.toString(), stderr: stderr.toString(), ms: performance.now() - from };
  };
  const run = (words, options) => {
    const ran = tried(words, options);
    if (ran.code !== 0) throw new Error(`${words.join(" ")} exited with ${ran.code}:\n${ran.stdout}${ran.stderr}`);
    return ran;
  };
  const git = (args, options) => run(["git", ...args], options).stdout.trim();
  const ours = (args, options) => tried([process.execPath, riskscore, ...args], options);

  mkdirSync(clone);
  const branch = git(["-C", path, "symbolic-ref", "HEAD"], { cwd: folder });
  for (const to of [origin, clone]) git(["clone", "--quiet", "--shared", "--template=", ...(to === origin ? ["--bare"] : ["--no-checkout"]), path, to], { cwd: folder });
  git(["remote", "set-url", "origin", origin]);
  git(["symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/main"]);
  for (const name of seniors) {
    const pair = keyPairOf(name);
    writeFileSync(join(folder, name), pair.privateFile, { mode: 0o600 });
    writeFileSync(join(folder, `${name}.pub`), `${pair.publicKey} ${name}\n`);
  }
  writeFileSync(join(folder, ".gitconfig"), `[user]\n\tname = Somebody\n\temail = somebody@replay.example\n[gpg "ssh"]\n\tprogram = ${JSON.stringify(signer)}\n`);

  const index = { GIT_INDEX_FILE: join(folder, "index") };
  /** The tree with these files in it: text, or a function of the bytes that are there. */
  const treeWith = (tree, files) => {
    git(["read-tree", tree], { extra: index });
    for (const [file, content] of Object.entries(files)) {
      const blob = git(["hash-object", "-w", "--stdin"], { input: typeof content === "string" ? content : content(run(["git", "cat-file", "blob", `${tree}:${file}`]).bytes) });
      git(["update-index", "--add", "--cacheinfo", `100644,${blob},${file}`], { extra: index });
    }
    return git(["write-tree"], { extra: index });
  };
  const writeCommit = (raw) => git(["hash-object", "-t", "commit", "-w", "--stdin"], { input: raw });

  const read = (oids) => {
    const { bytes } = run(["git", "cat-file", "--batch"], { cwd: path, input: oids.map((oid) => `${oid}\n`).join("") });
    const found = [];
    for (let from = 0; from < bytes.length; ) {
      const end = bytes.indexOf(10, from);
      const [oid, , size] = bytes.toString("latin1", from, end).split(" ");
      found.push({ oid, raw: bytes.subarray(end + 1, end + 1 + Number(size)) });
      from = end + 2 + Number(size);
    }
    return found;
  };
  const lines = (...args) => git(args, { cwd: path }).split("\n").filter(Boolean);
  /** First-parent steps of the branch, newest first: what landed. */
  const landed = (since, until) => read(lines("rev-list", "--first-parent", `--since=${since}`, `--until=${until}`, branch)).flatMap((one) => {
    const [parent, ...merged] = parentsOf(one.raw);
    return parent === undefined ? [] : [{ ...one, parent, merged, range: [one] }];
  });
  /** Tips of pull requests, newest first, whether they landed or not: what was pushed as a branch. */
  const pulls = (since, until) => {
    const [from, to] = [since, until].map((date) => Date.parse(date) / 1000);
    const tips = lines("for-each-ref", "--sort=-committerdate", "--format=%(committerdate:unix) %(objectname) %(refname)", "refs/pull").map((line) => line.split(" "));
    const wanted = tips.filter(([date, , ref]) => ref.endsWith("/head") && Number(date) >= from && Number(date) < to);
    return read([...new Set(wanted.map(([, oid]) => oid))]);
  };
  /** With all that a pull request brings; null where it brings nothing, or has no history in common with the branch. */
  const withRange = (tip) => {
    const parent = tried(["git", "merge-base", branch, tip.oid], { cwd: path }).stdout.trim();
    if (parent === "" || parent === tip.oid) return null;
    return { ...tip, parent, merged: [tip.oid], range: read(lines("rev-list", `${parent}..${tip.oid}`)) };
  };

  /** Whether every file that differs is here: a stored copy of a repository may lack its largest ones, as a partial clone does. */
  const whole = ({ oid, parent }) => {
    const differing = run(["git", "diff-tree", "-r", "-z", "--raw", "--no-abbrev", parent, oid], { cwd: path }).bytes.toString("latin1").split("\0").filter((part) => part.startsWith(":"));
    const oids = differing.flatMap((part) => {
      const [oldMode, newMode, oldOid, newOid] = part.slice(1).split(" ");
      return [[oldMode, oldOid], [newMode, newOid]].flatMap(([mode, one]) => (mode === "000000" || mode === "160000" ? [] : [one]));
    });
    const { stdout } = run(["git", "cat-file", "--batch-check"], { cwd: path, input: oids.map((one) => `${one}\n`).join("") });
    return !stdout.includes(" missing");
  };

  /** Written by `init`, with a roster of two who touched none of this; one commit upon the parent brings it. */
  const policy = (proposeAt) => {
    const critical = proposeAt === null ? [] : proposed(proposeAt);
    const people = seniors.map((id) => ({ id, roles: id === "ada" ? ["senior", "policy-admin"] : ["senior"], scopes: ["**"], emails: [`${id}@replay.example`], keys: [{ key: keyPairOf(id).publicKey }] }));
    const text = `${JSON.stringify({ repo: "replay.example/repo", mode: "enforce", critical, roster: { people } }, null, 2)}\n`;
    return { critical, ...steps(text) };
  };
  const proposed = (commit) => {
    git(["update-ref", "--no-deref", "HEAD", commit]);
    git(["read-tree", commit]);
    const ran = ours(["init", "--yes", "--json"]);
    if (ran.code !== 0) throw new Error(`init exited with ${ran.code}: ${ran.stderr}`);
    const { critical } = JSON.parse(readFileSync(join(clone, policyFile), "utf8"));
    rmSync(join(clone, policyFile));
    return critical;
  };

  const steps = (text) => ({
    /** Base and commit, both with the policy; message, author and committer byte by byte. */
    replay: ({ oid, raw, parent, merged }) => {
      const base = writeCommit(commitText({ tree: treeWith(`${parent}^{tree}`, { [policyFile]: text }), parents: [parent], raw: run(["git", "cat-file", "commit", parent]).bytes }));
      return { base, merged, raw, head: writeCommit(commitText({ tree: treeWith(`${oid}^{tree}`, { [policyFile]: text }), parents: [base, ...merged], raw })) };
    },
    /** The same change upon a base that gained a file of somebody else's. */
    rebased: ({ base, head, merged, raw }) => {
      const other = { "riskscore-replay-other.txt": "Somebody else's.\n" };
      const newBase = writeCommit(commitText({ tree: treeWith(`${base}^{tree}`, other), parents: [base], raw }));
      return { base: newBase, merged, raw, head: writeCommit(commitText({ tree: treeWith(`${head}^{tree}`, other), parents: [newBase, ...merged], raw })) };
    },
    /** One byte more in this file. */
    edited: ({ base, head, merged, raw }, file) => {
      const tree = treeWith(`${head}^{tree}`, { [file]: (bytes) => Buffer.concat([bytes, Buffer.from("\n")]) });
      return { base, merged, raw, head: writeCommit(commitText({ tree, parents: [base, ...merged], raw })) };
    },
  });

  /** What the hook says of `base → head`, pushed to main or as a new branch. Refs stand as they would before that push. */
  const push = ({ base, head }, to, ...words) => {
    git(["update-ref", "refs/remotes/origin/main", base]);
    git(["update-ref", "--no-deref", "HEAD", head]);
    return ours(["hook", "pre-push", ...words, "origin", origin], { input: `${to} ${head} ${to} ${to === "refs/heads/main" ? base : "0".repeat(base.length)}\n` });
  };
  const signAs = (name, { base, head }, band) => tried([process.execPath, terminal, JSON.stringify(["Looked at, line by line.", band]), "signoff", `${base}..${head}`, "--key", join(folder, name)]);
  return { clone, landed, pulls, withRange, whole, policy, push, signAs, git, riskscore: ours, seniors };
}

function headers(raw) {
  return raw.subarray(0, raw.indexOf("\n\n")).toString("latin1").split("\n");
}

function parentsOf(raw) {
  return headers(raw).filter((line) => line.startsWith("parent ")).map((line) => line.slice("parent ".length));
}

/** Everything but tree, parents and signature as it was. */
function commitText({ tree, parents, raw }) {
  const end = raw.indexOf("\n\n");
  const lines = raw.subarray(0, end).toString("latin1").split("\n");
  const rest = [];
  let dropping = false;
  for (const line of lines) {
    if (!line.startsWith(" ")) dropping = /^(?:tree|parent|gpgsig|gpgsig-sha256|mergetag) /.test(line);
    if (!dropping) rest.push(line);
  }
  const head = [`tree ${tree}`, ...parents.map((parent) => `parent ${parent}`), ...rest].join("\n");
  return Buffer.concat([Buffer.from(head, "latin1"), raw.subarray(end)]);
}
