/**
 * The shop with a gate: a bare remote, the author's clone and a senior's, husky's hooks, a roster with four people. The story
 * that `npm start` tells and the scenario test that plays it in full both happen here.
 */
import { spawnSync } from "node:child_process";
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { devNull, tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { keyPairOf } from "../support/ssh-signer.mjs";

const at = (path) => fileURLToPath(new URL(path, import.meta.url));
const shop = at("../../fixtures/demo/shop");
const riskscore = at("../../bin/riskscore.js");
const terminal = at("../support/at-terminal.mjs");
const husky = at("../../node_modules/husky/bin.js");
export const testSigner = at("../support/ssh-signer.mjs");

/** `roles` as the policy writes them; Ben is nobody's senior. */
const people = [
  { id: "ada", name: "Ada Larsson", email: "ada@shop.example", roles: ["senior", "policy-admin"] },
  { id: "chloe", name: "Chloe Martin", email: "chloe@shop.example", roles: ["senior"] },
  { id: "dev", name: "Dev Anand", email: "dev@shop.example", roles: ["senior", "breakglass"] },
];
const author = { id: "ben", name: "Ben Okafor", email: "ben@shop.example" };

/** What a shell has while Claude Code works in it. */
export const agentEnvironment = { CLAUDECODE: "1", AI_AGENT: "claude-code_2.1.210_agent" };

const commitDate = "2026-11-20T09:00:00Z";

/**
 * `signer`: the program that signs, `ssh-keygen` or our stand-in. `policy`: changes to the shop's policy. `env`: variables that
 * everybody has. `gitConfig`: what stands in everybody's own git configuration.
 */
export function guardedShop({ signer = testSigner, policy = {}, env = {}, gitConfig = "" } = {}) {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "riskscore-demo-")));
  try {
    return worldIn(folder, { signer, policy, env, gitConfig });
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

function worldIn(folder, { signer, policy, env, gitConfig }) {
  const bin = binFolder(folder);
  const keys = join(folder, "keys");
  mkdirSync(keys);
  const actor = ({ id, name, email }, clone) => {
    const home = join(folder, `home-${id}`);
    mkdirSync(home, { recursive: true });
    const key = join(keys, id);
    const pair = keyPairOf(id);
    writeFileSync(key, pair.privateFile, { mode: 0o600 });
    writeFileSync(`${key}.pub`, `${pair.publicKey} ${id}\n`);
    writeFileSync(
      join(home, ".gitconfig"),
      `[user]\n\tname = ${name}\n\temail = ${email}\n\tsigningkey = ${JSON.stringify(key)}\n[gpg "ssh"]\n\tprogram = ${JSON.stringify(signer)}\n[commit]\n\tgpgsign = false\n[advice]\n\tdetachedHead = false\n[init]\n\tdefaultBranch = main\n${gitConfig}`,
    );
    return actorIn(join(folder, clone), { ...environment(home, bin), ...env });
  };
  const remote = join(folder, "shop.git");
  const world = {
    folder,
    terminal,
    remote: actorIn(folder, { ...environment(folder, bin), ...env }),
    author: actor(author, "ben"),
    ada: actor(people[0], "ada"),
    chloe: actor(people[1], "chloe"),
    dev: actor(people[2], "dev"),
    remove: () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }),
  };
  world.remote.git("init", "--quiet", "--bare", "--template=", "--initial-branch=main", remote);
  foundShop(world.ada, folder, remote, policyWith(policy));
  for (const one of [world.author, world.chloe, world.dev]) {
    world.remote.git("clone", "--quiet", "--template=", remote, one.path);
    one.run([process.execPath, husky]);
  }
  return world;
}

/** Ada starts the shop, its policy and its hooks, and pushes them: the one push that no policy can judge. */
function foundShop(ada, folder, remote, policy) {
  mkdirSync(ada.path);
  cpSync(join(shop, "base"), ada.path, { recursive: true });
  writeFileSync(join(ada.path, ".riskrc.json"), `${JSON.stringify(policy, null, 2)}\n`);
  writeFileSync(join(ada.path, ".gitignore"), "node_modules\n");
  ada.git("init", "--quiet", "--template=");
  mkdirSync(join(ada.path, ".husky"));
  ada.run([process.execPath, husky]);
  ada.riskscore("init", "--hooks", "--no-warm");
  ada.git("add", "--all");
  ada.git("commit", "--quiet", "--message", "The shop, its policy and its hooks");
  ada.git("remote", "add", "origin", remote);
  ada.first = ada.git("push", "--quiet", "--set-upstream", "origin", "main").stderr;
}

function policyWith(changes) {
  const critical = JSON.parse(readFileSync(join(shop, "base", ".riskrc.json"), "utf8")).critical;
  const roster = people.map(({ id, roles, email }) => ({ id, roles, scopes: ["**"], emails: [email], keys: [{ key: keyPairOf(id).publicKey }] }));
  return { repo: "shop.example/corner-shop", critical, roster: { people: roster }, ...changes };
}

/** `riskscore` and `node` on the PATH, as an installed package has them. */
function binFolder(folder) {
  const bin = join(folder, "bin");
  mkdirSync(bin);
  writeFileSync(join(bin, "riskscore"), `#!/bin/sh\nexec "${process.execPath}" "${riskscore}" "$@"\n`);
  chmodSync(join(bin, "riskscore"), 0o755);
  return bin;
}

/** Nothing of the caller's: whoever runs the demo may do so from inside a coding agent, whose environment would count. */
function environment(home, bin) {
  const kept = ["SystemRoot", "ComSpec", "PATHEXT", "TMPDIR", "TEMP", "TMP"].flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]]));
  // One date for every commit: the same story has the same commits on every machine.
  const dates = { GIT_AUTHOR_DATE: commitDate, GIT_COMMITTER_DATE: commitDate };
  return { ...Object.fromEntries(kept), ...dates, PATH: [bin, process.env.PATH].join(delimiter), HOME: home, USERPROFILE: home, LC_ALL: "C.UTF-8", TZ: "UTC", NO_COLOR: "1", GIT_CONFIG_SYSTEM: devNull };
}

function actorIn(path, env) {
  const tried = (words, extra = {}) => {
    const [program, ...args] = words;
    const { status, stdout, stderr, error } = spawnSync(program, args, { cwd: path, env: { ...env, ...extra }, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"], maxBuffer: 1 << 26 });
    if (error) throw error;
    return { code: status, stdout, stderr };
  };
  const run = (words, extra) => {
    const ran = tried(words, extra);
    if (ran.code !== 0) throw new Error(`${words.join(" ")} exited with ${ran.code}:\n${ran.stdout}${ran.stderr}`);
    return ran;
  };
  return {
    path,
    env,
    /** The same person in another folder. */
    at: (folder) => actorIn(folder, env),
    /** Runs to the end, whatever the exit code. */
    tried,
    /** Throws when it fails. */
    run,
    git: (...args) => run(["git", "-C", path, ...args]),
    riskscore: (...args) => run([process.execPath, riskscore, ...args]),
    triedRiskscore: (...args) => tried([process.execPath, riskscore, ...args]),
    /** As a person at a terminal who types these lines. */
    atTerminal: (lines, ...args) => tried([process.execPath, terminal, JSON.stringify(lines), ...args]),
    write: (file, text) => writeFileSync(join(path, file), text),
    read: (file) => readFileSync(join(path, file), "utf8"),
  };
}

/** The change the story is about: a new way to round half cents, which checkout feels. */
export function roundToEven(actor) {
  cpSync(join(shop, "head"), actor.path, { recursive: true });
  actor.git("add", "--all");
}
