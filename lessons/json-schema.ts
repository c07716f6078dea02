import * as z from 'zod/mini';
import { labSchema, stepSchema } from './content-schema.js';

/** A schema as editors read it. What has a usual value need not be there. */
function textOf(title: string, schema: z.ZodMiniType): string {
  const { $schema, ...rest } = z.toJSONSchema(schema, { target: 'draft-7', io: 'input' });
  return `${JSON.stringify({ $schema, title, ...rest }, null, 2)}\n`;
}

/** The JSON schema of a lab.yaml as text: what labs/lab.schema.json holds. */
export const labSchemaText = (): string => textOf('lab.yaml', labSchema());

/** The JSON schema of a step.yaml as text: what labs/step.schema.json holds. */
export const stepSchemaText = (): string => textOf('step.yaml', stepSchema());
