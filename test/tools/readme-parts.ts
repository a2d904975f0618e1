import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { optionTable } from "../../src/cli/option-table.ts";
import { programFor } from "../../src/cli/program.ts";
import { policyKeyTable } from "../../src/config/explain.ts";
import { gapTitles } from "../../src/gap.ts";
import { defaultWeights } from "../../src/policy/default-weights.ts";
import { signals } from "../../src/signals/catalogue.ts";

/** The parts of README.md that are made from the code, by the name in their markers. Needs a built `dist/`. */
export async function readmeParts(root: string): Promise<ReadonlyMap<string, string>> {
  const [report = "", story = ""] = demoOutput(root).split(/^(?=Ben lets)/m);
  return new Map([
    ["demo", fenced(report)],
    ["story", fenced(withoutClock(story))],
    ["options", optionTable(programFor("", () => {}))],
    ["policy", await policyKeyTable()],
    ["signals", signalTable()],
    ["gaps", gapTable()],
  ]);
}

/** `readme` with every part between its markers replaced. Throws when the README lacks one, or has markers for none. */
export function withParts(readme: string, parts: ReadonlyMap<string, string>): string {
  const met = new Set<string>();
  const filled = readme.replace(/(<!-- generated:(\S+) -->\n)[^]*?(<!-- \/generated -->)/g, (_whole, open: string, name: string, close: string) => {
    const part = parts.get(name);
    if (part === undefined) throw new Error(`README.md has a part '${name}' that nothing generates.`);
    met.add(name);
    return `${open}\n${part}\n\n${close}`;
  });
  const missing = [...parts.keys()].filter((name) => !met.has(name));
  if (missing.length > 0) throw new Error(`README.md has no markers for: ${missing.join(", ")}.`);
  return filled;
}

/** What `npm start` prints on stdout: a whole process, without a terminal. The demo's commits are always the same. */
function demoOutput(root: string): string {
  const run = fileURLToPath(new URL("test/demo/run.mjs", root));
  return execFileSync(process.execPath, [run], { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, NO_COLOR: "1", FORCE_COLOR: "0", LC_ALL: "C.UTF-8" } });
}

function fenced(text: string): string {
  return `\`\`\`text\n${text.trim()}\n\`\`\``;
}

/** Commits, digests and people are the same on every run; the clock and the records that name it are not. */
function withoutClock(story: string): string {
  return story
    .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/g, "2026-11-30T09:00:00Z")
    .replace(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ/g, "2026-11-23 09:00:00Z")
    .replace(/(record|rests on) [0-9a-f]{12}/g, "$1 4be1d0c2a97f");
}

function signalTable(): string {
  const rows = Object.values(signals).map(({ id, axis, meaning, lower }) => `| \`${id}\` | ${axis} | ${defaultWeights[id]} | ${cell(meaning)} | ${cell(lower)} |`);
  return ["| signal | axis | most points | what it measures | how to lower it |", "| --- | --- | ---: | --- | --- |", ...rows].join("\n");
}

function gapTable(): string {
  return ["| kind | what could not be read |", "| --- | --- |", ...Object.entries(gapTitles).map(([kind, title]) => `| \`${kind}\` | ${cell(title)} |`)].join("\n");
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|");
}
