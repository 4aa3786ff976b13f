import type { TrunkOutcome } from '../../core/outcome.ts';
import type { Trunk } from '../../core/trunk.ts';
import type { App } from '../app.ts';

/** Adds one trunk by the same way as a whole file, and logs it. Asks nothing and shows nothing. */
export async function addTrunk(app: App, pbx: string, trunk: Trunk): Promise<TrunkOutcome> {
  const { runProvision } = await import('../provision/runProvision.ts');
  const report = await runProvision(app, [{ pbx, trunk }], {
    signal: new AbortController().signal,
    // The tree shows it soon enough, and a form that waits for an ITSP looks as if it hung.
    verify: false,
  });
  const [outcome] = report.outcomes;
  if (!outcome) throw new Error('A run of one trunk has one outcome');
  return outcome;
}
