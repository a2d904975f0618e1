import { compareText } from "../ids.ts";
import { counted } from "./counted.ts";
import { defineSignal } from "./signal.ts";
import { hasSubstance } from "./substance.ts";

/** An environment without users counts this share of a production one. */
export const rehearsalShare = 0.25;

export const environment = defineSignal({
  id: "environment",
  axis: "impact",
  title: "Environment configured",
  meaning: "Whether a changed file lies in an environment that the policy names; production counts in full, any other a quarter.",
  why: "A configuration acts on everything that runs in its environment at once, and no test of the code sees it first.",
  lower: "Land the same change in a rehearsal environment first, and production's in a change of its own.",
  reads: ["change", "environments"],
  measure({ change, environments }) {
    const real = new Set(change.files.filter(hasSubstance).map(({ path }) => path));
    const hit = environments
      .map(({ environment: { name, production }, files }) => ({ name, production, files: files.filter((path) => real.has(path)).toSorted(compareText) }))
      .filter(({ files }) => files.length > 0)
      .toSorted((a, b) => Number(b.production) - Number(a.production) || b.files.length - a.files.length || compareText(a.name, b.name));
    const [first] = hit;
    if (first === undefined) return null;
    const kind = first.production ? "production environment" : "environment";
    const verb = first.files.length === 1 ? "configures" : "configure";
    return { share: first.production ? 1 : rehearsalShare, at: first.files[0]!, because: `${counted(first.files.length, "changed file")} ${verb} the ${kind} '${first.name}'` };
  },
});
