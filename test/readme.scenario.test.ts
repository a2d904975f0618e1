import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Ajv } from "ajv";
import { parse } from "jsonc-parser";
import { beforeAll, describe, expect, test } from "vitest";
import { exitCodes } from "../src/cli/exit-codes.ts";
import { parseArguments } from "../src/cli/parse-arguments.ts";
import { checkPolicyFile } from "../src/config/check-file.ts";
import { ruleNames } from "../src/gate/rules.ts";
import { usualLimits } from "../src/git/server-settings.ts";
import { defaultPolicy } from "../src/policy/defaults.ts";
import { reportJsonSchema } from "../src/report/json-schema.ts";
import { keptWithoutLikelihood } from "../src/score/score-of.ts";
import { readmeParts, withParts } from "./tools/readme-parts.ts";

const root = new URL("../", import.meta.url);
const text = (file: string): string => readFileSync(new URL(file, root), "utf8");
const readme = text("README.md");
const blocks = (language: string): readonly string[] => [...readme.matchAll(/^```(\w+)\n([^]*?)^```$/gm)].flatMap(([, name, body = ""]) => (name === language ? [body] : []));
const commands = blocks("sh").flatMap((block) => block.split("\n")).map((line) => line.replace(/\s+#.*/, ""));

describe("README.md", () => {
  let parts: ReadonlyMap<string, string>;
  beforeAll(async () => void (parts = await readmeParts(root.href)));

  test("the generated parts say what the code says: npm run docs writes them", () => {
    expect(readme).toBe(withParts(readme, parts));
  });

  test("a part that drifted, lost its markers or has no source is found", () => {
    const drifted = readme.replace("| `--worktree`", "| `--wurktree`");
    expect(drifted).not.toBe(readme);
    expect(withParts(drifted, parts)).toBe(readme);
    expect(() => withParts("", parts)).toThrow("no markers for: demo, story, options, policy, signals, gaps");
    expect(() => withParts("<!-- generated:gone -->\n<!-- /generated -->", parts)).toThrow("'gone'");
  });

  test("the first code block is the two commands, one a line", () => {
    expect(/^```\w*\n([^]*?)^```/m.exec(readme)?.[1]?.split("\n").map((line) => line.replace(/\s+#.*/, ""))).toEqual(["npm start", "npm test", ""]);
  });

  test("every riskscore command shown is one that riskscore understands", () => {
    const shown = commands.filter((line) => line.startsWith("npx riskscore ")).map((line) => line.split(" ").slice(2));
    expect(shown.length).toBeGreaterThan(4);
    for (const words of shown) expect(parseArguments(words, "0.0.0"), words.join(" ")).toMatchObject({ request: { command: words[0] } });
  });

  test("every npm script shown is there", () => {
    const { scripts } = JSON.parse(text("package.json")) as { scripts: Record<string, string> };
    const shown = [...readme.matchAll(/npm run ([\w-]+)/g)].map(([, name = ""]) => name);
    expect(shown.filter((name) => !(name in scripts))).toEqual([]);
  });

  test("the policy shown is one that riskscore accepts", async () => {
    for (const block of blocks("json")) await expect(checkPolicyFile(Buffer.from(block), ".riskrc.json")).resolves.toBeDefined();
  });

  test("the report shown keeps the published schema, and leaves no key of it out", () => {
    const schema = reportJsonSchema() as { required: readonly string[] };
    const shown: unknown = parse(blocks("jsonc")[0]!);
    const valid = new Ajv({ strict: true, allowUnionTypes: true }).compile(schema);
    expect(valid(shown), JSON.stringify(valid.errors)).toBe(true);
    expect(Object.keys(shown as object)).toEqual(schema.required);
  });

  test("the exit codes are all there are", () => {
    expect([...readme.matchAll(/^\| (\d+) \| /gm)].map(([, code]) => Number(code))).toEqual(Object.values(exitCodes));
  });

  test("the decision has every row of the gate, in order", () => {
    const table = /^\| row \| verdict \|[^]*?\n\n/m.exec(readme)?.[0] ?? "";
    const first = table.split("\n").slice(2).map((row) => row.split(" | ")[0] ?? "");
    expect(first.flatMap((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, name]) => name))).toEqual(ruleNames);
  });

  test("the server's limits are those of the code", () => {
    const { maxTime, maxFiles, maxBytes, maxRefs } = usualLimits;
    const shown = [...readme.matchAll(/^\| `riskscore\.(max\w+)` \| (\S+) \|/gm)].map(([, name, value]) => [name, value]);
    expect(shown).toEqual([["maxTime", `${maxTime}`], ["maxFiles", maxFiles.toLocaleString("en")], ["maxBytes", `${maxBytes / 1024 ** 2}m`], ["maxRefs", maxRefs.toLocaleString("en")]]);
  });

  test("bands and the formula of value are those of the code", () => {
    const { medium, high, critical } = defaultPolicy.score.bands;
    expect(readme).toContain(`medium from ${medium}, high from ${high}, critical from ${critical}`);
    expect(readme).toContain(`impact × (${keptWithoutLikelihood} + ${(1 - keptWithoutLikelihood).toFixed(1)} × likelihood / 100)`);
  });
});

test.for(["README.md", "src/README.md"])("%s links to what is there", (file) => {
  const targets = [...text(file).matchAll(/\]\(([^)#:]+)\)/g)].map(([, target = ""]) => target);
  expect(targets.filter((target) => !existsSync(fileURLToPath(new URL(target, new URL(file, root)))))).toEqual([]);
});

test("every dependency says why it is there, and nothing else does", () => {
  const manifest = JSON.parse(text("package.json")) as Record<"dependencies" | "devDependencies" | "dependencies-because", Record<string, string>>;
  expect(Object.keys(manifest["dependencies-because"])).toEqual([...Object.keys(manifest.dependencies), ...Object.keys(manifest.devDependencies)]);
});
