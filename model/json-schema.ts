import * as z from 'zod/mini';
import { defaults } from './resolve.js';
import { specSchema } from './spec-schema.js';

/** The JSON schema of zk-lab.yaml as text, the defaults included: what templates/lab/zk-lab.schema.json holds. */
export function schemaText(): string {
  // Of what is written, not of what comes of it: whatever has a default may be left out.
  const schema = z.toJSONSchema(specSchema(), { target: 'draft-7', io: 'input' }) as {
    properties: Record<string, Record<string, unknown>>;
  } & Record<string, unknown>;
  const properties = Object.entries(schema.properties).map(([name, property]) => {
    const byDefault = (defaults as Record<string, unknown>)[name];
    return [name, byDefault === undefined ? property : { ...property, default: byDefault }];
  });
  const whole = {
    $schema: schema.$schema,
    title: 'zk-lab.yaml',
    description: 'Specification of a ZooKeeper lab; every setting has a default.',
    ...schema,
    properties: Object.fromEntries(properties),
  };
  return `${JSON.stringify(whole, null, 2)}\n`;
}
