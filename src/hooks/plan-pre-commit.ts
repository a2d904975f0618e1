import { join } from "node:path";
import { hookNames } from "./hook-names.ts";
import { textOf } from "./managers.ts";
import { joined, type Plan } from "./plan.ts";
import { planScript } from "./plan-script.ts";

/**
 * Hook files of our own, which the pre-commit framework runs first and hands git's lines (its migration mode): where its own script
 * stands, ours is `<hook>.legacy`. An entry in its configuration would see the first ref of a push only, and none that is nothing new
 * for the remote.
 */
export function planPreCommit(folder: string): Plan {
  const scripts = hookNames.map((hook) => {
    const its = (textOf(join(folder, hook)) ?? "").includes("pre-commit.com");
    return planScript(join(folder, its ? `${hook}.legacy` : hook), hook, "git");
  });
  return joined("pre-commit", [...scripts, { warnings: ["These files are this clone's own: everybody runs riskscore init --hooks once, as with pre-commit install. `pre-commit install --overwrite` deletes them."] }]);
}
