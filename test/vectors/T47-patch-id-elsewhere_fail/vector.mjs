import { samePatchId } from "../support/naive.mjs";
import { policy } from "../support/shop.mjs";

/** See README.md. */
export default async function (world) {
  const body = ["  const a = 1;", "  const b = 2;", "  const c = 3;", "  audit(a);", "  const d = 4;", "  const e = 5;", "  const f = 6;"];
  const lines = ["declare const audit: (x: number) => void;", "export function test() {", ...body, "}", "export function prod() {", ...body, "}", ""];
  world.begin(policy(), { "src/audit.ts": lines.join("\n"), "src/till.ts": 'import { prod } from "./audit.ts";\nimport { sum } from "./sum.ts";\nexport const till = (): number => sum(1, 2) + Number(prod());\n' });
  const without = (at) => lines.toSpliced(at, 1).join("\n");
  const signed = world.commit({ "src/audit.ts": without(5) });
  await world.sign("sam", signed);
  const head = world.commit({ "src/audit.ts": without(14) });
  return { naive: () => samePatchId(world, [world.main, signed], [world.main, head], "--verbatim"), push: [`${head}:refs/heads/main`] };
}
