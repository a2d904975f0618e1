import { Defect } from "../failure.ts";
import type { Answer } from "./answer.ts";
import type { DoctorCommand } from "./request.ts";
import type { World } from "./world.ts";

export async function doctor(_world: World, _request: DoctorCommand): Promise<Answer> {
  throw new Defect("riskscore doctor is being built");
}
