import { otherSum } from "../support/shop.mjs";

/** See README.md. */
export default async function (world) {
  let head = world.main;
  for (let at = 0; at < 11; at++) head = world.commit({ [`src/part${at}.ts`]: `export const part = ${at};\n` }, { on: [head] });
  head = world.commit({ "src/sum.ts": otherSum }, { on: [head] });
  const largest = async () => Math.max(...(await world.git("log", "--numstat", "--format=", `${world.main}..${head}`)).split("\n").filter(Boolean).map((line) => Number(line.split("\t")[0])));
  return { naive: async () => (await largest()) < 3, push: [`${head}:refs/heads/main`] };
}
