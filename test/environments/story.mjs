/** What is played in every environment: an agent's change on its way to `main` of a server with hooks, CI looking on. Every step has one right answer. */
import { spawn } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { agentEnvironment, guardedShop, roundToEven } from "../demo/guarded-shop.mjs";

const at = (path) => fileURLToPath(new URL(path, import.meta.url));
const riskscore = at("../../bin/riskscore.js");
const husky = at("../../node_modules/husky/bin.js");
/** What git quotes, unless told not to; and a name that no shell likes. */
const oddFile = 'packages/money/src/größe "neu".ts';

/** `{ wrong, facts }`: steps that went another way than they should, and figures that have to be the same everywhere. */
export async function play(row) {
  const kept = mkdtempSync(join(tmpdir(), "riskscore-environment-"));
  const steps = stepsOf();
  let shop;
  try {
    shop = guardedShop({ policy: { landing: { protected: ["refs/heads/main"] } }, env: row.env ?? {}, gitConfig: row.gitConfig?.(kept) ?? "" });
    serve(shop, row.server ?? []);
    const facts = row.several ? await severalAtOnce(shop, steps) : story(shop, row, steps);
    return { wrong: steps.wrong, facts };
  } catch (error) {
    return { wrong: [...steps.wrong, `could not go on: ${error.message}`], facts: null };
  } finally {
    shop?.remove();
    rmSync(kept, { recursive: true, force: true });
  }
}

function stepsOf() {
  const wrong = [];
  return {
    wrong,
    /** Has to end with this code, and to say this. */
    ends(step, ran, code, says = /(?:)/) {
      const said = `${ran.stdout}${ran.stderr}`;
      const right = (code === "not 0" ? ran.code !== 0 : ran.code === code) && says.test(said);
      if (!right) wrong.push(`${step}: exit code ${ran.code}, should be ${code}${says.source === "(?:)" ? "" : ` and say ${says}`}; said: ${said.slice(0, 1500)}`);
      return ran;
    },
    is(step, found, right) {
      if (found !== right) wrong.push(`${step}: ${JSON.stringify(found)}, should be ${JSON.stringify(right)}`);
    },
  };
}

function serve({ folder, remote }, settings) {
  const server = join(folder, "shop.git");
  for (const setting of settings) remote.git("-C", server, "config", ...setting.split("="));
  mkdirSync(join(server, "hooks"), { recursive: true });
  for (const name of ["pre-receive", "post-receive"]) {
    writeFileSync(join(server, "hooks", name), `#!/bin/sh\nexec "${process.execPath}" "${riskscore}" hook ${name}\n`);
    chmodSync(join(server, "hooks", name), 0o755);
  }
}

function authorOf({ author, folder }, { linked = false }) {
  if (!linked) {
    // The clone was made under nobody's configuration: the files as the author's own git writes them.
    rmSync(join(author.path, ".git/index"));
    author.git("reset", "--quiet", "--hard");
    author.git("switch", "--quiet", "--create", "topic");
    return author;
  }
  author.git("worktree", "add", "--quiet", "-b", "topic", join(folder, "linked"));
  const there = author.at(join(folder, "linked"));
  there.run([process.execPath, husky]);
  return there;
}

