/** What commits, notes and traces say of tools: whatever stands around it, a marker that is there is found, and nothing throws. */
import { must } from "../broken.mjs";

const people = ["Ada <ada@example.test>", "Ben O. <ben@example.test>", "日本 <n@example.test>", "x", "<>", "a <b> <c@d.test>"];
const lines = ["fix: a thing", "", "> quoted", "---", "* squashed", "Signed-off-by: Ada <ada@example.test>", "Reviewed-by: Ben <b@x.test>", " continued", "Merge branch 'claude/x' into main", "https://claude.ai/code/session_1", "diff --git a b", "(cherry picked from commit 1)", "AI-Assisted: none", "a\\nb", "ümläut"];
const markers = ["Co-authored-by: Claude <noreply@anthropic.com>", "Co-Authored-By: Claude Opus 4.5 <noreply@anthropic.com>"];

export function commits({ scanCommit, knownTools, asCommitOid }) {
  const tools = knownTools();
  const oid = asCommitOid("1".repeat(40));
  return {
    name: "commit bytes",
    words: ["\n", "\n\n", "Co-authored-by: ", "<", ">", "@", "\0", "\r", "Claude", "noreply@anthropic.com", "author ", "committer ", "encoding ISO-8859-1\n", "> ", "  ", "[bot]", "\\n"],
    largest: 64 * 1024,
    make(random) {
      const message = random.list(8, () => random.pick(lines)).join(random.pick(["\n", "\n", "\r\n"]));
      const person = () => `${random.pick(people)} 1704067200 +0000`;
      return { bytes: Buffer.from(`tree ${random.hex(40)}\nauthor ${person()}\ncommitter ${person()}\n\n${message}\n`), marker: random.pick(markers), at: random.below(1 << 20) };
    },
    check(bytes, { marker, at }) {
      scan(bytes);
      // A line of its own in the message, wherever: no bytes around it may hide it.
      const { state } = scan(withLine(bytes, marker, at));
      must(state === "tagged", () => `a commit with "${marker}" on a line of its own is ${state}`);
      return "read";
    },
  };

  function scan(bytes) {
    const found = scanCommit(oid, bytes, tools);
    must(["tagged", "suspected", "unknown", "declared-human"].includes(found.state), "a state nobody knows");
    must(found.state !== "declared-human" || found.attributions.length === 0, "declared human, with evidence");
    for (const { name, email, as } of found.identities) must(typeof name === "string" && typeof email === "string" && ["author", "committer", "co-author"].includes(as), "an identity that is none");
    return found;
  }
}

/** `line` after one of the message's line feeds. */
function withLine(bytes, line, at) {
  const headers = bytes.indexOf("\n\n");
  const start = headers < 0 ? bytes.length : headers + 2;
  const places = [start];
  for (let next = bytes.indexOf(10, start); next >= 0; next = bytes.indexOf(10, next + 1)) places.push(next + 1);
  const place = places[at % places.length];
  return Buffer.concat([bytes.subarray(0, place), Buffer.from(`${headers < 0 ? "\n\n" : ""}${line}\n`), bytes.subarray(place)]);
}

const agents = ["claude", "cursor", "copilot", "acme", "", "x".repeat(200)];
const paths = ["src/a.ts", '"src/with space.ts"', "../../etc/passwd", ".sessions", "__proto__"];

const gitAiNote = (random) => {
  const ids = random.list(3, () => random.hex(16));
  const ranges = () => random.list(3, () => `${random.between(1, 90)}${random.chance(0.5) ? `-${random.between(90, 200)}` : ""}`).join(",");
  const attested = random.list(3, () => [random.pick(paths), ...ids.map((id) => `  ${random.chance(0.2) ? "h_" : ""}${id} ${ranges()}`)].join("\n"));
  const prompts = Object.fromEntries(ids.map((id) => [id, { agent_id: { tool: random.pick(agents), id, model: random.pick(agents) } }]));
  return `${attested.join("\n")}\n---\n${JSON.stringify({ schema_version: "authorship/3.0.0", prompts })}`;
};

const trace = (random) =>
  random
    .list(4, () => {
      const ranges = random.list(3, () => ({ start_line: random.between(1, 50), end_line: random.between(50, 90), contributor: random.pick([undefined, { type: "human" }, { type: "ai" }]) }));
      const conversations = random.list(2, () => ({ contributor: { type: random.pick(["ai", "human", "mixed", 1]), model_id: random.pick(agents) }, ranges }));
      return JSON.stringify({ version: "0.1.0", tool: { name: random.pick(agents) }, files: random.list(3, () => ({ path: random.pick(paths), conversations })) });
    })
    .join("\n");

const agentBlame = (random) => {
  const attributions = random.list(4, () => ({ path: random.pick(paths), startLine: random.between(1, 9), endLine: random.between(9, 99), provider: random.pick(agents), model: random.pick(agents) }));
  return JSON.stringify({ version: 2, attributions });
};

export function notes({ parseGitAiNote, parseAgentTraces, parseAgentBlameNote, knownTools }) {
  const tools = knownTools();
  const kinds = [
    ["git-ai notes", gitAiNote, parseGitAiNote, ["---\n", "  ", "h_", '"schema_version"', "1-2", ",", '"prompts":{', '"sessions":{']],
    ["agent traces", trace, parseAgentTraces, ['"files":[', '"conversations":[', '"ranges":[', '"human"', "\n", "[", "null"]],
    ["Agent Blame notes", agentBlame, parseAgentBlameNote, ['"attributions":[', '"start_line":', "---\n", "null"]],
  ];
  return kinds.map(([name, text, parse, words]) => ({
    name,
    words,
    largest: 64 * 1024,
    make: (random) => ({ bytes: Buffer.from(text(random)) }),
    check(bytes, { pristine }) {
      const { byTool, present, problem } = parse(bytes.toString(), tools);
      for (const one of [...byTool, ...present]) must(typeof one.tool === "string" && one.tool.length <= 400 && (one.model === null || typeof one.model === "string"), "a tool that is none");
      for (const { lines: files } of byTool) for (const { ranges } of files) for (const [first, last] of ranges) must(first >= 1 && first <= last && last <= 10_000_000, "a range out of all files");
      must(problem === null || (typeof problem === "string" && problem.length < 500), "a problem without words");
      return problem === null || pristine ? "read" : "read in part";
    },
  }));
}
