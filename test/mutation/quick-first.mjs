import { BaseSequencer } from "vitest/node";

/** Examples before laws: most mutants die of the first test that fails, and laws cost the most. */
export class QuickFirst extends BaseSequencer {
  async sort(files) {
    const rank = ({ moduleId }) => (moduleId.includes(".property.") ? 1 : 0);
    return files.toSorted((a, b) => rank(a) - rank(b) || (a.moduleId < b.moduleId ? -1 : 1));
  }
}