function story(shop, row, { ends, is }) {
  const { folder, chloe } = shop;
  const author = authorOf(shop, row);
  const server = shop.remote.at(join(folder, "shop.git"));
  const tip = (ref) => server.tried(["git", "rev-parse", "--verify", "--quiet", ref]).stdout.trim();
  const push = (...args) => author.tried(["git", "push", "--quiet", ...args]);
  const main = tip("refs/heads/main");

  roundToEven(author);
  author.write(oddFile, 'import { roundCents } from "./round";\nexport const rounder = roundCents;\n');
  author.git("add", "--all");
  const staged = JSON.parse(author.riskscore("diff", "--json").stdout);
  const message = join(folder, "message");
  writeFileSync(message, Buffer.from("Runde halbe Cent zur geraden Zahl\n\nKäthe wünscht es so.\n", row.latin1 ? "latin1" : "utf8"));
  author.run(["git", "commit", "--quiet", "--cleanup=strip", "--file", message], agentEnvironment);
  const raw = author.git("cat-file", "commit", "HEAD").stdout;
  is("the agent's commit carries its trailer", /^Assisted-by: claude-code:unknown$/m.test(raw), true);
  is("the environment is what it says", row.bites?.(author) ?? true, true);
  const head = author.git("rev-parse", "HEAD").stdout.trim();

  ends("the laptop stops it", push("origin", "topic"), "not 0", /over the bar/);
  is("and nothing left the laptop", tip("refs/heads/topic"), "");
  ends("the server stops it", push("--no-verify", "origin", "topic:main"), "not 0", /over the bar/);
  is("and main stays", tip("refs/heads/main"), main);
  ends("a branch that is no landing ref may lie there", push("--no-verify", "origin", "topic"), 0);

  author.run(["git", "clone", "--quiet", "--template=", "--depth=1", "--branch=topic", `file://${server.path}`, join(folder, "ci")]);
  const ci = author.at(join(folder, "ci"));
  const gate = () => ci.triedRiskscore("gate", "--json", "--head", head, "--ref", "refs/heads/main");
  const report = JSON.parse(ends("CI stops it", gate(), 1, /"rule": "over the bar"/).stdout).refs[0].report;

  const asked = author.riskscore("signoff", "request", "--reason", "Finance asked for it").stdout;
  const digest = /riskscore signoff ([0-9a-f]{12})\b/.exec(asked)?.[1] ?? "";
  ends("an agent cannot answer", chloe.tried([process.execPath, shop.terminal, '["Fine.","high"]', "signoff", digest], agentEnvironment), 2, /claude-code/);
  ends("a senior answers", chloe.atTerminal(["Checked with finance, à la lettre.", report.score.band], "signoff", digest), 0, /Signed by chloe/);
  ends("CI passes it", gate(), 0, /"rule": "signed off"/);
  ends("laptop and server pass it", push("origin", "topic:main"), 0, /signed off/);
  is("and main moved", tip("refs/heads/main"), head);

  author.git("fetch", "--quiet", "origin");
  author.git("revert", "--no-edit", "HEAD");
  ends("a way back passes", push("origin", "topic:main"), 0);
  author.git("fetch", "--quiet", "origin");
  author.run(["git", "revert", "--no-edit", "HEAD"], agentEnvironment);
  ends("the same again needs a new answer, on the laptop", push("origin", "topic:main"), "not 0", /used/);
  ends("and on the server", push("--no-verify", "origin", "topic:main"), "not 0", /used/);
  is("the record of the sign-off is still in the senior's clone", chloe.git("for-each-ref", "refs/riskscore/signoffs").stdout.split("\n").filter(Boolean).length, 1);
  author.git("notes", "--ref=ai", "add", "-m", "kept", head);
  author.git("fetch", "--quiet", "origin");
  ends("the laptop's log holds", author.triedRiskscore("audit", "verify"), 0);
  ends("the server's log holds", server.triedRiskscore("audit", "verify"), 0);
  const { entries } = JSON.parse(server.riskscore("audit", "show", "--json", "--limit", "1000").stdout);
  is("the server noted what the sign-off was used up by", entries.filter(({ event, data }) => event === "landed" && data.signoffs?.length > 0).length, 1);
  ends("everything on main was answered for", server.triedRiskscore("audit", "verify", "--ref", "refs/heads/main"), 0);
  return {
    staged: [staged.score.impact, staged.score.band, staged.radius.modules],
    judged: [report.score.impact, report.score.band, report.radius.modules],
    files: report.change.files.map(({ path, status }) => `${status} ${path}`),
    writers: [report.provenance.state, ...new Set(report.provenance.attributions.map(({ tool }) => tool))],
    digest: report.verdict.digest,
  };
}

/** Two people and an agent push to `main` in the same moment, round after round: the agent never lands, and one of the others always does. */
async function severalAtOnce(shop, { ends, is }) {
  const { folder, author, chloe, dev } = shop;
  const server = shop.remote.at(join(folder, "shop.git"));
  const tip = () => server.git("rev-parse", "refs/heads/main").stdout.trim();
  const rounds = 3;
  for (let round = 0; round < rounds; round++) {
    for (const [i, person] of [author, chloe, dev].entries()) {
      person.git("fetch", "--quiet", "origin");
      person.git("reset", "--quiet", "--hard", "origin/main");
      if (person === dev) roundToEven(person);
      else person.write(`docs/${i}-${round}.md`, "Nine to five.\n");
      person.git("add", "--all");
      person.run(["git", "-c", "core.hooksPath=/dev/null", "commit", "--quiet", "--message", person === dev ? "Round\n\nAssisted-by: claude-code:unknown" : "Hours"]);
    }
    const heads = [author, chloe, dev].map((person) => person.git("rev-parse", "HEAD").stdout.trim());
    const before = tip();
    const codes = await Promise.all([author, chloe, dev].map((person) => pushing(person, "push", "--no-verify", "--quiet", "origin", "HEAD:refs/heads/main")));
    is(`round ${round}: the agent's push is refused`, codes[2] !== 0, true);
    is(`round ${round}: one of two lands`, codes.slice(0, 2).filter((code) => code === 0).length, 1);
    is(`round ${round}: main holds what the one who was told so pushed`, tip(), heads[codes.indexOf(0)]);
    is(`round ${round}: main moved`, tip() !== before, true);
  }
  const branches = await Promise.all([author, chloe, dev].map((person, i) => pushing(person, "push", "--no-verify", "--quiet", "origin", `HEAD:refs/heads/own-${i}`)));
  is("branches of their own do not get into each other's way", branches.join(), "0,0,0");
  ends("the server's log holds", server.triedRiskscore("audit", "verify"), 0);
  const { entries } = JSON.parse(server.riskscore("audit", "show", "--json", "--limit", "1000").stdout);
  is("and has every landing of main once", entries.filter(({ event, subject }) => event === "landed" && subject === "refs/heads/main").length, rounds);
  ends("everything on main was answered for", server.triedRiskscore("audit", "verify", "--ref", "refs/heads/main"), 0);
  return null;
}

function pushing(person, ...args) {
  return new Promise((resolve, reject) => {
    const child = spawn("git", args, { cwd: person.path, env: person.env, stdio: "ignore" });
    child.on("error", reject);
    child.on("close", (code) => resolve(code));
  });
}
