import * as vscode from 'vscode';
import type { ProvisionReport, TrunkOutcome } from '../../core/outcome.ts';
import type { Trunk } from '../../core/trunk.ts';
import { provisionPbx, type RunObserver } from '../../pbx/provision/provisionPbx.ts';
import type { Pbx } from '../../pbx/pbx.ts';
import { verifyRegistration } from '../../pbx/provision/verifyRegistration.ts';
import type { App } from '../app.ts';
import { verifyTimeout } from '../connections/settings.ts';
import { groupByPbx, onEachPbx } from './byPbx.ts';
import type { ProvisionWork } from './work.ts';

export interface RunOptions {
  signal: AbortSignal;
  /** Changes trunks that are there but differ. */
  update?: boolean;
  /** False where the registration of new trunks is not waited for. */
  verify?: boolean;
  /** Told what is being done, and how many trunks have ended since it was last told. */
  say?: (message: string, part: number) => void;
  /** Who else follows the run. */
  observer?: RunObserver;
}

/** Between two messages of the progress, in milliseconds: more could not be read. */
const progressEvery = 100;

/**
 * Works through the PBXes, several at a time, on each one trunk after another, and logs every outcome.
 * @returns the outcomes in the order of `work`.
 */
export async function runProvision(
  app: App,
  work: readonly ProvisionWork[],
  options: RunOptions,
): Promise<ProvisionReport> {
  for (const { trunk } of work) if ('password' in trunk) app.redactor.add(trunk.password);
  const groups = groupByPbx(work);
  const observer = options.say ? progressOf(work.length, options.say) : {};
  const done = new Map<string, TrunkOutcome[]>();
  await onEachPbx(groups.keys(), async (name) => {
    done.set(name, await provisionOne(app, name, groups.get(name) ?? [], options, observer));
    app.pbxes.trunksChanged(name);
  });

  const outcomes = work.flatMap(({ pbx }) => done.get(pbx)?.shift() ?? []);
  return {
    outcomes,
    cancelled: options.signal.aborted && outcomes.some(({ outcome }) => outcome === 'skipped'),
  };
}

async function provisionOne(
  app: App,
  name: string,
  trunks: readonly Trunk[],
  options: RunOptions,
  observer: RunObserver,
): Promise<TrunkOutcome[]> {
  const { signal, update = false } = options;
  const opened = await app.pbxes.open(name);
  const onOutcome = (outcome: TrunkOutcome) => {
    logOutcome(app, outcome);
    observer.onOutcome?.(outcome);
    options.observer?.onOutcome?.(outcome);
  };
  const onStart: RunObserver['onStart'] = (pbx, trunkname) => {
    observer.onStart?.(pbx, trunkname);
    options.observer?.onStart?.(pbx, trunkname);
  };
  if (opened.pbx) {
    const outcomes = await provisionPbx(opened.pbx, trunks, {
      ...options.observer,
      onStart,
      onOutcome,
      signal,
      update,
    });
    if (options.verify !== false) await verify(app, opened.pbx, trunks, outcomes, options);
    return outcomes;
  }
  return trunks.map(({ trunkname }) => {
    const outcome: TrunkOutcome = { pbx: name, trunkname, outcome: 'failed', message: opened.problem };
    onOutcome(outcome);
    return outcome;
  });
}

/** Follows the new register trunks until the ITSP has let them in or not, and logs it. */
async function verify(
  app: App,
  pbx: Pbx,
  trunks: readonly Trunk[],
  outcomes: readonly TrunkOutcome[],
  { signal, say }: RunOptions,
): Promise<void> {
  const added = outcomes.filter(
    ({ outcome }, index) => outcome === 'added' && trunks[index]?.trunktype === 'register',
  );
  await verifyRegistration(pbx, added, {
    timeoutMs: verifyTimeout(),
    signal,
    onWait: (left) => say?.(vscode.l10n.t('{0}: waiting for {1} to register', pbx.name, left), 0),
  });
  for (const { trunkname, message } of added) {
    if (message !== undefined) app.log.info(`${pbx.name} · ${trunkname}: ${message}`);
  }
}

/** One line of the log for one trunk. */
export function logOutcome(app: App, { pbx, trunkname, outcome, errno, message }: TrunkOutcome): void {
  const line = `${pbx} · ${trunkname}: ${outcome}${errno === undefined ? '' : ` (errno ${errno})`}${message === undefined ? '' : ` — ${message}`}`;
  if (outcome === 'failed' || outcome === 'unknown') app.log.warn(line);
  else app.log.info(line);
}

/** Tells what is being done, not more often than it can be read. */
export function progressOf(total: number, say: (message: string, part: number) => void): RunObserver {
  let ended = 0;
  let said = 0;
  let saidAt = 0;
  let words = () => '';
  let timer: NodeJS.Timeout | undefined;
  const tell = () => {
    clearTimeout(timer);
    const early = saidAt + progressEvery - Date.now();
    if (early > 0 && ended < total) {
      // Said a little later, not never: the next news may be seconds away.
      timer = setTimeout(tell, early);
      return;
    }
    say(words(), ended - said);
    said = ended;
    saidAt = Date.now();
  };
  return {
    onStart: (pbx, trunkname) => {
      const turn = ended + 1;
      words = () =>
        trunkname === undefined
          ? vscode.l10n.t('{0}: asking what is there', pbx)
          : vscode.l10n.t('{0} · {1} ({2} of {3})', pbx, trunkname, turn, total);
      tell();
    },
    onOutcome: () => {
      ended += 1;
      tell();
    },
  };
}
