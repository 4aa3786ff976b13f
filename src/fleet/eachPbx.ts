import { PbxError } from '../pbx/errors.ts';
import type { Pbx } from '../pbx/pbx.ts';
import type { Fleet, FleetSettings } from './ports.ts';

/** Does something for every PBX, for as many at the same time as the settings allow. */
export async function onEachPbx(
  { settings }: { settings: Pick<FleetSettings, 'maxConcurrentPbxes'> },
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

/** What several PBXes answered, and why the others did not; both in the order in which they were named. */
export interface Answers<T> {
  answers: Map<string, T>;
  problems: { pbx: string; message: string }[];
}

/**
 * Asks several PBXes something and changes nothing.
 * @param reasonAgainst why a PBX must not be asked, in words.
 * @throws what `ask` throws and is no PbxError: a defect.
 */
export async function askEachPbx<T>(
  fleet: Pick<Fleet, 'pbxes' | 'settings'>,
  names: Iterable<string>,
  ask: (pbx: Pbx) => Promise<T>,
  reasonAgainst: (pbx: string) => string | undefined = () => undefined,
): Promise<Answers<T>> {
  const order = [...new Set(names)];
  const results = new Map<string, { answer: T } | { message: string }>();
  await onEachPbx(fleet, order, async (name) => {
    results.set(name, await askOne(fleet, name, ask, reasonAgainst(name)));
  });
  const asked: Answers<T> = { answers: new Map(), problems: [] };
  for (const pbx of order) {
    const result = results.get(pbx);
    if (!result) continue;
    if ('answer' in result) asked.answers.set(pbx, result.answer);
    else asked.problems.push({ pbx, message: result.message });
  }
  return asked;
}

async function askOne<T>(
  { pbxes }: Pick<Fleet, 'pbxes'>,
  name: string,
  ask: (pbx: Pbx) => Promise<T>,
  reason: string | undefined,
): Promise<{ answer: T } | { message: string }> {
  if (reason !== undefined) return { message: reason };
  const { pbx, problem } = await pbxes.open(name);
  if (!pbx) return { message: problem };
  try {
    return { answer: await ask(pbx) };
  } catch (error) {
    if (!(error instanceof PbxError)) throw error;
    return { message: error.message };
  }
}
