/** Does something for every PBX, for as many at the same time as the settings allow. */
export async function onEachPbx(
  { settings }: { settings: { maxConcurrentPbxes(): number } },
  names: Iterable<string>,
  task: (pbx: string) => Promise<void>,
): Promise<void> {
  const waiting = [...names];
  const worker = async () => {
    for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) await task(name);
  };
  const workers = Math.min(settings.maxConcurrentPbxes(), waiting.length);
  await Promise.all(Array.from({ length: workers }, worker));
}
