import { otherSum } from "../support/shop.mjs";

/** See README.md. */
export default async function (world) {
  const blob = (path) => world.files(world.main).get(path).oid;
  const [old, edited] = [blob("src/sum.ts"), world.blob(otherSum)];
  const src = world.tree([["page.ts", blob("src/page.ts")], ["sum.ts", old], ["sum.ts", edited], ["till.ts", blob("src/till.ts")]].map(([name, oid]) => ({ mode: "100644", name, oid })));
  const files = [".riskrc.json", "package-lock.json", "package.json"].map((name) => ({ mode: "100644", name, oid: blob(name) }));
  const tree = world.tree([files[0], files[1], files[2], { mode: "40000", name: "src", oid: src }]);
  const head = world.commit({}, { tree });
  return { naive: async () => (await world.git("ls-tree", head, "src/sum.ts")).split("\n")[0].includes(old), push: [`${head}:refs/heads/main`] };
}
