/** What people sign, ask for, configure and log: one value has one text, and anything else is refused. */
import { createHash } from "node:crypto";
import { deepStrictEqual } from "node:assert";
import { asRefusal, must, refusedOr } from "../broken.mjs";

const oddText = ["", "a", "ü", "\u2028", "\u202e", '"', "\\", "\u0000", "\ud800", "__proto__", "constructor", "1", "0", "é", "e\u0301", "\u{1f916}"];
const oddNumbers = [0, -1, 1, 1.5, 1e21, 1e-7, 2 ** 53, Number.MIN_VALUE, -1e300];

function valueOf(random, depth) {
  const kind = random.below(depth > 0 ? 7 : 5);
  if (kind === 0) return null;
  if (kind === 1) return random.chance(0.5);
  if (kind === 2) return random.pick(oddNumbers);
  if (kind < 5) return random.pick(oddText);
  if (kind === 5) return random.list(4, () => valueOf(random, depth - 1));
  return Object.fromEntries(random.list(4, () => [random.pick(oddText), valueOf(random, depth - 1)]));
}

export function canonical({ canonicalJson }) {
  return {
    name: "canonical JSON",
    words: ['"', ":", ",", "{", "}", "[", "]", "\\u0041", "\\/", "1e2", "1.0", "-0", " ", "true", "null"],
    largest: 64 * 1024,
    deepest: 200,
    make: (random) => ({ bytes: Buffer.from(JSON.stringify(valueOf(random, 4))) }),
    check(bytes, { pristine }) {
      let value;
      try {
        value = JSON.parse(bytes.toString());
      } catch {
        return must(!pristine, "the generator wrote no JSON"), "no JSON";
      }
      if (deeperThan(value, 500)) return "too deep";
      const text = canonicalJson(value);
      deepStrictEqual(JSON.parse(text), withoutMinusZero(value));
      must(canonicalJson(JSON.parse(text)) === text, "written twice, it is another text");
      must(canonicalJson(reversed(value)) === text, "the order of keys shows");
      return "written";
    },
  };
}

function deeperThan(value, most) {
  return typeof value === "object" && value !== null && (most === 0 || Object.values(value).some((one) => deeperThan(one, most - 1)));
}

function withoutMinusZero(value) {
  return JSON.parse(JSON.stringify(value));
}

function reversed(value) {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== "object" || value === null) return value;
  const keys = Object.keys(value).toReversed();
  const copy = {};
  for (const key of keys) Object.defineProperty(copy, key, { value: reversed(value[key]), enumerable: true });
  return copy;
}

const jsonWords = ['"', ":", ",", "{", "}", "[", "]", "null", "true", "0", "1.0", "\\u0061", " ", "\n", '"__proto__":{},', '"type":', '"reason":"x"'];

export function statements({ parseStatement, statementBytes, canonicalJson }) {
  const statementOf = (random) => ({
    type: "https://riskscore.dev/signoff/v1",
    nonce: random.hex(32),
    decision: random.pick(["approve", "override", "reject"]),
    repo: { id: random.pick(["repo-1", "shop.example/ü"]) },
    target: { ref: random.pick(["refs/heads/main", "refs/heads/release/1.x"]) },
    change: { alg: "riskscore-change-v1", digest: `sha256:${random.hex(64)}`, files: random.below(1000), base: random.hex(40), head: random.pick([random.hex(40), random.hex(64), "index"]) },
    risk: { engine: "riskscore/0.1.0", policyDigest: `sha256:${random.hex(64)}`, value: random.below(101), impact: random.below(101), band: random.pick(["low", "high", "critical"]), modules: random.below(999), packages: random.below(9), signals: random.list(3, (at) => `signal-${at}`), critical: random.list(2, (at) => `path ${at}`) },
    ai: { state: random.pick(["tagged", "suspected", "unknown", "declared-human"]), tools: random.list(2, (at) => `tool ${at}`) },
    authors: random.list(3, (at) => `${at}@corp.test`),
    signer: { person: "ada", keyFingerprint: `SHA256:${"A".repeat(43)}`, role: random.pick(["senior", "policy-admin", "breakglass"]) },
    issuedAt: "2026-11-23T10:00:00Z",
    expiresAt: "2026-11-30T10:00:00Z",
    reason: random.pick(["Read it.", "ü\n\u202e", "a\tb"]),
    ticket: random.pick([null, "INC-1"]),
    settles: null,
  });
  return {
    name: "statements",
    words: jsonWords,
    largest: 64 * 1024,
    make: (random) => ({ bytes: Buffer.from(canonicalJson(statementOf(random))) }),
    check(bytes, { pristine }) {
      const read = parseStatement(bytes);
      if ("malformed" in read) return must(!pristine && read.malformed.length < 500, () => `refused: it ${read.malformed}`), "refused";
      must(bytes.equals(Buffer.from(statementBytes(read))), "accepted in bytes that are not the canonical ones");
      return "accepted";
    },
  };
}

