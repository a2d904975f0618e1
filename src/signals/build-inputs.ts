import { compareText } from "../ids.ts";
import { counted } from "./counted.ts";
import { defineSignal } from "./signal.ts";

export const buildInputs = defineSignal({
  id: "build-inputs",
  axis: "impact",
  title: "Build inputs changed",
  meaning: "The share of modules under the package.json, tsconfig and lockfile entries that the change alters; fields that steer nothing are left out.",
  why: "These files decide how modules are built and what their imports lead to, and no import points at them: nobody who reads the code sees the tie.",
  lower: "Move the setting down to the one package that needs it; update dependencies in a change of their own.",
  reads: ["buildInputs", "moduleCount"],
  measure({ buildInputs: inputs, moduleCount }) {
    const [widest, ...others] = inputs.toSorted((a, b) => b.governs - a.governs || compareText(a.path, b.path));
    if (widest === undefined || widest.governs === 0) return null;
    // Modules under two of them count twice: wide on purpose.
    const governed = inputs.reduce((sum, input) => sum + input.governs, 0);
    const also = others.length === 0 ? "" : `; ${counted(others.length, "other build input")} changed too`;
    return {
      share: Math.min(1, governed / Math.max(1, moduleCount)),
      at: widest.path,
      because: `${widest.path} governs ${counted(widest.governs, "module")} of ${Math.max(widest.governs, moduleCount)}${also}`,
    };
  },
});
