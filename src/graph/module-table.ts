import type { ModuleId } from "../ids.ts";

/** Numbers modules in the order they are first seen, so that walks handle integers. Base and head share one table. */
export interface ModuleTable {
  readonly ids: readonly ModuleId[];
  /** The module's number, given now if it has none. */
  numberOf(id: ModuleId): number;
  /** -1 when it has none. */
  find(id: ModuleId): number;
}

export function createModuleTable(): ModuleTable {
  const ids: ModuleId[] = [];
  const numbers = new Map<ModuleId, number>();
  return {
    ids,
    numberOf(id) {
      const known = numbers.get(id);
      if (known !== undefined) return known;
      numbers.set(id, ids.length);
      return ids.push(id) - 1;
    },
    find: (id) => numbers.get(id) ?? -1,
  };
}
