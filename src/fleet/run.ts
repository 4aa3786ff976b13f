import { outsideText } from '../core/outsideText.ts';
import type { ProvisionReport, TrunkOutcome } from '../core/outcome.ts';
import type { Pbx } from '../pbx/pbx.ts';
import type { RunObserver } from '../pbx/provision/provisionPbx.ts';
import { onEachPbx } from './eachPbx.ts';
import type { AuditAction, Fleet, RunLog } from './ports.ts';
import { progressOf, type TellProgress } from './runProgress.ts';

/** What a run needs from outside. */
export type RunServices = Pick<Fleet, 'pbxes' | 'log' | 'settings' | 'redactor' | 'audit'>;

export interface RunOptions {
  /** Stops before the next write; the one under way is waited for. */
  signal: AbortSignal;
  /** Aborts the signal, for those who watch the run. */
  cancel?: () => void;
  /** Told what is being done, and how many trunks have ended since it was last told. */
  tellProgress?: TellProgress;
  /** Told, for each PBX once, what is waited for after the last write. */
  tellWait?: (message: string) => void;
  /** Who else follows the run, such as the journal. */
  observer?: RunObserver;
}

/** What a run does on each PBX. */
export interface PbxTask<Item> {
  /** What the audit log calls it. */
  action: AuditAction;
  trunknameOf(item: Item): string;
  /** Why a PBX is left alone: the outcome of each of its items then. */
  reasonAgainst?(pbx: string): Pick<TrunkOutcome, 'outcome' | 'message'> | undefined;
  /**
   * Does the work of one PBX, one write after another, and tells `observer` of each outcome. Never throws for what a PBX does.
   * @returns one outcome for each item, in their order.
   */
  work(pbx: Pbx, items: readonly Item[], observer: RunObserver): Promise<TrunkOutcome[]>;
}

/**
 * The one loop of every run: several PBXes at a time, on each one write after another, with the log, the audit
 * log, the progress and the cancel. The outcomes, whoever hears of them, are without secrets.
 * @returns the outcomes in the order of `items`.
 */
export async function run<Item extends { pbx: string }>(
  services: RunServices,
  items: readonly Item[],
  task: PbxTask<Item>,
  options: RunOptions,
): Promise<ProvisionReport> {
  const groups = groupByPbx(items);
  const observer = observerOf(items.length, task.action, services, options);
  const done = new Map<string, TrunkOutcome[]>();
  await onEachPbx(services, groups.keys(), async (name) => {
    const outcomes = await runOn(services, name, groups.get(name) ?? [], task, observer);
    done.set(
      name,
      outcomes.map((outcome) => outcomeWithoutSecrets(services, outcome)),
    );
    services.pbxes.trunksChanged(name);
  });
  await services.audit.settled();
  const outcomes = items.flatMap(({ pbx }) => done.get(pbx)?.shift() ?? []);
  return {
    outcomes,
    cancelled: options.signal.aborted && outcomes.some(({ outcome }) => outcome === 'skipped'),
  };
}

async function runOn<Item>(
  { pbxes }: RunServices,
  name: string,
  items: readonly Item[],
  task: PbxTask<Item>,
  observer: RunObserver,
): Promise<TrunkOutcome[]> {
  const reason = task.reasonAgainst?.(name);
  const opened = reason ? undefined : await pbxes.open(name);
  if (opened?.pbx) return await task.work(opened.pbx, items, observer);
  const instead = reason ?? { outcome: 'failed' as const, message: opened?.problem ?? '' };
  return items.map((item) => {
    const outcome: TrunkOutcome = { pbx: name, trunkname: task.trunknameOf(item), ...instead };
    observer.onOutcome?.(outcome);
    return outcome;
  });
}

/** The items of each PBX, in the order in which both come. */
export function groupByPbx<Item extends { pbx: string }>(items: readonly Item[]): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const group = groups.get(item.pbx);
    if (group) group.push(item);
    else groups.set(item.pbx, [item]);
  }
  return groups;
}

/** An outcome whose words hold no secret. The names stay: they say which trunk it is; so does a number of the API. */
function outcomeWithoutSecrets(
  { redactor }: Pick<Fleet, 'redactor'>,
  { errno, message, ...outcome }: TrunkOutcome,
): TrunkOutcome {
  const clean = (text: string) => redactor.redact(text, [outcome.pbx, outcome.trunkname]);
  return {
    ...outcome,
    ...(errno !== undefined && { errno: /^\d+$/.test(errno) ? errno : clean(errno) }),
    ...(message !== undefined && { message: clean(message) }),
  };
}

/** An outcome on one line, such as `hq · to-itsp: added`. */
export function outcomeLine({ pbx, trunkname, outcome, errno, message }: TrunkOutcome): string {
  const number = errno === undefined ? '' : ` (errno ${errno})`;
  const words = message === undefined ? '' : ` — ${message}`;
  return `${outsideText(pbx)} · ${outsideText(trunkname)}: ${outcome}${number}${words}`;
}

/** One line of the log for one trunk. */
export function logOutcome(log: RunLog, outcome: TrunkOutcome): void {
  const line = outcomeLine(outcome);
  if (outcome.outcome === 'failed' || outcome.outcome === 'unknown') log.warn(line);
  else log.info(line);
}

function observerOf(
  total: number,
  action: AuditAction,
  services: Pick<RunServices, 'log' | 'redactor' | 'audit'>,
  { tellProgress, observer = {} }: RunOptions,
): RunObserver {
  const progress = tellProgress ? progressOf(total, tellProgress) : {};
  return {
    ...observer,
    onStart: (pbx, trunkname) => {
      progress.onStart?.(pbx, trunkname);
      observer.onStart?.(pbx, trunkname);
    },
    onOutcome: (told) => {
      const outcome = outcomeWithoutSecrets(services, told);
      logOutcome(services.log, outcome);
      services.audit.add(action, outcome);
      progress.onOutcome?.(outcome);
      observer.onOutcome?.(outcome);
    },
  };
}
