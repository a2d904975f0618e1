/** Where an implementation is asked, and how its answer is read. Each place: `(world, asked) → { exit, rule, reasons, landed }`. */
import { chmodSync, existsSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { run } from "./run.mjs";
import { write } from "./world.mjs";

const terminal = fileURLToPath(new URL("terminal.mjs", import.meta.url));

export const places = {
  /** A real push: the tool is the clone's hook, the server takes everything. */
  "pre-push": (world, asked) => pushed(world, asked, () => installed(world, join(world.work, ".git"), "pre-push", ["$@"])),
  /** A real push past the clone's hook: the tool is the server's. */
  "pre-receive": (world, asked) =>
    pushed(world, asked, () => {
      installed(world, world.server, "pre-receive", []);
      write(join(world.server, "hooks", "post-receive"), `#!/bin/sh\nexec ${quoted(world.tool)} hook post-receive >/dev/null 2>'${world.folder}/post-receive.err'\n`);
      chmodSync(join(world.server, "hooks", "post-receive"), 0o755);
    }),
  /** `gate: [...words]` in the clone. */
  gate: async (world, { gate, env = {}, cwd = world.work }) => answerOf(await run([...world.tool, "gate", "--json", ...gate], { cwd, env: { ...world.env, ...env } })),
  /** `audit: [...words]` in the clone. */
  audit: async (world, { audit }) => answerOf(await world.tried(...world.tool, "audit", ...audit, "--json")),
  /** `doctor: true`. */
  doctor: async (world, { cwd = world.work }) => answerOf(await run([...world.tool, "doctor", "--json"], { cwd, env: world.env })),
  /** `signoff: [...words]`, and the lines that a person types. */
  signoff: async (world, { signoff, lines, env = {} }) => answerOf(await run([process.execPath, terminal, JSON.stringify(world.tool), JSON.stringify(lines), "signoff", ...signoff], { cwd: world.work, env: { ...world.env, ...env } })),
};

/** A hook that keeps what the tool said. */
function installed(world, gitDir, hook, args) {
  const kept = join(world.folder, "answer");
  const words = [...world.tool, "hook", hook, "--json"];
  write(join(gitDir, "hooks", hook), `#!/bin/sh\n${quoted(words)} ${args.map((one) => `"${one}"`).join(" ")} >'${kept}.json' 2>'${kept}.err'\ncode=$?\necho $code >'${kept}.code'\nexit $code\n`);
  chmodSync(join(gitDir, "hooks", hook), 0o755);
}

const quoted = (words) => words.map((word) => `'${word}'`).join(" ");

/** `push`: the words behind `git push REMOTE`; `command` instead: whatever pushes. `before`: pushes that have to land first. */
async function pushed(world, { push = [], command, env = {}, cwd = world.work, before: earlier = [] }, install) {
  install();
  const kept = join(world.folder, "answer");
  for (const words of earlier) {
    const { code, stderr } = await world.tried("git", "push", "--quiet", "origin", ...words);
    if (code !== 0) throw new Error(`an earlier push was stopped: ${readFileSync(`${kept}.json`, "utf8").slice(0, 600)} ${stderr}`);
    rmSync(`${kept}.code`);
  }
  const before = refsOf(world.server);
  const words = command ?? ["git", "push", "--quiet", "origin", ...push];
  const ran = await run(words, { cwd, env: { ...world.env, ...env } });
  const landed = refsOf(world.server) !== before;
  if (!existsSync(`${kept}.code`)) return { exit: null, rule: null, reasons: [], landed, said: `the hook was not asked\n${ran.stdout}${ran.stderr}` };
  const read = (end) => readFileSync(`${kept}.${end}`, "utf8");
  return { ...answerOf({ code: Number(read("code")), stdout: read("json"), stderr: `${read("err")}${ran.stderr}` }), landed };
}

/** Loose refs below heads and tags, and the record refs. */
function refsOf(gitDir) {
  const listed = readdirSync(join(gitDir, "refs"), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return listed.map((entry) => `${entry.parentPath ?? entry.path}/${entry.name} ${readFileSync(join(entry.parentPath ?? entry.path, entry.name), "utf8")}`).sort().join("");
}

/** The rule of the ref that decided, and why records did not count. */
function answerOf({ code, stdout, stderr }) {
  const answer = { exit: code, rule: null, reasons: [], landed: false, said: `${stdout.slice(0, 6000)}${stderr}` };
  let json;
  try {
    json = JSON.parse(stdout);
  } catch {
    return answer;
  }
  const refs = [...(json.refs ?? []), ...(json.steps ?? [])];
  const worst = refs.find(({ decision }) => decision === json.decision) ?? refs[0];
  const reasons = refs.flatMap(({ report }) => report?.signoffs ?? []).map(({ reason }) => reason);
  return { ...answer, json, rule: worst?.rule ?? json.verdict?.rule ?? json.error?.kind ?? null, reasons: reasons.filter((reason) => reason != null) };
}
