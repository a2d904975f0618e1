import { Defect } from "../failure.ts";
import type { Answer } from "./answer.ts";
import type { TagCommand } from "./request.ts";
import type { World } from "./world.ts";

export async function tag(_world: World, _request: TagCommand): Promise<Answer> {
  throw new Defect("riskscore tag is being built");
}
