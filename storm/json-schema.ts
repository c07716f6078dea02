import * as z from 'zod/mini';
import { lineSchema } from './history-schema.js';

/** The JSON schema of a history's line as text: what docs/storm-history.schema.json holds. */
export function historySchemaText(): string {
  const whole = {
    title: 'A line of a storm’s history',
    ...(z.toJSONSchema(lineSchema(), { target: 'draft-7' }) as object),
  };
  return `${JSON.stringify(whole, null, 2)}\n`;
}