export function reviewRequests({ parseRequest, requestText }) {
  const requestOf = (random) => ({
    type: "https://riskscore.dev/request/v1",
    repo: random.pick([null, "repo-1"]),
    target: random.pick(["refs/heads/main", "refs/heads/\u202ex"]),
    digest: `sha256:${random.hex(64)}`,
    base: random.pick([null, random.hex(40)]),
    head: random.hex(40),
    requestedBy: { name: random.pick(oddText.slice(0, 8)), email: "a@b.test" },
    reason: random.pick(["", "please", "\u001b[2J"]),
    requestedAt: "2026-11-23T10:00:00Z",
  });
  return {
    name: "review requests",
    words: jsonWords,
    largest: 20 * 1024,
    make: (random) => ({ bytes: Buffer.from(requestText(requestOf(random))) }),
    check(bytes, { pristine }) {
      const read = parseRequest(bytes);
      if ("refused" in read) return must(!pristine && read.refused.length < 300, () => `refused: ${read.refused}`), "refused";
      must(bytes.equals(Buffer.from(requestText(read))), "accepted in bytes that are not the canonical ones");
      return "accepted";
    },
  };
}

const policies = [
  "{}",
  '{ "mode": "enforce", "gapsAllowed": 3 }',
  '{ "critical": [{ "name": "checkout", "globs": ["src/**", "a/{b,c}.ts"], "owner": "@x", "whenReached": "high" }] }',
  '{ "landing": { "protected": ["refs/heads/main", "refs/heads/release/*"], "base": "refs/heads/main" }, "repo": "repo-1" }',
  '{ "repo": "repo-1", "roster": { "people": [{ "id": "ada", "roles": ["senior"], "scopes": ["**"], "emails": ["a@b.test"], "keys": [{ "key": "KEY" }] }] } }',
  '{ "ignore": ["**/x/**"], "tests": ["**/*.test.*"], "score": { "bands": { "high": 50 }, "weights": { "size": 3 } } }',
];
const yamlPolicies = [
  "mode: warn\n",
  "critical:\n  - name: a\n    globs: [src/**]\n    whenChanged: critical\n",
  "# a comment\nscore:\n  bands: { medium: 10, high: 20 }\n  weights: &w\n    size: 3\ntests: &t ['**/*.test.ts']\nignore: *t\n",
  "repo: repo-1\nroster:\n  people:\n    - id: ada\n      roles: [senior]\n      scopes: ['**']\n      emails: [a@b.test]\n      keys: [{ key: KEY }]\n",
];

export function policyTexts({ parsePolicy, Failure, refusalOf, refusalText, dangerous }, { keyLine }) {
  const kinds = [
    ["policy (JSON)", "json", policies, jsonWords],
    ["policy (YAML)", "yaml", yamlPolicies, ["\n", "  ", "- ", ": ", "&a", "*a", "<<: *t", "!!js/function", "!!binary", "|\n", ">\n", "2026-01-01", "0o7", "~", "---\n", "...\n", "%YAML 1.1\n", "? ", "{", "}", "[", "]", "\t", "#", "yes", "__proto__: {}"]],
  ];
  return kinds.map(([name, syntax, texts, words]) => ({
    name,
    words,
    largest: 96 * 1024,
    slow: 30,
    make: (random) => ({ bytes: Buffer.from(random.pick(texts).replace("KEY", keyLine)) }),
    async check(bytes, { pristine }) {
      let parsed;
      try {
        parsed = await parsePolicy(".riskrc", syntax, bytes);
      } catch (error) {
        const told = refusalText(refusalOf(asRefusal(Failure, ["policy"], error)));
        must(!dangerous.test(told), () => `words that steer a terminal: ${JSON.stringify(told)}`);
        return must(!pristine, () => `a policy was refused: ${told}`), "refused";
      }
      const { policy, digest } = parsed;
      must(/^sha256:[0-9a-f]{64}$/.test(digest), "a policy without a digest");
      must(["observe", "warn", "enforce"].includes(policy.mode), "a mode nobody knows");
      // What was read, said again as JSON, is the same policy.
      const again = await parsePolicy(".riskrc.json", "json", Buffer.from(JSON.stringify(parsed.written.value)));
      must(again?.digest === digest, "written again it is another policy");
      return "accepted";
    },
  }));
}

