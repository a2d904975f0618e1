import { otherTill } from "../support/shop.mjs";

/** See README.md. */
export default async function (world) {
  const root = world.main;
  const fix = world.commit({ "src/till.ts": otherTill }, { on: [root], by: "kim", message: "Mend the till\n", at: 1_767_225_700 });
  const docs = world.commit({ "docs/a.md": "a\n" }, { on: [root], by: "kim", message: "A\n", at: 1_767_225_900 });
  world.land(world.commit({ "docs/a.md": "a\n" }, { on: [fix, docs], by: "kim", message: "Merge\n", at: 1_767_226_000 }));
  const head = world.commit({ "docs/b.md": "b\n" }, { on: [docs, fix], at: 1_767_226_100 });
  return { naive: async () => !(await world.git("diff", "--name-only", `${world.main}...${head}`)).includes("till"), push: ["--force", `${head}:refs/heads/main`] };
}
