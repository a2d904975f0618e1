import { policy } from "../support/shop.mjs";
import { agentsEdit } from "../support/world.mjs";

/** See README.md. */
export default async function (world) {
  const till = 'const name = ["s", "um"].join("");\nexport const till = async (): Promise<number> => (await import(`./${name}.ts`)).sum(1, 2);\n';
  world.begin(policy(), { "src/till.ts": till });
  const head = agentsEdit(world);
  return { naive: () => !till.includes("sum.ts"), push: [`${head}:refs/heads/main`] };
}
