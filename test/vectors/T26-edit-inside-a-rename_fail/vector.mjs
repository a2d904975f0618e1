import { otherSum, policy } from "../support/shop.mjs";

/** See README.md. */
export default async function (world) {
  const filler = Array.from({ length: 40 }, (_, at) => `export const c${at} = ${at};\n`).join("");
  world.begin(policy(), { "src/sum.ts": `export const sum = (a: number, b: number): number => a + b;\n${filler}` });
  const head = world.commit({ "src/sum.ts": null, "src/total.ts": otherSum + filler, "src/page.ts": 'import { till } from "./till.ts";\nexport const page = (): string => `${till()}`;\n' });
  return { naive: async () => (await world.git("diff", "-M", "--name-status", world.main, head)).split("\n").every((row) => row.startsWith("R")), push: [`${head}:refs/heads/main`] };
}
