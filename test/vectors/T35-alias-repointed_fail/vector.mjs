import { otherSum, policy, shop } from "../support/shop.mjs";

/** See README.md. */
export default async function (world) {
  const manifest = (to) => JSON.stringify({ name: "shop", type: "module", imports: { "#sum": to } });
  const till = 'import { sum } from "#sum";\nexport const till = (): number => sum(1, 2);\n';
  world.begin(policy(), { "package.json": manifest("./src/sum.ts"), "src/till.ts": till });
  const head = world.commit({ "package.json": manifest("./src/copy.ts"), "src/copy.ts": shop["src/sum.ts"], "src/sum.ts": otherSum });
  return { naive: async () => !(await world.git("grep", "-l", "src/sum.ts", head, "--", "package.json", "src").catch(() => "")).includes("sum"), push: [`${head}:refs/heads/main`] };
}
