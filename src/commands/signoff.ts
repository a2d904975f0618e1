import { Defect } from "../failure.ts";
import type { Answer } from "./answer.ts";
import type { SignoffCommand } from "./request.ts";
import type { World } from "./world.ts";

export async function signoff(_world: World, _request: SignoffCommand): Promise<Answer> {
  throw new Defect("riskscore signoff is being built");
}
