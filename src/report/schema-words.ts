/** The few words the published JSON Schema is written in. */
export type Schema = Readonly<Record<string, unknown>>;

export const text = { type: "string" };
export const textOrNull = { type: ["string", "null"] };
export const yesOrNo = { type: "boolean" };
export const amount = { type: "integer", minimum: 0 };
export const percent = { type: "integer", minimum: 0, maximum: 100 };
export const version = { const: 1 };

/** An object whose named keys are all there. Keys in `optional` need not be. */
export function object(properties: Readonly<Record<string, Schema>>, optional: readonly string[] = []): Schema {
  return { type: "object", required: Object.keys(properties).filter((key) => !optional.includes(key)), properties };
}

export function listOf(items: Schema): Schema {
  return { type: "array", items };
}

export function oneOf(values: readonly string[]): Schema {
  return { enum: values };
}

export function ref(name: string): Schema {
  return { $ref: `#/definitions/${name}` };
}

export function described(schema: Schema, description: string): Schema {
  return { ...schema, description };
}