export function auditLogs({ checkLog, genesis, hashOfLine, lineOf, headIn, headText, anchorsIn, anchorText }) {
  const sha256 = (bytes) => createHash("sha256").update(bytes).digest("hex");
  const entryOf = (random, seq, prev) => ({
    v: 1,
    seq,
    ts: new Date(1_700_000_000_000 + seq * 1000).toISOString(),
    prev,
    event: random.pick(["decision", "signoff", "override", "request", "anchor"]),
    subject: random.pick(["refs/heads/main", "\u202e", "", "x".repeat(100)]),
    data: { decision: "pass", signoffs: random.list(2, () => random.hex(64)), more: valueOf(random, 3) },
  });
  const logOf = (random) => {
    const lines = [];
    let hash = genesis(sha256);
    const count = random.below(6);
    for (let seq = 0; seq < count; seq++) {
      const line = lineOf(entryOf(random, seq, hash));
      hash = hashOfLine(line, sha256);
      lines.push(line, Buffer.from("\n"));
    }
    return { bytes: Buffer.concat(lines), head: { size: count, hash } };
  };
  const log = {
    name: "audit log",
    words: [...jsonWords, '{"data":{},"event":"decision",', '"seq":0', '"prev":"sha256:'],
    largest: 64 * 1024,
    make: (random) => ({ ...logOf(random) }),
    check(bytes, { head, pristine }) {
      const checked = checkLog({ log: bytes, head }, [], sha256);
      if (pristine) return must(checked.broken === null && checked.notes.length === 0, () => `a log that holds is broken: ${checked.broken?.because}`), "holds";
      const made = checked.broken !== null || checked.notes.length > 0;
      if (made) return checked.broken === null ? "noted" : "broken";
      // Only the log that was written ends in the hash that its head file remembers.
      must(checked.hash === head.hash && checked.size === head.size, "another log holds under the same head");
      return "the same log";
    },
  };
  const side = {
    name: "audit head and anchors",
    words: [...jsonWords, '"size":', '"hash":"sha256:', '"origin":"riskscore-log-v1/'],
    largest: 16 * 1024,
    make(random) {
      const anchors = random.list(3, () => anchorText({ origin: `riskscore-log-v1/${random.hex(16)}`, size: random.between(1, 99), head: `sha256:${random.hex(64)}`, ts: "2026-11-23T10:00:00.000Z" }));
      const head = random.chance(0.5);
      return { bytes: Buffer.from(head ? headText({ size: random.below(99), hash: `sha256:${random.hex(64)}` }) : anchors.join("\n")), head };
    },
    check(bytes, { head: isHead, pristine }) {
      const text = bytes.toString();
      const head = headIn(text);
      const anchors = anchorsIn(text);
      must(head === null || headText(head) === text, "a head file that nobody wrote");
      if ("badLine" in anchors) return must(!pristine || isHead, "an anchor was refused"), head === null ? "refused" : "accepted";
      for (const one of anchors.anchors) must(one.size > 0 && /^sha256:[0-9a-f]{64}$/.test(one.head), "an anchor that is none");
      return "accepted";
    },
  };
  return [log, side];
}

const patterns = ["*", "/src/", "docs/*", "**/x", "a\\ b", "*.ts", "[Docs][2] @team", "^[Opt]", "# c", "src/**/y", "{a,b}", "!x"];

export function codeOwners({ ownersOf, asRepoPath }) {
  const paths = ["src/a.ts", "docs/x/y.md", "a b", "x/y/z.ts", "..", "-"].map(asRepoPath);
  return {
    name: "CODEOWNERS",
    words: ["*", "**", "/", "\\", " ", "@", "#", "[", "]", "{", "}", "!", "?", "+(", "*/".repeat(8), "\n"],
    largest: 16 * 1024,
    slow: 60,
    make: (random) => ({ bytes: Buffer.from(random.list(6, () => `${random.pick(patterns)} ${random.list(2, () => `@${random.hex(4)}`).join(" ")}`).join("\n")) }),
    check(bytes) {
      const owners = ownersOf(bytes.toString(), paths);
      for (const [at, [owner, files]] of owners.entries()) must(owner.includes("@") && files >= 1 && files <= paths.length && (at === 0 || owners[at - 1][1] >= files), "an owner of more than there is");
      return "read";
    },
  };
}

const argumentWords = ["diff", "why", "graph", "explain", "init", "tag", "signoff", "request", "list", "audit", "verify", "doctor", "hook", "pre-push", "pre-receive", "gate", "config", "completion", "help", "--json", "--format", "json", "human", "--base", "--head", "HEAD", "A..B", "--exit-code", "--all", "--output", "x", "--ref", "--help", "-h", "--version", "--", "-", "", "--no-color", "--color=always", "--policy", "-C", "--repo", "--reason", "--key", "--none", "origin", "--depth", "3", "-1"];

export function argumentLists({ parseArguments, Failure, refusalOf, refusalText, dangerous }) {
  return {
    name: "arguments",
    words: ["\u0001", "--", "=", "-", "diff", "signoff", "hook", "\u0001--json", "\u0001--help"],
    largest: 4 * 1024,
    slow: 40,
    make: (random) => ({ bytes: Buffer.from(random.list(6, () => random.pick(argumentWords)).join("\u0001")) }),
    check(bytes) {
      const argv = bytes.length === 0 ? [] : bytes.toString().split("\u0001");
      const { value, refused } = refusedOr(Failure, ["usage"], () => parseArguments(argv, "0.0.0"));
      if (refused) return must(!dangerous.test(refusalText(refusalOf(refused))), "words that steer a terminal"), "refused";
      must("text" in value ? value.text.length > 0 : typeof value.request.command === "string", "neither a request nor help");
      return "text" in value ? "help" : "accepted";
    },
  };
}
