import type { ProvisionReport } from '../../core/outcome.ts';
import type { RunPart } from './storedRun.ts';

/** A report as it is saved: what automation gets, and when it was. */
export function jsonOf({ outcomes, cancelled, startedAt, endedAt }: RunPart): string {
  const report: ProvisionReport & Pick<RunPart, 'startedAt' | 'endedAt'> = {
    outcomes: outcomes.map(({ pbx, trunkname, outcome, errno, message }) => ({
      pbx,
      trunkname,
      outcome,
      ...(errno !== undefined && { errno }),
      ...(message !== undefined && { message }),
    })),
    cancelled,
    startedAt,
    ...(endedAt !== undefined && { endedAt }),
  };
  return `${JSON.stringify(report, undefined, 2)}\n`;
}
