import { counted } from "./counted.ts";
import { saturating } from "./curve.ts";
import { defineSignal } from "./signal.ts";
import { hasSubstance } from "./substance.ts";

/** Packages beyond the first at which the signal has 63 % of its weight. */
export const manyPackages = 3;

export const packagesCrossed = defineSignal({
  id: "packages-crossed",
  axis: "impact",
  title: "Packages crossed",
  meaning: "How many packages the change edits or is felt in, beyond the first.",
  why: "Packages often have owners, releases and tests of their own: a change felt across them is harder to see whole and to take back.",
  lower: "Keep the change within one package, or land the shared part first and each user of it afterwards.",
  reads: ["change", "packagesReached"],
  measure({ change, packagesReached }) {
    const edited = change.files.filter((file) => file.class !== "test" && file.symbols.length > 0 && hasSubstance(file)).map((file) => file.package);
    const crossed = new Set([...edited, ...packagesReached].filter((name) => name !== null));
    const beyond = crossed.size - 1;
    if (beyond < 1) return null;
    return { share: saturating(beyond, manyPackages), at: null, because: `${counted(crossed.size, "package")} are edited or can feel it` };
  },
});
