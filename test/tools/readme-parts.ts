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
  return new Map([
    ["demo", `\`\`\`text\n${demoOutput(root).trimEnd()}\n\`\`\``],
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
