/** What test/run.mjs has prepared, by its name in the environment. */
export function fromRunner(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set: run test/run.mjs.`);
  return value;
}
