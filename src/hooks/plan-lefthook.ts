import { existsSync } from "node:fs";
import { join } from "node:path";
import { scriptFor } from "./hook-block.ts";
import { hookNames } from "./hook-names.ts";
import { lefthookConfig, scriptName } from "./lefthook-config.ts";
import { textOf } from "./managers.ts";
import { joined, type Plan, type Refused } from "./plan.ts";
import { planLineEnds } from "./plan-line-ends.ts";
import { planScript } from "./plan-script.ts";

/** A script for each hook in lefthook's own folder, and its name in lefthook's configuration. `hooks`: the folder git looks in. */
export function planLefthook({ top, file, hooks }: { readonly top: string; readonly file: string; readonly hooks: string }): Plan {
  // Our texts are latin1, byte for byte; lefthook's are UTF-8.
  const before = Buffer.from(textOf(file) ?? "", "latin1").toString();
  const config = lefthookConfig(file, before);
  if ("refused" in config) return joined("lefthook", [{ refused: [byHand(file, config.refused)] }]);
  const after = config.edited();
  const named: Partial<Plan> = { files: [{ hook: null, path: file, text: Buffer.from(after).toString("latin1"), mode: 0o644, state: after === before ? "same" : "changed" }] };
  const scripts = hookNames.map((hook) => planScript(join(top, config.sourceDir, hook, scriptName), hook, "manager"));
  return joined("lefthook", [...scripts, planLineEnds(join(top, config.sourceDir), [scriptName]), named, { warnings: config.othersReadStdin ? [oneReader] : [], next: hookNames.every((hook) => existsSync(join(hooks, hook))) ? [] : ["lefthook install"] }]);
}

const oneReader = "Another pre-push job of lefthook has use_stdin, too: older versions of lefthook hand git's lines to one of them only, and the other hears nothing.";

function byHand(file: string, because: string): Refused {
  const parts = hookNames.flatMap((hook) => [
    `# in the configuration of lefthook\n[${hook}.scripts.${scriptName}]\nrunner = "sh"${hook === "pre-push" ? "\nuse_stdin = true" : ""}\n`,
    `# .lefthook/${hook}/${scriptName}\n${scriptFor(hook)}`,
  ]);
  return { hook: null, path: file, because, lines: parts.join("\n") };
}
