import { otherSum } from "../support/shop.mjs";

/** See README.md. */
export default async function (world) {
  const ours = world.commit({ "docs/a.md": "a\n" }, { message: "A\n" });
  const theirs = world.commit({ "docs/b.md": "b\n" }, { message: "B\n" });
  const head = world.commit({ "docs/b.md": "b\n", "src/sum.ts": otherSum }, { on: [ours, theirs] });
  return { naive: async () => !(await world.git("log", "-p", `${world.main}..${head}`)).includes("src/sum.ts"), push: [`${head}:refs/heads/main`] };
}
